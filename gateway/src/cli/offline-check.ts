import { canonicalize, parseJson } from '@shuquan/chaincode/model';
import { readTransaction } from '@shuquan/verifier';
import { Envelope } from '@shuquan/verifier/wire';
import type { Identity, SubmitOptions } from '../ledger/port.js';
import { creatorOf, type ParsedProposal, readProposal } from '../ledger/proposal.js';
import { CliError, exitCodes } from './failure.js';

export interface Wanted {
  readonly name: string;
  readonly input: unknown;
  readonly signer: Identity;
  readonly options: SubmitOptions;
}

const differ = (what: string): CliError =>
  new CliError(
    'BYTES_DIFFER',
    `The bytes to sign ${what}. Nothing was signed; do not use this gateway for signing.`,
    exitCodes.refused,
  );

/**
 * Whoever signs what a gateway prepared must see that it is what was asked for: this transaction,
 * this input, this certificate, these private fields. Only the beacon may be the gateway’s choice.
 *
 * @throws CliError BYTES_DIFFER
 */
export function checkProposal(
  bytes: Uint8Array,
  { name, input, signer, options: { transient = {} } }: Wanted,
): ParsedProposal {
  const proposal = readProposal(bytes);
  const [transaction = '', json = '', ...more] = proposal.args.map((arg) =>
    Buffer.from(arg).toString('utf8'),
  );
  if (transaction !== name || more.length > 0) throw differ('call another transaction');
  if (!sameInput(json, input)) throw differ('carry another input');
  if (!isSame(proposal.creator, creatorOf(signer))) throw differ('name another certificate');
  const names = Object.keys({ ...transient, ...proposal.transient });
  const sameFields = names.every((field) => isSame(proposal.transient[field], transient[field]));
  if (!sameFields) throw differ('carry other private fields');
  return proposal;
}

/** The transaction must carry the very proposal that was signed before. @throws CliError BYTES_DIFFER */
export function checkTransaction(payload: Uint8Array, proposal: ParsedProposal): void {
  const signature = new Uint8Array(0);
  const tx = readTransaction(Envelope.encode({ payload, signature }));
  if (tx.kind !== 'endorser') throw differ('change the channel');
  const [channelHeader, signatureHeader, visible] = tx.proposal;
  const same =
    isSame(channelHeader, proposal.channelHeader) &&
    isSame(signatureHeader, proposal.signatureHeader) &&
    isSame(visible, proposal.visiblePayload);
  if (!same) throw differ('are of another proposal');
}

function sameInput(json: string, input: unknown): boolean {
  const carried = parseJson(json) as Record<string, unknown>;
  const wanted = input as Record<string, unknown>;
  const { beacon, ...rest } = carried;
  return canonicalize('beacon' in wanted ? { ...rest, beacon } : rest) === canonicalize(wanted);
}

function isSame(one: Uint8Array | undefined, other: Uint8Array | undefined): boolean {
  return one !== undefined && other !== undefined && Buffer.from(one).equals(other);
}
