import { z } from 'zod';
import { BeaconCitation } from '../beacon.js';
import { LedgerError } from '../errors.js';
import type { ActedBy } from '../operation/acted.js';
import { Id, later } from '../schema.js';
import { requireUscc } from '../uscc.js';
import { MAX_PLEDGES, Pledge, type PledgeHead } from './pledge.js';

const beacon = BeaconCitation.optional();
const { pledgee, registerNo, documentDigest, blocks } = Pledge.shape;

export const ProposePledgeInput = z
  .strictObject({ id: Id, right: Id, pledgee, registerNo, documentDigest, blocks, beacon })
  .meta({ id: 'ProposePledgeInput' });
export type ProposePledgeInput = z.infer<typeof ProposePledgeInput>;

/** The digest is repeated: whoever confirms has the same agreement before him. */
export const PledgeActInput = z
  .strictObject({ id: Id, right: Id, documentDigest, beacon })
  .meta({ id: 'PledgeActInput' });

type Confirming = Omit<z.infer<typeof PledgeActInput>, 'beacon'>;

const NONE = (right: string): PledgeHead => ({ v: 1, right, pledges: [] });

const changedAt = ({ pledges }: PledgeHead): string =>
  pledges
    .map(({ proposed, confirmed, released }) => (released ?? confirmed ?? proposed).at)
    .reduce(later, '');

/** Within a head time never runs backwards (ledger rule 3). */
const after = (head: PledgeHead, by: ActedBy): ActedBy => ({
  ...by,
  at: later(by.at, changedAt(head)),
});

/** @throws LedgerError USCC_INVALID, INPUT_INVALID, PLEDGE_EXISTS, PLEDGE_STATE_FORBIDS */
export function proposePledge(
  found: PledgeHead | undefined,
  input: Omit<ProposePledgeInput, 'beacon'>,
  by: ActedBy,
): PledgeHead {
  const head = found ?? NONE(input.right);
  requireUscc(input.pledgee);
  if (input.pledgee === by.uscc) {
    throw new LedgerError('INPUT_INVALID', 'Nobody pledges a right to himself.', {
      issues: [{ pointer: '/pledgee', message: 'Is the pledgor' }],
    });
  }
  if (head.pledges.some(({ id }) => id === input.id)) {
    throw new LedgerError('PLEDGE_EXISTS', `${input.id} is pledged already.`, { pledge: input.id });
  }
  if (head.pledges.length >= MAX_PLEDGES) {
    throw new LedgerError('PLEDGE_STATE_FORBIDS', `${input.right} takes no more pledges.`, {
      limit: MAX_PLEDGES,
    });
  }
  const pledge: Pledge = { ...input, pledgor: by.uscc, proposed: after(head, by) };
  return { ...head, pledges: [...head.pledges, pledge] };
}

function pledgeIn(head: PledgeHead | undefined, { id, right }: Confirming): Pledge {
  const pledge = head?.pledges.find((each) => each.id === id);
  if (pledge !== undefined) return pledge;
  throw new LedgerError('PLEDGE_NOT_FOUND', `${right} has no pledge ${id}.`, { pledge: id, right });
}

const forbidden = ({ id, confirmed, released }: Pledge): LedgerError =>
  new LedgerError('PLEDGE_STATE_FORBIDS', `The state of ${id} forbids this.`, {
    pledge: id,
    status:
      released === undefined ? (confirmed === undefined ? 'PROPOSED' : 'STANDING') : 'RELEASED',
  });

function requireSide(pledge: Pledge, by: ActedBy, uscc: string): void {
  if (by.uscc === uscc) return;
  throw new LedgerError('CALLER_FORBIDDEN', `This is for ${uscc} to do.`, { pledge: pledge.id });
}

/**
 * The second signature. From now on it stands, behind those that were confirmed before (民法典 414).
 *
 * @throws LedgerError PLEDGE_NOT_FOUND, CALLER_FORBIDDEN, PLEDGE_STATE_FORBIDS, ROOT_MISMATCH
 */
export function confirmPledge(
  head: PledgeHead | undefined,
  input: Confirming,
  by: ActedBy,
): PledgeHead {
  const pledge = pledgeIn(head, input);
  const { right, pledges } = head ?? NONE(input.right);
  requireSide(pledge, by, pledge.pledgee);
  if (pledge.confirmed !== undefined || pledge.released !== undefined) throw forbidden(pledge);
  requireSameDocument(pledge, input);
  const confirmed = after({ v: 1, right, pledges }, by);
  const others = pledges.filter(({ id }) => id !== pledge.id);
  return { v: 1, right, pledges: [...others, { ...pledge, confirmed }] };
}

function requireSameDocument(pledge: Pledge, input: Confirming): void {
  if (pledge.documentDigest === input.documentDigest) return;
  throw new LedgerError('ROOT_MISMATCH', 'The agreement is another than was proposed.', {
    pledge: pledge.id,
  });
}

/**
 * Whoever it secures lets it go; what was only proposed its pledgor takes back.
 *
 * @throws LedgerError PLEDGE_NOT_FOUND, CALLER_FORBIDDEN, PLEDGE_STATE_FORBIDS, ROOT_MISMATCH
 */
export function releasePledge(
  head: PledgeHead | undefined,
  input: Confirming,
  by: ActedBy,
): PledgeHead {
  const pledge = pledgeIn(head, input);
  const { right, pledges } = head ?? NONE(input.right);
  requireSide(pledge, by, pledge.confirmed === undefined ? pledge.pledgor : pledge.pledgee);
  if (pledge.released !== undefined) throw forbidden(pledge);
  requireSameDocument(pledge, input);
  const released = after({ v: 1, right, pledges }, by);
  const changed = pledges.map((each) => (each.id === pledge.id ? { ...each, released } : each));
  return { v: 1, right, pledges: changed };
}
