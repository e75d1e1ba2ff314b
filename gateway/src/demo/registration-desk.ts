import { createHash, randomBytes } from 'node:crypto';
import { canonicalize, type Digests, type Input, type Output } from '@shuquan/chaincode/model';
import { isCoded } from '../errors.js';
import type { Committed, TransactionName } from '../ledger/port.js';
import { expectedDigests } from './depositing.js';
import { person, type Stage } from './stage.js';

export type Form = Input<'registration:apply'>['form'];
export type InitialForm = Extract<Form, { type: 'INITIAL' }>;
export type Case = Output<'registration:apply'>;

/** A case of this run. */
export const caseId = ({ run }: Stage, name: string): string => `rc-${run}-${name}`;
export const assetId = ({ run }: Stage, name: string): string => `ds-${run}-${name}`;

export const codeOf = async (attempt: Promise<unknown>): Promise<string> => {
  try {
    await attempt;
    return 'OK';
  } catch (err) {
    if (isCoded(err)) return err.code;
    throw err;
  }
};

/** Submits as one of the people. */
export const act = async <N extends TransactionName>(
  stage: Stage,
  name: N,
  input: Input<N>,
  by: string,
): Promise<Committed<Output<N>>> => stage.ledger.submit(name, input, person(stage, by).identity);

/** Who applies: synthetic, and private all the same. */
export const APPLICANT = {
  type: 'LEGAL_PERSON',
  name: '示例申请人',
  identityNumber: '示例证件号',
  contact: '示例经办人',
  phone: '示例电话',
  address: '示例地址',
};

export interface Applying {
  readonly id: string;
  readonly form: Form;
  readonly by: string;
  readonly registrar: string;
  /** Rules to apply under; the national ones when left out. */
  readonly profile?: string;
}

/** Applies; who applies travels in the transient map, with the seed of every field’s salt. */
export async function apply(
  stage: Stage,
  { id, form, by, registrar, profile = 'NATIONAL_2026' }: Applying,
): Promise<Committed<Case>> {
  const transient = { contact: Buffer.from(canonicalize(APPLICANT)), seed: randomBytes(32) };
  const uscc = usccOf(stage, registrar);
  const input = { id, registrar: uscc, profile, form };
  const { identity } = person(stage, by);
  return stage.ledger.submit('registration:apply', input, identity, { transient });
}

export function usccOf(stage: Stage, id: string): string {
  const { party } = person(stage, id);
  if (party === undefined) throw new TypeError(`${id} acts for nobody.`);
  return party.uscc;
}

const hash = (algorithm: string, text: string): string =>
  createHash(algorithm).update(text).digest('hex');

export const digestsOf = (text: string): Digests => ({
  'SHA-256': hash('sha256', text),
  SM3: hash('sm3', text),
});
export const documentDigest = (text: string): string => hash('sha256', text);

export async function fileDigests(name: string): Promise<Digests> {
  const digests = await expectedDigests(name);
  if (digests === undefined) throw new TypeError(`${name} is not on the list of digests.`);
  return digests;
}

const RIGHTS = ['HOLD', 'USE', 'OPERATE'] as const;

export const allRightsTo = (holder: string): InitialForm['allocation'] =>
  RIGHTS.map((right) => ({ holder, right, share: 'CONCURRENT' }));

/** The form of Annex 1 for the data set of scenario 1, applied for by one of the people. */
export const initialForm = (
  stage: Stage,
  asset: string,
  { by, ...over }: Partial<InitialForm> & { readonly by: string },
): InitialForm => ({ ...scenarioForm(asset, usccOf(stage, by)), ...over });

/** The same for a holder by its code. */
export function scenarioForm(asset: string, holder: string): InitialForm {
  return {
    type: 'INITIAL',
    data: { asset, version: 1 },
    description: {
      name: '2023年至2025年成都市企业信用评价指标数据集',
      overview: '成都市企业信用评价指标，按年更新，用于企业信用核验。',
      kind: 'DATA_RESOURCE',
      industry: 'L72',
      regionScope: 'CITY',
      timeSpan: { from: '2023-01-01', to: '2025-12-31' },
      updateFrequency: 'YEAR',
      volume: { rows: 1_286_400, bytes: 296 },
      form: 'TABLE',
      structure: 'STRUCTURED',
      restrictions: {
        resaleAllowed: false,
        exportAllowed: false,
        text: '不得转售原始数据；不得出境',
      },
    },
    origin: 'COLLECTED',
    digests: digestsOf(asset),
    allocation: allRightsTo(holder),
    sourceProofs: [documentDigest('采集说明')],
  };
}

type Finding = Input<'review:record'>['findings'][number];

const satisfied = (matter: Finding['matter']): Finding => ({
  matter,
  outcome: 'SATISFIED',
  note: '经审查属实',
});

export const findings = [
  satisfied('DESCRIPTION'),
  satisfied('SOURCE'),
  satisfied('RIGHTS'),
  satisfied('OVERLAP'),
];

export const view = (stage: Stage, id: string, by: string): Promise<Output<'registration:read'>> =>
  stage.ledger.evaluate('registration:read', { id }, person(stage, by).identity);

/**
 * Explains what the case has in common with others, if anything: the same file is registered again
 * when a demo is played again.
 */
export async function explain(
  stage: Stage,
  id: string,
  { by, registrar, why }: { readonly by: string; readonly registrar: string; readonly why: string },
): Promise<void> {
  const { state } = await view(stage, id, registrar);
  if (state.unexplained.length === 0) return;
  await act(stage, 'registration:explain', { case: id, explanation: why }, by);
}

/** Accepts, withholds the notice on the applicant’s request, reviews, decides: two people. */
export async function approve(
  stage: Stage,
  id: string,
  { reviewer, approver }: { readonly reviewer: string; readonly approver: string },
): Promise<void> {
  const of = { case: id };
  await act(stage, 'acceptance:accept', of, reviewer);
  await act(stage, 'review:withhold', { ...of, reasons: '涉及商业秘密，理由正当' }, reviewer);
  await act(stage, 'review:record', { ...of, findings }, reviewer);
  const decision = { ...of, outcome: 'APPROVED' as const, reasons: '符合规定' };
  await act(stage, 'review:decide', decision, approver);
}
