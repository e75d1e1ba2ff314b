import type { Input, Name, registerCatalogue } from '@shuquan/chaincode/model';
import { REG1, REG2 } from '../support/parties.js';
import { initialForm } from '../support/register-samples.js';

const hex = '0'.repeat(64);
const month = '202603';
const ofCase = { case: 'nothing' };
const items = [{ field: 'description.name', what: '名称不完整' }];
const page = { limit: 1 };

/** An input that its schema takes, for every name of the register. */
export const registerSamples: { readonly [N in keyof typeof registerCatalogue & Name]: Input<N> } =
  {
    'registration:apply': {
      id: 'nothing',
      registrar: REG1,
      profile: 'NATIONAL_2026',
      form: initialForm('nothing'),
    },
    'registration:consent': { ...ofCase, application: hex },
    'registration:withdraw': { ...ofCase, reasons: '测试' },
    'registration:explain': { ...ofCase, explanation: '测试' },
    'registration:read': { id: 'nothing' },
    'registration:applications': { ...ofCase, ...page },
    'registration:notice': ofCase,
    'registration:contact': ofCase,
    'registration:eraseContact': { ...ofCase, reason: 'UNLAWFUL', legalBasis: 'PIPL 47' },
    'acceptance:correct': { ...ofCase, items, workingDays: 5 },
    'acceptance:serve': {
      ...ofCase,
      document: 'CORRECTION_NOTICE',
      method: 'ELECTRONIC',
      servedOn: '2026-03-02',
      receiptDigest: hex,
    },
    'acceptance:supplement': { ...ofCase, form: initialForm('nothing') },
    'acceptance:accept': ofCase,
    'acceptance:reject': { ...ofCase, ground: 'ILLEGAL_SOURCE', reasons: '测试' },
    'review:record': {
      ...ofCase,
      findings: [{ matter: 'SOURCE', outcome: 'SATISFIED', note: '属实' }],
    },
    'review:askProof': { ...ofCase, items },
    'review:giveProof': { ...ofCase, documentDigests: [hex] },
    'review:extend': { ...ofCase, reasons: '案情复杂' },
    'review:publish': ofCase,
    'review:withhold': { ...ofCase, reasons: '理由正当' },
    'review:decide': { ...ofCase, outcome: 'APPROVED', reasons: '符合规定' },
    'objection:raise': { ...ofCase, objection: 'nothing', reasons: '测试', materialDigest: hex },
    'objection:notify': {
      ...{ ...ofCase, objection: 'nothing', method: 'ELECTRONIC', servedOn: '2026-03-02' },
      receiptDigest: hex,
    },
    'objection:answer': {
      ...{ ...ofCase, objection: 'nothing', position: 'CONTESTED', statementDigest: hex },
    },
    'objection:decide': { ...ofCase, objection: 'nothing', outcome: 'REJECTED', findings: '测试' },
    'register:deposit': ofCase,
    'register:receipt': {
      ...ofCase,
      receipt: { id: 'NDR-NOTHING', time: '2026-03-02T01:00:00.000Z', recordDigest: hex },
    },
    'register:certify': { cases: ['nothing'] },
    'register:voidSerials': { month, count: 1, reason: '测试' },
    'register:certificate': { no: 'SJ5112026030001' },
    'register:right': { id: 'nothing' },
    'register:rightsOf': { data: { asset: 'nothing', version: 1 }, ...page },
    'register:held': { holder: REG1, ...page },
    'register:registration': ofCase,
    'closing:propose': { registrar: REG1, month },
    'closing:approve': { registrar: REG1, month, digest: hex },
    'closing:read': { registrar: REG1, month },
    'closing:gaps': { registrar: REG1, month, from: 1, count: 1 },
    'overlap:sketch': {
      ...ofCase,
      rows: 1,
      sketch: { v: 1, keyId: 'KEY_1', k: 256, values: '0'.repeat(2048) },
    },
    'overlap:matches': ofCase,
    'query:ask': {
      id: 'nothing',
      on: { kind: 'CASE', id: 'nothing' },
      purpose: 'LITIGATION',
      basis: '测试',
    },
    'query:file': { ...ofCase, query: 'nothing', purpose: 'LITIGATION' },
    'query:log': { on: { kind: 'CASE', id: 'nothing' }, ...page },
    'query:about': page,
    'exit:announce': { successor: REG2, effectiveOn: '2027-03-02' },
    'exit:complete': { registrar: REG1, archiveDigest: hex, files: 0 },
    'exit:read': { registrar: REG1 },
  };
