import {
  freezing,
  JUDGE,
  later,
  lifting,
  OTHER_JUDGE,
  rightOf,
  standing,
  told,
} from './court-desk.js';
import { identityOf } from './public-desk.js';
import { act } from './registration-desk.js';
import type { StepReport } from './report.js';
import type { Stage } from './stage.js';
import { verified } from './verified.js';
import { eventually } from './waiting.js';

/** Long enough to be seen in force on a slow network. */
const TERM_MS = 15_000;

const agree = (found: readonly string[], wanted: readonly string[]): boolean =>
  found.join() === wanted.join();

/** 轮候: the order of another court waits, and binds as soon as the first is over. */
export async function queue(stage: Stage, report: StepReport): Promise<void> {
  const { right } = await rightOf(stage);
  const second = freezing(stage, 'B', right.id, later(TERM_MS));
  await act(stage, 'order:freeze', second, OTHER_JUDGE);
  await act(stage, 'order:freeze', freezing(stage, 'C', right.id), JUDGE);
  const waiting = told(await standing(stage));
  report.check(`${waiting.join(', ')}.`, agree(waiting, ['A ATTACHED', 'B QUEUED', 'C QUEUED']));
  await act(stage, 'order:unfreeze', lifting(stage, 'A', right.id), JUDGE);
  const moved = told(await standing(stage));
  report.check(
    `Lifted by its own court: ${moved.join(', ')}.`,
    agree(moved, ['A LIFTED', 'B ATTACHED', 'C QUEUED']),
  );
  report.add({ waiting, moved });
}

/** Nobody acts: the term is over, and the ledger says that it was time. */
export async function term(stage: Stage, report: StepReport): Promise<void> {
  const wanted = ['A LIFTED', 'B EXPIRED', 'C ATTACHED'];
  const found = await eventually(async () => {
    const now = await standing(stage);
    return agree(told(now), wanted) ? now : undefined;
  }, stage.patienceMs);
  const [, second, third] = found ?? [];
  report.check(`${wanted.join(', ')}, by time alone.`, second?.reason === 'TERM_ENDED');
  report.check('The third binds since the second ended.', third?.attachedAt === second?.until);
  report.add({ ended: second?.until, attachedAt: third?.attachedAt });
}

/** Answers for the past stay what they were. */
export async function datesOf(stage: Stage, report: StepReport): Promise<void> {
  const [first, second, third] = await standing(stage);
  const at = async (instant = ''): Promise<string[]> => told(await standing(stage, instant));
  const during = await at(first?.from);
  const between = await at(first?.liftedAt);
  const after = await at(third?.attachedAt);
  report.check(`When the first was laid: ${during.join(', ')}.`, agree(during, ['A ATTACHED']));
  report.check(
    `When it was lifted: ${between.join(', ')}.`,
    agree(between, ['A LIFTED', 'B ATTACHED', 'C QUEUED']),
  );
  report.check(
    `When the second ended, ${second?.until ?? '?'}: ${after.join(', ')}.`,
    agree(after, ['A LIFTED', 'B EXPIRED', 'C ATTACHED']),
  );
  report.add({ during, between, after });
}

export async function answer(stage: Stage, report: StepReport): Promise<void> {
  const { right } = await rightOf(stage);
  const { value, envelope } = await stage.ledger.attest(
    'encumbrance:ofRight',
    { right: right.id },
    identityOf(stage, 'bank'),
    stage.organizations,
  );
  const { verdict, independentOrganizations } = verified(stage, envelope);
  report.check(`The signed answer is ${verdict}.`, verdict === 'VALID');
  const told_ = told(value.encumbrances);
  report.add({ encumbrances: told_, verdict, independent: independentOrganizations });
}
