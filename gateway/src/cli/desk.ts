import type { Input, ProvenInterval } from '@shuquan/chaincode/model';
import { memberOf, type OpenedLedger } from '../ledger/open.js';
import type { Committed, Identity, SubmitOptions, Transient } from '../ledger/port.js';
import { boundsOf } from '../witness/interval.js';
import { ledgerElsewhere } from './elsewhere.js';
import type { Io } from './io.js';
import { readSigner, submitOffline } from './offline.js';
import { RemoteLedger } from './remote.js';
import { withLedger } from './session.js';
import { type KeyOptions, signerFiles, type UrlOptions } from './where.js';

type Deposit = Input<'evidence:deposit'>;

/** What takes deposits: a ledger here or a gateway elsewhere, with our key or with theirs. */
export interface Desk {
  deposit(input: Deposit, transient: Transient | undefined): Promise<Committed<unknown>>;
  interval(committed: Committed<unknown>): Promise<ProvenInterval>;
}

export interface DeskOptions extends KeyOptions, UrlOptions {
  readonly ledger?: string;
  readonly as: string;
}

/** Opens the desk that the options ask for, works at it, and closes it. */
export async function atDesk(
  io: Io,
  options: DeskOptions,
  work: (desk: Desk) => Promise<void>,
): Promise<void> {
  const files = signerFiles(options);
  const signer = files && (await readSigner(files));
  if (options.url === undefined) {
    await withLedger(io, options, (opened) => work(deskHere(opened, options.as, signer)));
  } else {
    const remote = await ledgerElsewhere(io, { ...options, url: options.url });
    await work(deskElsewhere(remote, signer));
  }
}

function deskElsewhere(remote: RemoteLedger, signer: Identity | undefined): Desk {
  return {
    deposit: (input, transient) =>
      signer === undefined
        ? remote.deposit(input, transient)
        : submitOffline(remote, { name: 'evidence:deposit', input }, signer, given(transient)),
    interval: ({ value }) => remote.interval((value as Deposit).id),
  };
}

function deskHere(opened: OpenedLedger, person: string, signer: Identity | undefined): Desk {
  const { ledger } = opened;
  const as = signer ?? memberOf(opened, person).identity;
  return {
    deposit: (input, transient) =>
      signer === undefined
        ? ledger.submit('evidence:deposit', input, as, given(transient))
        : submitOffline(ledger, { name: 'evidence:deposit', input }, signer, given(transient)),
    async interval({ value, block }) {
      const { beacon } = value as Deposit;
      const { notBefore, notAfter } = await boundsOf(ledger, { block, beacon }, as);
      return { notBefore, notAfter };
    },
  };
}

const given = (transient: Transient | undefined): SubmitOptions =>
  transient === undefined ? {} : { transient };
