import {
  bodyRoles,
  type DisputeGround,
  type DisputeSubject,
  type FileDisputeInput,
  LedgerError,
  type SpokenFor,
} from '../model/index.js';
import type { LedgerContext } from './context.js';
import { keeper } from './desk.js';

interface Found {
  readonly rights: string[];
  readonly contracting: string[];
}

/** What the ledger has of one subject: its rights, or the two sides of a contract. */
const readers: Readonly<
  Record<DisputeSubject['kind'], (ctx: LedgerContext, id: string) => Promise<Found | undefined>>
> = {
  RIGHT: ({ world }, id) =>
    world.register.rights.find(id).then((found) => found && { rights: [id], contracting: [] }),
  CERTIFICATE: async ({ world }, no) => {
    const found = await world.register.certificates.find(no);
    return found && { rights: [...found.rights], contracting: [] };
  },
  GRANT: async ({ world }, id) => {
    const found = await world.grants.grants.find(id);
    return found && { rights: [], contracting: [found.grantor, found.grantee] };
  },
  DELIVERY: async ({ world }, id) => {
    const found = await world.deliveries.deliveries.find(id);
    return found && { rights: [], contracting: [found.sender, found.recipient] };
  },
};

/** A dispute about more than these is several. */
const MAX_RIGHTS = 20;

/**
 * Everything that a dispute is about, by fixed keys (ledger rule 8).
 *
 * @throws LedgerError RECORD_NOT_FOUND, INPUT_INVALID, OBJECTION_NOT_FOUND, OBJECTION_OPEN
 */
export async function disputeGround(
  ctx: LedgerContext,
  { subjects, standing }: Pick<FileDisputeInput, 'subjects' | 'standing'>,
): Promise<DisputeGround> {
  const [rights, holders, contracting] = [new Set<string>(), new Set<string>(), new Set<string>()];
  const cases = new Set<string>();
  for (const { kind, id } of subjects) {
    const found = await readers[kind](ctx, id);
    if (found === undefined) {
      throw new LedgerError('RECORD_NOT_FOUND', `There is no ${kind} ${id}.`, { kind, id });
    }
    for (const right of found.rights) rights.add(right);
    for (const side of found.contracting) contracting.add(side);
  }
  if (rights.size > MAX_RIGHTS) throw tooMany();
  for (const id of rights) {
    const right = await ctx.world.register.rights.require('RECORD_NOT_FOUND', id);
    holders.add(right.holder);
    cases.add(right.case);
  }
  const objector = await objectorOf(ctx, standing.objection, cases);
  return { rights: [...rights], holders: [...holders], contracting: [...contracting], objector };
}

const tooMany = (): LedgerError =>
  new LedgerError('INPUT_INVALID', `A dispute is about ${String(MAX_RIGHTS)} rights at most.`, {
    issues: [{ pointer: '/subjects', message: 'Too many rights' }],
  });

/** Whose objection it was; only once the registrar has concluded is there a conclusion to contest. */
async function objectorOf(
  ctx: LedgerContext,
  objection: FileDisputeInput['standing']['objection'],
  cases: ReadonlySet<string>,
): Promise<string | undefined> {
  if (objection === undefined) return undefined;
  const record = await ctx.world.register.cases.find(objection.case);
  const steps = record?.steps ?? [];
  const raised = steps.find(
    (step) =>
      step.kind === 'OBJECTION_RAISED' &&
      step.objection === objection.objection &&
      step.phase === 'POST_REGISTRATION',
  );
  if (raised?.kind !== 'OBJECTION_RAISED' || !cases.has(objection.case)) {
    throw new LedgerError('OBJECTION_NOT_FOUND', 'There is no such objection to these rights.', {
      ...objection,
    });
  }
  const isDecided = steps.some(
    (step) => step.kind === 'OBJECTION_DECIDED' && step.objection === objection.objection,
  );
  if (!isDecided) {
    throw new LedgerError('OBJECTION_OPEN', 'The registrar has not concluded on it yet.', {
      ...{ ...objection, article: 'NATIONAL_2026/29' },
    });
  }
  return raised.heard ? undefined : raised.by.uscc;
}

/**
 * A body is a party at home where the channel lets certificates of its role be issued; that it has
 * one, its first act shows.
 *
 * @throws LedgerError DISPUTE_BODY_UNKNOWN
 */
export async function requireBodyKnown(
  ctx: LedgerContext,
  { path, body }: Pick<FileDisputeInput, 'path' | 'body'>,
): Promise<void> {
  const { settings } = ctx.world;
  const homes = (await settings.home(body))?.msps ?? [];
  for (const role of bodyRoles[path]) {
    const binding = await settings.role(role);
    if (binding?.msps.some((msp) => homes.includes(msp)) === true) return;
  }
  throw new LedgerError('DISPUTE_BODY_UNKNOWN', `${body} is no body for ${path} here.`, {
    ...{ body, path },
  });
}

/**
 * Whose act it is. For a natural person the registrar speaks that keeps the file of one of its rights.
 *
 * @throws LedgerError CALLER_FORBIDDEN
 */
export async function requireSpeaker(
  ctx: LedgerContext,
  rights: readonly string[],
  spokenFor: SpokenFor | undefined,
): Promise<void> {
  if (spokenFor === undefined) return;
  const { role, uscc } = ctx.actor;
  for (const id of role === 'registrar' ? rights : []) {
    const right = await ctx.world.register.rights.find(id);
    if (right?.holder !== spokenFor.person) continue;
    if ((await keeper(ctx, right.registrar)) === uscc) return;
  }
  throw new LedgerError(
    'CALLER_FORBIDDEN',
    'For a natural person the registrar speaks that keeps the file of its right.',
    { person: spokenFor.person },
  );
}
