import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  addDays,
  type Delivery,
  type Grant,
  type Input,
  type Output,
  shanghaiDate,
} from '@shuquan/chaincode/model';
import { parseAnchors } from '@shuquan/verifier';
import { pack } from '../delivery/pack.js';
import { DeliverySigner } from '../delivery/signer.js';
import { act, assetId, usccOf } from './registration-desk.js';
import { demoPath, person, type Stage } from './stage.js';

export const [SENDER, RECEIVER] = ['holder-a', 'consumer-c'] as const;
export const ROOT = 'dad9187aabd959eca1d96d5df3150bb0c3a867b3c2bd11be4f3bd17d2e58f5a4';
export const LEAF_3 = 'e7f80b2fd7b6e82a13110fc72faf35beb6bce1d4cfebe5307613903ca2417689';
const CHUNK_SIZE = 9000;

/** What the steps of one play share: both parties’ keys, which no ledger and no gateway ever sees. */
export interface DeliveryPlay {
  readonly sender: DeliverySigner;
  readonly receiver: DeliverySigner;
  readonly grants: Map<string, Grant>;
  readonly deliveries: Map<string, Delivery>;
}

const plays = new WeakMap<Stage, DeliveryPlay>();

/** Of this play; a scenario that is played again has parties with keys of their own. */
export function playOf(stage: Stage): DeliveryPlay {
  const known = plays.get(stage);
  if (known !== undefined) return known;
  const { channel } = parseAnchors(stage.anchors);
  const play = {
    ...{ sender: DeliverySigner.fresh(channel), receiver: DeliverySigner.fresh(channel) },
    ...{ grants: new Map<string, Grant>(), deliveries: new Map<string, Delivery>() },
  };
  plays.set(stage, play);
  return play;
}

export const now = (): string => new Date().toISOString();
export const data = (stage: Stage): Delivery['data'] => ({
  asset: assetId(stage, 'g'),
  version: 1,
});

function found<T>(map: ReadonlyMap<string, T>, name: string): T {
  const value = map.get(name);
  if (value !== undefined) return value;
  throw new TypeError(`An earlier step had to make ${name}.`);
}
export const grantOf = (stage: Stage, name: string): Grant => found(playOf(stage).grants, name);
export const deliveryOf = (stage: Stage, name: string): Delivery =>
  found(playOf(stage).deliveries, name);

/** Works in a folder that nobody needs afterwards. */
export async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'shuquan-demo-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Packs the three chunks, each a file, as `shuquan deliver` does. */
export async function packed(folder: string): Promise<Delivery['content']> {
  const source = join(folder, 'source');
  await mkdir(source);
  for (const name of ['chunk_1.bin', 'chunk_2.bin', 'chunk_3.bin']) {
    await copyFile(demoPath(name), join(source, name));
  }
  return pack({
    ...{ source, folder: join(folder, 'package'), chunkSize: CHUNK_SIZE, copies: true },
  });
}

/** G-1 and others like it: from the holder to the consumer, for so many deliveries. */
export async function granting(
  stage: Stage,
  name: string,
  { right, from, days }: { readonly right: string; readonly from: number; readonly days: number },
): Promise<Grant> {
  const today = shanghaiDate(now());
  const textDigest = '0'.repeat(63) + name.slice(-1);
  const offer: Input<'grant:offer'> = {
    ...{ id: `${name}-${stage.run}`, grantee: usccOf(stage, RECEIVER) },
    source: { kind: 'RIGHT', right },
    scope: {
      ...{ right: 'USE', subset: { data: data(stage), parts: ['WHOLE'] } },
      ...{ purposes: ['CREDIT_VERIFY'], territory: ['CN-51'], count: 12 },
      ...{ term: { from: addDays(today, from), to: addDays(today, from + days) } },
      ...{ resale: false, export: false, depth: 0 },
    },
    textDigest,
  };
  const { value } = await act(stage, 'grant:offer', offer, SENDER);
  const { id, termsDigest } = value;
  await act(stage, 'grant:accept', { id, textDigest, termsDigest }, RECEIVER);
  playOf(stage).grants.set(name, value);
  return value;
}

export const dispatchOf = (
  stage: Stage,
  name: string,
  { grant, content }: { readonly grant: string; readonly content: Delivery['content'] },
): Input<'delivery:dispatch'> =>
  playOf(stage).sender.dispatch(
    {
      ...{ id: `${name}-${stage.run}`, grant: grantOf(stage, grant).id, data: data(stage) },
      ...{ purpose: 'CREDIT_VERIFY', recipient: usccOf(stage, RECEIVER), content },
      transport: { kind: 'FOLDER', fingerprint: content.manifest },
      signedAt: now(),
    },
    usccOf(stage, SENDER),
  );

/** Dispatched as the sender; refused where the grant does not permit it, and on record. */
export async function dispatched(
  stage: Stage,
  name: string,
  of: { readonly grant: string; readonly content: Delivery['content'] },
): Promise<Output<'delivery:dispatch'>> {
  const { value } = await act(stage, 'delivery:dispatch', dispatchOf(stage, name, of), SENDER);
  if (!('outcome' in value)) playOf(stage).deliveries.set(name, value);
  return value;
}

export const viewOf = (
  stage: Stage,
  name: string,
  as: string = SENDER,
): Promise<Output<'delivery:read'>> =>
  stage.ledger.evaluate(
    'delivery:read',
    { id: deliveryOf(stage, name).id },
    person(stage, as).identity,
  );

export async function left(stage: Stage, grant: string): Promise<number | undefined> {
  const { identity } = person(stage, SENDER);
  const { id } = grantOf(stage, grant);
  return (await stage.ledger.evaluate('use:quota', { grant: id }, identity)).left;
}
