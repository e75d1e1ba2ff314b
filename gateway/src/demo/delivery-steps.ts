import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Delivery, endOfDay } from '@shuquan/chaincode/model';
import { openChunk } from '../delivery/opening.js';
import { unpack, type Unpacked } from '../delivery/unpack.js';
import {
  deliveryOf,
  dispatched,
  dispatchOf,
  grantOf,
  inFolder,
  LEAF_3,
  left,
  now,
  packed,
  playOf,
  RECEIVER,
  ROOT,
  SENDER,
  viewOf,
} from './delivery-desk.js';
import { environment, idOf } from './depositing.js';
import { backwards } from './old-clock.js';
import { act, codeOf, digestsOf } from './registration-desk.js';
import type { StepReport } from './report.js';
import { person, type Stage } from './stage.js';

/** Takes what came, as `shuquan receive` does, and signs for exactly that. */
async function receive(stage: Stage, name: string, found: Unpacked): Promise<void> {
  const { root, chunks, accepted, missing } = found;
  const stated = { root, chunks, accepted: [...accepted], missing: [...missing], signedAt: now() };
  const receipt = playOf(stage).receiver.receipt(deliveryOf(stage, name), stated);
  await act(stage, 'delivery:acknowledge', receipt, RECEIVER);
}

const unpacked = (folder: string, content: Delivery['content']): Promise<Unpacked> =>
  unpack({ folder: join(folder, 'package'), target: join(folder, 'target'), content });

export async function whole(stage: Stage, report: StepReport): Promise<void> {
  await inFolder(async (folder) => {
    const content = await packed(folder);
    report.check(`Three chunks under the root ${content.root}.`, content.root === ROOT);
    await dispatched(stage, 'D-1', { grant: 'G-1', content });
    await receive(stage, 'D-1', await unpacked(folder, content));
  });
  const view = await viewOf(stage, 'D-1');
  report.check(`The receiver signed for every chunk: ${view.status}.`, view.status === 'ACCEPTED');
  const used = 12 - ((await left(stage, 'G-1')) ?? 0);
  report.check(`Counter ${String(used)}/12.`, used === 1);
  report.add({ delivery: view.delivery.id, status: view.status, root: ROOT, used });
}

export async function partial(stage: Stage, report: StepReport): Promise<void> {
  const { opening, faults } = await inFolder(async (folder) => {
    const content = await packed(folder);
    await dispatched(stage, 'D-2', { grant: 'G-1', content });
    await rm(join(folder, 'package', 'data', 'chunk_3.bin'));
    const found = await unpacked(folder, content);
    await receive(stage, 'D-2', found);
    return { opening: await openChunk(join(folder, 'package'), 3), faults: found.faults };
  });
  const [missing] = faults;
  report.check('Chunk 3 did not arrive, and the receiver says so.', missing?.chunk === 3);
  const before = await viewOf(stage, 'D-2', RECEIVER);
  report.check(`It signed for chunks 1 and 2: ${before.status}.`, before.status === 'PARTIAL');
  report.check(`The sender opens leaf 3, ${opening.leaf}.`, opening.leaf === LEAF_3);
  const log = await logBatch(stage, 'transport');
  const about = { chunk: 3, claim: 'SENT' as const, opening, evidence: [log], signedAt: now() };
  const dispute = playOf(stage).sender.dispute(deliveryOf(stage, 'D-2'), about);
  await act(stage, 'delivery:dispute', dispute, SENDER);
  report.add({ log });
}

/** What is proven of the chunk in dispute, and what is only said. */
export async function disputed(stage: Stage, report: StepReport): Promise<void> {
  const view = await viewOf(stage, 'D-2');
  report.check(`The delivery is ${view.status}.`, view.status === 'DISPUTED');
  const facts = view.facts.at(-1);
  if (facts === undefined) throw new TypeError('A disputed chunk has facts.');
  const { committed, received, transport } = facts;
  report.check(`Root committed incl. chunk 3: ${committed}.`, committed === 'PROVEN');
  report.check(`Receipt of chunk 3: ${received}.`, received === 'NOT_PROVEN');
  report.note(`What the transport log says is its depositor’s word: ${transport}.`);
  report.add({ status: view.status, committed, received });
}

/** A batch of a log, deposited as evidence by its digests. */
async function logBatch(stage: Stage, name: string): Promise<string> {
  const id = idOf(stage, `log-${name}`);
  const text = `${id}: 接口调用日志批次`;
  const input = {
    ...{ id, kind: 'LOG' as const, digests: digestsOf(text), size: text.length, environment },
    source: { origin: 'OWN' as const, statement: '自有日志' },
  };
  await act(stage, 'evidence:deposit', input, SENDER);
  return id;
}

export async function outside(stage: Stage, report: StepReport): Promise<void> {
  const { content } = deliveryOf(stage, 'D-1');
  const refused = await dispatched(stage, 'D-3', { grant: 'G-2', content });
  const code = 'outcome' in refused ? refused.code : 'OK';
  report.check(
    `Before the first day of its grant a delivery is refused: ${code}.`,
    code === 'GRANT_NOT_ACTIVE',
  );
  const { id, scope } = grantOf(stage, 'G-1');
  const as = person(stage, SENDER).identity;
  const { nextChangeAt } = await stage.ledger.evaluate('grant:read', { id }, as);
  report.check(
    `G-1 ends by itself at ${String(nextChangeAt)}, and nobody has to say so.`,
    nextChangeAt === endOfDay(scope.term.to),
  );
  report.check(`The attempt is on record: ${refused.txId}.`, 'outcome' in refused);
  const again = dispatchOf(stage, 'D-4', { grant: 'G-1', content });
  const slow = await codeOf(backwards(stage, 'delivery:dispatch', again, SENDER));
  report.check(
    `With a clock set back behind its beacon: ${slow}.`,
    slow === 'CLIENT_TIME_OUT_OF_WINDOW',
  );
  report.check('Neither took anything.', (await left(stage, 'G-1')) === 10);
  report.add({ code, txId: refused.txId, clock: slow });
}

/** The receiver’s calls went on; the sender deposits its gateway’s log for whoever judges. */
export async function logs(stage: Stage, report: StepReport): Promise<void> {
  const id = await logBatch(stage, 'gateway');
  report.check('A batch of the gateway’s log is deposited.', id !== '');
  report.note('What it says of the receiver’s calls is the sender’s word: STATED.');
  report.add({ evidence: id });
}
