import type {
  disputeCatalogue,
  infringementCatalogue,
  Input,
  Name,
  platformCatalogue,
} from '@shuquan/chaincode/model';
import { ARBITRATION, HOLDER_B } from '../support/parties.js';

const hex = '0'.repeat(64);
const id = 'nothing';
const day = '2026-11-03';

/** An input that its schema takes, for every name of disputes and platforms. */
export const disputeSamples: {
  readonly [
    N in keyof (typeof disputeCatalogue & typeof infringementCatalogue & typeof platformCatalogue) &
      Name
  ]: Input<N>;
} = {
  'dispute:file': {
    ...{ id, path: 'ARBITRATION', body: ARBITRATION, agreementDigest: hex, claimDigest: hex },
    subjects: [{ kind: 'RIGHT', id }],
    standing: { basis: 'HOLDER', evidence: [] },
    against: [HOLDER_B],
  },
  'dispute:accept': { id },
  'dispute:dismiss': { id, reasons: '测试' },
  'dispute:serve': {
    ...{ id, to: HOLDER_B, method: 'ELECTRONIC', servedOn: day, answerUntil: day },
    receiptDigest: hex,
  },
  'dispute:answer': { id, position: 'CONTESTED', statementDigest: hex },
  'dispute:submit': { id, submission: id, statementDigest: hex, purpose: '测试' },
  'dispute:hear': { id, on: day },
  'dispute:award': {
    ...{ id, outcome: 'UPHELD', documentNo: '（2026）示例裁字第1号', documentDigest: hex },
    ...{ execution: 'NONE', order: id, findings: '测试' },
  },
  'dispute:execute': { id, case: id },
  'dispute:settle': { id, settlementDigest: hex },
  'dispute:withdraw': { id, reasons: '测试' },
  'dispute:read': { id },
  'dispute:about': { kind: 'RIGHT', id, limit: 1 },
  'dispute:bundle': { id, permits: [] },
  'infringement:open': {
    ...{ id, right: id, evidence: id, digests: { 'SHA-256': hex, SM3: hex } },
    obtained: { how: 'PUBLIC_DOWNLOAD', where: '测试', on: day, processLogDigest: hex },
  },
  'infringement:compare': {
    id,
    fingerprint: {
      ...{ v: 1, fileDigests: { 'SHA-256': hex, SM3: hex }, rowsDigest: hex, schemaDigest: hex },
      ...{ rows: 1, columns: 1 },
    },
  },
  'infringement:attest': { id, statement: '测试', documentDigest: hex },
  'infringement:close': { id, reasons: '测试' },
  'infringement:read': { id },
  'infringement:ofRight': { right: id, limit: 1 },
  'infringement:bundle': { id },
  'platform:publish': {
    facts: {
      ...{ id, platform: 'platform', kind: 'MLPS', mlpsLevel: 3, filingNo: '51010000000-00001' },
      ...{ documentDigest: hex, evidence: [], validFrom: '2026-01-01', validTo: '2026-12-31' },
    },
  },
  'platform:confirm': { id, documentDigest: hex },
  'platform:withdraw': { id, reasons: '测试' },
  'platform:at': { at: '2026-03-02T01:00:00.000Z' },
};

/** Somebody who may call it. */
export const disputeCaller = (name: Name): string => {
  if (['accept', 'dismiss', 'serve', 'hear', 'award'].some((verb) => name === `dispute:${verb}`)) {
    return 'arbitrator';
  }
  const registrars = ['dispute:execute', 'platform:publish', 'infringement:compare'];
  if (registrars.includes(name)) return 'registrar1';
  if (name === 'infringement:attest') return 'notary';
  return name === 'platform:confirm' || name === 'platform:withdraw' ? 'supervisor' : 'holder-a';
};
