import { randomBytes } from 'node:crypto';
import { canonicalize, commitmentOf, type Input, type Party } from '@shuquan/chaincode/model';
import { isCoded } from '../errors.js';
import type { Identity, Ledger } from '../ledger/port.js';

/** A row of the table of parties. `id` is the table’s own and does not reach the ledger. */
export type PartyRow = Input<'party:register'> & { readonly id?: string };

/**
 * Registers and verifies the parties of a demonstration; safe to repeat. What a registrar would
 * look at is here the row itself, under a salt that is thrown away. A party that was suspended or
 * that left stays so.
 */
export async function registerParties(
  ledger: Ledger,
  rows: readonly PartyRow[],
  registrar: Identity,
): Promise<void> {
  await Promise.all(rows.map((row) => registerParty(ledger, row, registrar)));
}

async function registerParty(
  ledger: Ledger,
  { uscc, type, name }: PartyRow,
  registrar: Identity,
): Promise<void> {
  const party = { uscc, type, name };
  const state = await stateOf(ledger, uscc, registrar);
  if (state === undefined) {
    await unless('PARTY_EXISTS', () => ledger.submit('party:register', party, registrar));
  }
  if (state !== undefined && state !== 'UNVERIFIED') return;
  const credential = new TextEncoder().encode(canonicalize(party));
  const credentialCommitment = commitmentOf(randomBytes(16), credential);
  await unless('PARTY_STATE_FORBIDS', () =>
    ledger.submit('party:verify', { uscc, credentialCommitment }, registrar),
  );
}

function stateOf(ledger: Ledger, uscc: string, as: Identity): Promise<Party['state'] | undefined> {
  return unless(
    'PARTY_NOT_FOUND',
    async () => (await ledger.evaluate('party:read', { uscc }, as)).state,
  );
}

/** `undefined` where the refusal says that there is nothing to do. */
async function unless<T>(code: string, act: () => Promise<T>): Promise<T | undefined> {
  try {
    return await act();
  } catch (err) {
    if (isCoded(err) && err.code === code) return undefined;
    throw err;
  }
}
