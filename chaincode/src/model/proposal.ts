import type { RoleBinding } from './access.js';
import type { TimePolicy } from './beacon.js';
import { recordDigest } from './digest.js';
import { LedgerError } from './errors.js';
import {
  affected,
  type Change,
  type Founding,
  foundingSettings,
  type PayloadCustody,
  type Proposal,
  type ProposeInput,
  type Setting,
  settingKey,
  type Vote,
} from './governance.js';
import { refusePersonalData } from './privacy.js';
import type { Moment } from './schema.js';
import { requireUscc } from './uscc.js';

/** What a proposal is held against. */
export interface Ground {
  /** The setting it would replace. */
  readonly current?: Setting | undefined;
  /**
   * Organisations that may have officials. One without any can not agree, so its word can not be
   * wanted either: nobody could ever join. Left out, every organisation touched has a voice.
   */
  readonly voters?: readonly string[] | undefined;
}

/** @throws LedgerError PERSONAL_DATA_REFUSED, INPUT_INVALID, USCC_INVALID */
export function propose(input: ProposeInput, { current, voters }: Ground, vote: Vote): Proposal {
  const { change } = input;
  refusePersonalData({
    id: input.id,
    reason: input.reason,
    'change.value.reason': change.kind === 'CERTIFICATE' ? change.value.reason : undefined,
  });
  checkChange(change);
  const proposal = {
    v: 1 as const,
    ...input,
    digest: recordDigest(change),
    required: affected(change, current).filter((mspId) => voters?.includes(mspId) ?? true),
    ...(current === undefined ? {} : { replaces: current.txId }),
    votes: [vote],
  };
  return { ...proposal, state: 'OPEN' };
}

/** @throws LedgerError INPUT_INVALID, USCC_INVALID when a change contradicts itself */
function checkChange(change: Change): void {
  if (change.kind === 'HOME' || change.kind === 'REGISTRAR') requireUscc(change.value.uscc);
  if (change.kind === 'TIME') checkTime(change.value);
  if (change.kind === 'ROLE') checkOfficials(change.value);
  if (change.kind === 'CUSTODY') checkCustody(change.value);
  if (change.kind === 'FOUNDING') checkFounding(change.value);
}

function checkFounding(founding: Founding): void {
  checkTime(founding.time);
  checkCustody(founding.custody);
  for (const { uscc } of [...founding.homes, ...founding.registrars]) requireUscc(uscc);
  checkGovernable(founding);
  const keys = [
    ...foundingSettings(founding).map((s) => `${s.kind} ${settingKey(s)}`),
    // A certificate number names its registrar by region and digit alone.
    ...founding.registrars.map(({ region, digit }) => `registrar ${region}${String(digit)}`),
  ];
  const twice = keys.find((key, i) => keys.indexOf(key) !== i);
  if (twice !== undefined) {
    throw new LedgerError('INPUT_INVALID', `The founding document sets ${twice} twice.`, { twice });
  }
}

/** Who founds must be able to act afterwards: nobody else can mend the document. */
function checkGovernable({ governors, roles, homes }: Founding): void {
  const officials = roles.find(({ role }) => role === 'official');
  if (officials !== undefined) checkOfficials(officials);
  for (const mspId of governors) {
    const bound = officials?.msps.includes(mspId) === true;
    if (bound && homes.some(({ msps }) => msps.includes(mspId))) continue;
    throw new LedgerError(
      'INPUT_INVALID',
      `${mspId} governs, but ${bound ? 'no party is at home there' : 'may not issue the role official'}.`,
      { mspId },
    );
  }
}

/** A change needs two organisations’ officials, so with one left nothing could be changed again. */
function checkOfficials({ role, msps }: RoleBinding): void {
  if (role !== 'official' || msps.length >= 2) return;
  throw new LedgerError('INPUT_INVALID', 'Two organisations at least must keep officials.', {
    role,
  });
}

/** An erasure takes two organisations: the keeper and the court. */
function checkCustody({ custodians, court }: PayloadCustody): void {
  if (!custodians.includes(court)) return;
  throw new LedgerError('INPUT_INVALID', 'The court can not be a custodian as well.', { court });
}

function checkTime({ quorum, witnesses }: TimePolicy): void {
  if (quorum <= witnesses.length) return;
  throw new LedgerError('INPUT_INVALID', 'The quorum exceeds the number of witnesses.', { quorum });
}

/**
 * One organisation’s official approves what another’s proposed (decisions: “two officials”).
 *
 * @throws LedgerError PROPOSAL_CLOSED, PROPOSAL_MISMATCH, APPROVER_NOT_INDEPENDENT
 */
export function approve(proposal: Proposal, digest: string, vote: Vote): Proposal {
  if (proposal.state !== 'OPEN') {
    throw new LedgerError('PROPOSAL_CLOSED', `Proposal ${proposal.id} is ${proposal.state}.`, {
      id: proposal.id,
      state: proposal.state,
    });
  }
  if (proposal.digest !== digest) {
    throw new LedgerError(
      'PROPOSAL_MISMATCH',
      `The digest is not that of proposal ${proposal.id}. Read it again before approving.`,
      { id: proposal.id, digest: proposal.digest },
    );
  }
  if (proposal.votes.some(({ mspId }) => mspId === vote.mspId)) {
    throw new LedgerError(
      'APPROVER_NOT_INDEPENDENT',
      `${vote.mspId} already agreed to ${proposal.id}; an official of another organisation must.`,
      { id: proposal.id, mspId: vote.mspId },
    );
  }
  const votes = [...proposal.votes, vote];
  return { ...proposal, votes, state: isCarried(proposal.required, votes) ? 'ADOPTED' : 'OPEN' };
}

/**
 * What was agreed to was a change of one state of the setting. Another proposal may have been adopted
 * meanwhile, and may have brought in organisations that were not asked here.
 *
 * @throws LedgerError PROPOSAL_STALE
 */
export function checkFresh(proposal: Proposal, current: Setting | undefined): void {
  if (proposal.replaces === current?.txId) return;
  throw new LedgerError(
    'PROPOSAL_STALE',
    `The setting changed since ${proposal.id} was proposed. Withdraw it and propose the change anew.`,
    { id: proposal.id },
  );
}

/** Two organisations at least, and every organisation the change touches. */
function isCarried(required: readonly string[], votes: readonly Vote[]): boolean {
  const voters = new Set(votes.map(({ mspId }) => mspId));
  return voters.size >= 2 && required.every((mspId) => voters.has(mspId));
}

/**
 * Its proposer withdraws a change, or an organisation it touches turns it down.
 *
 * @throws LedgerError PROPOSAL_CLOSED, CALLER_FORBIDDEN
 */
export function reject(proposal: Proposal, vote: Vote): Proposal {
  const entitled = [...proposal.required, proposal.votes[0]?.mspId];
  if (!entitled.includes(vote.mspId)) {
    throw new LedgerError('CALLER_FORBIDDEN', `${proposal.id} does not touch ${vote.mspId}.`, {
      id: proposal.id,
    });
  }
  if (proposal.state !== 'OPEN') {
    throw new LedgerError('PROPOSAL_CLOSED', `Proposal ${proposal.id} is ${proposal.state}.`, {
      id: proposal.id,
      state: proposal.state,
    });
  }
  return { ...proposal, votes: [...proposal.votes, vote], state: 'REJECTED' };
}

export const voteOf = (
  caller: { readonly mspId: string; readonly fingerprint: string },
  at: Moment,
): Vote => ({ mspId: caller.mspId, fingerprint: caller.fingerprint, txId: at.txId, at: at.time });
