import type { Anchors } from './anchors.js';
import type { BlockOptions } from './block-options.js';
import type { Crypto } from './crypto.js';
import { checkEndorsements, checkProposal, readIdentity, signatureFault } from './endorsement.js';
import { outsideValidity, type Membership } from './membership.js';
import { governingPolicy } from './governing.js';
import { flagName } from './metadata.js';
import type { PolicyRule } from './policy.js';
import { Steps, type SignedBy, type Step, type Verdict } from './report.js';
import { checkRequirement, type Signers } from './requirement.js';
import type { Attempt, EndorserTransaction } from './transaction.js';
import { WireError } from './wire/codec.js';

export interface TransactionReport {
  readonly index: number;
  readonly kind: 'endorser' | 'config' | 'unreadable';
  /** Of its own bytes; the flag is not part of it. INCOMPLETE when it was not asked for. */
  readonly verdict: Verdict;
  readonly steps: readonly Step[];
  /** What the peer that kept the block stated; absent in a block as the orderer sent it. */
  readonly flag?: { readonly code: number; readonly name: string };
  readonly flagStep: Step;
  readonly organizations: readonly SignedBy[];
  readonly independentOrganizations: number;
  readonly channel?: string;
  readonly txId?: string;
  readonly chaincode?: string;
  readonly transaction?: string;
  readonly creatorMspId?: string;
  readonly creator?: string;
  /** Claimed by the client. */
  readonly time?: string;
}

export interface TransactionBench {
  readonly anchors: Anchors;
  readonly members: Membership;
  readonly crypto: Crypto;
}

export interface Place {
  readonly index: number;
  readonly flag: number | undefined;
  /** An earlier transaction of the block has this id. */
  readonly repeated: boolean;
  readonly checked: boolean;
  /** It stands in block 0, and the anchors name that block's hash. */
  readonly pinned: boolean;
}

const NOBODY: Signers = { organizations: [], independentOrganizations: 0 };

export function checkTransaction(
  tx: Attempt,
  place: Place,
  bench: TransactionBench,
  options: BlockOptions,
): TransactionReport {
  const steps = new Steps();
  let signers = NOBODY;
  if (tx.kind === 'unreadable') steps.check('format', false, tx.fault);
  else if (tx.kind === 'config') checkConfig(tx.channel, place, bench, steps);
  else if (place.checked) signers = checkEndorser(tx, place, bench, options, steps);
  return {
    index: place.index,
    kind: tx.kind,
    verdict: steps.verdict,
    steps: steps.list,
    ...flagOf(place),
    ...signers,
    ...(tx.kind !== 'unreadable' && { channel: tx.channel, txId: tx.txId, time: tx.time }),
    ...(tx.kind === 'endorser' && callOf(tx, bench)),
  };
}

function flagOf({ flag }: Place): Pick<TransactionReport, 'flag' | 'flagStep'> {
  if (flag === undefined) {
    const detail = 'The block carries no validation flags.';
    return { flagStep: { step: 'validation-flag', outcome: 'NOT_CHECKED', detail } };
  }
  const name = flagName(flag);
  const detail = `Marked ${name} by the peer that kept the block; nobody signs that.`;
  const outcome = flag === 0 ? 'PASSED' : 'FAILED';
  return { flag: { code: flag, name }, flagStep: { step: 'validation-flag', outcome, detail } };
}

function callOf(
  tx: EndorserTransaction,
  { members }: TransactionBench,
): Pick<TransactionReport, 'chaincode' | 'transaction' | 'creatorMspId' | 'creator'> {
  const creator = readIdentity(members, tx.creator);
  return {
    chaincode: tx.chaincode.name,
    transaction: tx.transaction,
    ...(typeof creator !== 'string' && {
      creatorMspId: creator.mspId,
      creator: creator.certificate.subject,
    }),
  };
}

/** Block 0 is pinned as a whole; what a later block changes would need the configuration before. */
function checkConfig(
  channel: string,
  { index, pinned }: Place,
  { anchors }: TransactionBench,
  steps: Steps,
): void {
  steps.check('channel', channel === anchors.channel, `Channel ${channel}.`);
  steps.check('format', index === 0, 'Configuration stands alone in its block.');
  if (pinned) steps.check('configuration', true, 'First configuration, pinned with its block.');
  else steps.skip('configuration', 'configuration change, not evaluated');
}

function checkEndorser(
  tx: EndorserTransaction,
  { repeated }: Place,
  bench: TransactionBench,
  options: BlockOptions,
  steps: Steps,
): Signers {
  const { anchors, members, crypto } = bench;
  const { status } = tx.response;
  const at = options.at ?? new Date(tx.time);
  steps.check('channel', tx.channel === anchors.channel, `Channel ${tx.channel}.`);
  // A peer endorses 200 to 399 and refuses to commit the rest.
  steps.check('response', status >= 200 && status < 400, `Response status ${String(status)}.`);
  if (repeated) steps.check('transaction-id', false, 'The block has this transaction id twice.');
  checkProposal(tx, crypto, steps);
  checkCreator(tx, at, bench, steps);
  const held = checkEndorsements(tx, at, { membership: members, crypto, steps });
  const rule = governing(tx, bench, steps);
  return checkRequirement(held, rule, options, { membership: members, steps });
}

function governing(
  tx: EndorserTransaction,
  { anchors }: TransactionBench,
  steps: Steps,
): PolicyRule | undefined {
  try {
    return governingPolicy(tx, anchors);
  } catch (err) {
    if (!(err instanceof WireError)) throw err;
    steps.check('format', false, `The read and write set is malformed: ${err.message}.`);
    return undefined;
  }
}

function checkCreator(
  tx: EndorserTransaction,
  at: Date,
  { members, crypto }: TransactionBench,
  steps: Steps,
): void {
  const creator = readIdentity(members, tx.creator);
  if (typeof creator === 'string') {
    steps.check('creator-signature', false, creator);
    return;
  }
  const wrong = signatureFault(creator, tx.payload, tx.signature, crypto);
  steps.check('creator-signature', wrong === undefined, 'Its creator signed it.', wrong);
  const standing = members.standing(creator);
  steps.check(
    'creator-trust',
    standing.fault === undefined,
    `The creator is a member of ${creator.mspId}.`,
    standing.fault,
  );
  const outside = outsideValidity(creator, standing, at);
  steps.check(
    'certificate-validity',
    outside === undefined,
    'The creator’s certificates were valid then.',
    `${outside?.subject ?? ''} was not valid at ${at.toISOString()}.`,
  );
}
