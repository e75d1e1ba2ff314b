import type { ProvenInterval } from '@shuquan/chaincode/model';
import type {
  Certificate,
  Committed,
  Endorsed,
  Input,
  MspId,
  OfflineSigning,
  QueryName,
  SubmitOptions,
  TransactionName,
  Transient,
  Unsigned,
} from '../ledger/port.js';
import type { GatewayClient } from './http.js';

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const fields = (transient: Transient | undefined): Record<string, string> | undefined =>
  transient && Object.fromEntries(Object.entries(transient).map(([k, v]) => [k, text(v)]));

interface ToSign {
  readonly txId: string;
  readonly bytes: string;
  readonly value?: unknown;
}
interface Written {
  readonly value: unknown;
  readonly txId: string;
  readonly block: number;
}

const committed = ({ value, txId, block }: Written): Committed<unknown> => ({
  ...{ value, txId },
  block: BigInt(block),
});

/** A gateway elsewhere, seen as the part of the ledger’s port that it offers over HTTP. */
export class RemoteLedger implements OfflineSigning {
  readonly #client: GatewayClient;

  constructor(client: GatewayClient) {
    this.#client = client;
  }

  /** Deposits in the name of the API key’s principal; the gateway signs. */
  async deposit(
    input: Input<'evidence:deposit'>,
    transient: Transient | undefined,
  ): Promise<Committed<unknown>> {
    const secret = fields(transient);
    const body = { ...input, ...(secret === undefined ? {} : { private: secret }) };
    return committed((await this.#client.post('v1/evidence', body)) as Written);
  }

  /** Lower and upper bound of an evidence’s time, as far as the gateway has seen its block. */
  async interval(id: string): Promise<ProvenInterval> {
    const view = await this.#client.get(`v1/evidence/${encodeURIComponent(id)}`);
    return (view as { provenInterval: ProvenInterval }).provenInterval;
  }

  /** A signed answer, as the JSON that is kept. */
  async attest<N extends QueryName>(
    query: N,
    input: Input<N>,
    organizations: readonly MspId[],
  ): Promise<string> {
    const answer = await this.#client.post('v1/attestations', { query, input, organizations });
    return `${JSON.stringify(answer)}\n`;
  }

  async prepare<N extends TransactionName>(
    transaction: N,
    input: Input<N>,
    { mspId, pem }: Certificate,
    options?: SubmitOptions,
  ): Promise<Unsigned> {
    const secret = fields(options?.transient);
    const { txId, bytes } = (await this.#client.post('v1/proposals', {
      ...{ transaction, input, certificate: { mspId, pem } },
      ...(secret === undefined ? {} : { private: secret }),
      ...endorsing(options),
    })) as ToSign;
    return { txId, bytes: Buffer.from(bytes, 'base64') };
  }

  async endorse(
    proposal: Uint8Array,
    signature: Uint8Array,
    options?: SubmitOptions,
  ): Promise<Endorsed<unknown>> {
    const body = { proposal: text(proposal), signature: text(signature), ...endorsing(options) };
    const answer = (await this.#client.post('v1/endorsements', body)) as ToSign;
    const { txId, bytes, value } = answer;
    return { txId, value, bytes: Buffer.from(bytes, 'base64') };
  }

  async prepareQuery<N extends QueryName>(
    query: N,
    input: Input<N>,
    { mspId, pem }: Certificate,
  ): Promise<Unsigned> {
    const body = { query, input, certificate: { mspId, pem } };
    const { txId, bytes } = (await this.#client.post('v1/questions', body)) as ToSign;
    return { txId, bytes: Buffer.from(bytes, 'base64') };
  }

  async evaluateSigned(proposal: Uint8Array, signature: Uint8Array): Promise<unknown> {
    const body = { proposal: text(proposal), signature: text(signature) };
    return ((await this.#client.post('v1/evaluations', body)) as Pick<ToSign, 'value'>).value;
  }

  async submitSigned(transaction: Uint8Array, signature: Uint8Array): Promise<Committed<unknown>> {
    const body = { transaction: text(transaction), signature: text(signature) };
    return committed((await this.#client.post('v1/transactions', body)) as Written);
  }
}

const endorsing = (options: SubmitOptions | undefined): { endorsers?: readonly MspId[] } =>
  options?.endorsers === undefined ? {} : { endorsers: options.endorsers };
