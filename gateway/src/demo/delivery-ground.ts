import { data, granting, now, playOf, RECEIVER, SENDER } from './delivery-desk.js';
import {
  act,
  apply,
  approve,
  caseId,
  digestsOf,
  initialForm,
  usccOf,
} from './registration-desk.js';
import { register } from './registration-national.js';
import type { StepReport } from './report.js';
import { person, type Stage } from './stage.js';

const PEOPLE = { reviewer: 'registrar1', approver: 'approver1' };

/** 先确后授: the right to operate the data, without which nothing can be granted. */
export async function right(stage: Stage, report: StepReport): Promise<void> {
  const id = caseId(stage, 'g');
  const { asset } = data(stage);
  const over = { digests: digestsOf(asset), withholdNotice: '涉及商业秘密' };
  const form = initialForm(stage, asset, { by: SENDER, ...over });
  await apply(stage, { id, form, by: SENDER, registrar: PEOPLE.reviewer });
  await approve(stage, id, PEOPLE);
  const { no } = await register(stage, id, PEOPLE.reviewer);
  report.check(`Certificate ${no}.`, no !== '');
  report.add({ certificate: no, data: data(stage) });
}

async function rightOf(stage: Stage): Promise<string> {
  const query = { data: data(stage), right: 'OPERATE' as const, limit: 1 };
  const { identity } = person(stage, SENDER);
  const { items } = await stage.ledger.evaluate('register:rightsOf', query, identity);
  const [first] = items;
  if (first === undefined) throw new TypeError('An earlier step had to register a right.');
  return first.right.id;
}

const DAYS = 21;

export async function grants(stage: Stage, report: StepReport): Promise<void> {
  const of = await rightOf(stage);
  const first = await granting(stage, 'G-1', { right: of, from: 0, days: DAYS });
  const { purposes, count, depth, term } = first.scope;
  report.check(
    `G-1: USE for ${purposes.join(', ')}, ${String(count)} deliveries, no sub-licence.`,
    count === 12 && depth === 0,
  );
  const next = await granting(stage, 'G-2', { right: of, from: 1, days: DAYS });
  report.note(`G-2 is like it, and begins tomorrow, ${next.scope.term.from}.`);
  report.add({ grant: first.id, term, next: next.id });
}

export async function keys(stage: Stage, report: StepReport): Promise<void> {
  const { sender, receiver } = playOf(stage);
  const ends = [
    { signer: sender, by: SENDER },
    { signer: receiver, by: RECEIVER },
  ];
  for (const { signer, by } of ends) {
    const binding = signer.binding(usccOf(stage, by), now());
    const { value } = await act(stage, 'delivery:bindKey', binding, by);
    report.check(
      `${by} binds a key that only it holds: ${value.holder}.`,
      value.key === signer.key,
    );
  }
}
