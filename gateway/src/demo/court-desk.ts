import { type Encumbrance, type Input, type RightView } from '@shuquan/chaincode/model';
import { identityOf } from './public-desk.js';
import { assetId, documentDigest } from './registration-desk.js';
import type { Stage } from './stage.js';

export const HOLDER = 'holder-a';
export const JUDGE = 'judge';
/** Of the same court, with a key that no gateway holds. */
export const OWN_KEY_JUDGE = 'presiding-judge';
export const OTHER_JUDGE = 'judge2';
const DAY = 86_400_000;

export const orderId = ({ run }: Stage, name: string): string => `JO-${run}-${name}`;
export const later = (ms: number): string => new Date(Date.now() + ms).toISOString();

export const document = (text: string): { caseNo: string; documentDigest: string } => ({
  caseNo: '（2026）川01执保7号',
  documentDigest: documentDigest(text),
});

/** The right to operate the data of this run. */
export async function rightOf(stage: Stage): Promise<RightView> {
  const { items } = await stage.ledger.evaluate(
    'register:rightsOf',
    { data: { asset: assetId(stage, 'court'), version: 1 }, limit: 10 },
    identityOf(stage, JUDGE),
  );
  const found = items.find(
    ({ right, state }) => right.right === 'OPERATE' && state.status === 'ACTIVE',
  );
  if (found === undefined) throw new TypeError('An earlier step had to register the data.');
  return found;
}

export const freezing = (
  stage: Stage,
  name: string,
  right: string,
  until = later(30 * DAY),
): Input<'order:freeze'> => ({
  ...{ id: orderId(stage, name), on: [{ kind: 'RIGHT', id: right }], until },
  ...{ ...document(`裁定书 ${name}`), blocks: ['DISPOSE', 'GRANT', 'LIST', 'PLEDGE'] },
});

export const lifting = (stage: Stage, name: string, right: string): Input<'order:unfreeze'> => ({
  ...{ id: orderId(stage, name), on: [{ kind: 'RIGHT', id: right }] },
  ...document(`解除裁定书 ${name}`),
});

export async function standing(stage: Stage, asOf?: string): Promise<Encumbrance[]> {
  const { right } = await rightOf(stage);
  const { encumbrances } = await stage.ledger.evaluate(
    'encumbrance:ofRight',
    { right: right.id, ...(asOf === undefined ? {} : { asOf }) },
    identityOf(stage, 'bank'),
  );
  return encumbrances;
}

/** `A ATTACHED`, one each, in the order in which they queue. */
export const told = (all: readonly Encumbrance[]): string[] =>
  all.map(({ id, status }) => `${id.slice(id.lastIndexOf('-') + 1)} ${status}`);
