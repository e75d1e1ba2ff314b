import { queryNames } from './attestations.js';
import {
  catalogue,
  type Input,
  LedgerError,
  MspId,
  specOf,
  TransactionId,
  type TransactionName,
} from '@shuquan/chaincode/model';
import { ChannelHeader, Payload } from '@shuquan/verifier/wire';
import { z } from 'zod';
import type { Code } from '../errors.js';
import { LARGE_BODY } from '../http/body.js';
import { type Route, route } from '../http/route.js';
import type { SubmitOptions, Transient, Unsigned } from '../ledger/port.js';
import { Base64, bytesOf, checked, reply, textOf, throwRecorded, type Writing } from './written.js';

export const transactionNames = Object.entries(catalogue).flatMap(([name, { kind }]) =>
  kind === 'submit' ? [name as TransactionName] : [],
);

const Endorsers = z.array(MspId).min(1).max(16).optional();
const Signature = z.base64().min(8).max(200).meta({
  id: 'DerSignature',
  description: 'Base64 of an ECDSA signature over `bytes`: P-256, SHA-256, DER, low S',
});
const CertificateBody = z.strictObject({ mspId: MspId, pem: z.string().max(16_384) });
const ProposalBody = z
  .strictObject({
    transaction: z.enum(transactionNames),
    input: z.record(z.string(), z.unknown()),
    certificate: CertificateBody,
    /** Private fields by name, base64. */
    private: z.record(z.string(), Base64).optional(),
    endorsers: Endorsers,
  })
  .meta({ id: 'ProposalBody', description: '`input` is that of the transaction' });
const EndorsementBody = z
  .strictObject({ proposal: Base64, signature: Signature, endorsers: Endorsers })
  .meta({ id: 'EndorsementBody' });
const TransactionBody = z
  .strictObject({ transaction: Base64, signature: Signature })
  .meta({ id: 'TransactionBody' });

const ToSign = z
  .strictObject({ txId: TransactionId, bytes: Base64 })
  .meta({ id: 'ToSign', description: 'Sign `bytes` and send them on with the signature' });
const EndorsedToSign = z
  .strictObject({ ...ToSign.shape, value: z.unknown() })
  .meta({ id: 'EndorsedToSign', description: '`value` is what the endorsers answered' });
const CommittedTransaction = z
  .strictObject({ value: z.unknown(), txId: TransactionId, block: z.int().min(0) })
  .meta({ id: 'CommittedTransaction' });

const QuestionBody = z
  .strictObject({
    query: z.enum(queryNames),
    input: z.record(z.string(), z.unknown()),
    certificate: CertificateBody,
  })
  .meta({ id: 'QuestionBody', description: '`input` is that of the query' });
const EvaluationBody = z
  .strictObject({ proposal: Base64, signature: Signature })
  .meta({ id: 'EvaluationBody' });
const Evaluated = z.strictObject({ value: z.unknown() }).meta({ id: 'Evaluated' });

/** What the bytes may be refused for, whichever transaction they carry. */
const bytesErrors: readonly Code[] = [
  'PROPOSAL_MALFORMED',
  'CERTIFICATE_UNTRUSTED',
  'CERTIFICATE_EXPIRED',
  'SIGNATURE_INVALID',
];
const common = {
  method: 'post' as const,
  tag: 'offline signing',
  scope: 'ledger:sign' as const,
  bodyLimit: LARGE_BODY,
  carries: transactionNames,
};

/**
 * Signing with a key that never comes here (ledger rule 12): proposals → endorsements →
 * transactions, each with a signature over the bytes of the step before.
 */
export function signing(deps: Writing): Route[] {
  return [propose(deps), endorse(deps), submit(deps), question(deps), evaluate(deps)];
}

const toSign = ({ txId, bytes }: Unsigned): z.output<typeof ToSign> => ({
  txId,
  bytes: textOf(bytes),
});

const endorsing = (endorsers: readonly string[] | undefined): SubmitOptions =>
  endorsers === undefined ? {} : { endorsers };

function propose({ ledger }: Writing): Route {
  return route({
    ...common,
    path: '/v1/proposals',
    operationId: 'prepareProposal',
    summary: 'Bytes of a proposal to sign, for any transaction',
    body: ProposalBody,
    replies: { 200: ToSign },
    errors: bytesErrors,
    // The bytes hold the private fields.
    keeps: 'memory',
    async handle({ body, signal }) {
      const { transaction, certificate, endorsers } = body;
      const input = checked(catalogue[transaction].input, body.input) as Input<typeof transaction>;
      const transient = transientOf(transaction, body.private);
      const options = { ...endorsing(endorsers), signal, ...(transient && { transient }) };
      const unsigned = await ledger.prepare(transaction, input, certificate, options);
      return { status: 200, body: toSign(unsigned) };
    },
  });
}

/** Only the private fields that the catalogue names for the transaction. */
function transientOf(
  name: TransactionName,
  fields: Readonly<Record<string, string>> | undefined,
): Transient | undefined {
  if (fields === undefined) return undefined;
  const allowed = specOf(name).transient ?? [];
  const unknown = Object.keys(fields).find((field) => !allowed.includes(field));
  if (unknown !== undefined) {
    const issues = [{ pointer: '/private', message: `${name} has no such private field` }];
    throw new LedgerError('INPUT_INVALID', `/private: ${name} has no such private field.`, {
      issues,
    });
  }
  return Object.fromEntries(Object.entries(fields).map(([field, text]) => [field, bytesOf(text)]));
}

function endorse({ ledger }: Writing): Route {
  return route({
    ...common,
    path: '/v1/endorsements',
    operationId: 'endorseProposal',
    summary: 'Collect endorsements for a signed proposal; the transaction’s bytes to sign',
    body: EndorsementBody,
    replies: { 200: EndorsedToSign },
    errors: [...bytesErrors, 'ENDORSEMENT_FAILED'],
    keeps: 'memory',
    async handle({ body, signal }) {
      const options = { ...endorsing(body.endorsers), signal };
      const endorsed = await ledger.endorse(
        bytesOf(body.proposal),
        bytesOf(body.signature),
        options,
      );
      return { status: 200, body: { ...toSign(endorsed), value: endorsed.value } };
    },
  });
}

function submit({ ledger, model }: Writing): Route {
  return route({
    ...common,
    path: '/v1/transactions',
    operationId: 'submitTransaction',
    summary: 'Order a signed transaction and wait for its commit',
    body: TransactionBody,
    replies: { 201: CommittedTransaction },
    errors: [...bytesErrors, 'TRANSACTION_DUPLICATE', 'ENDORSEMENT_POLICY_FAILURE'],
    async handle({ body, attempt, signal }) {
      const bytes = bytesOf(body.transaction);
      const txId = txIdOf(bytes);
      const before =
        txId === undefined ? undefined : await attempt.begin({ kind: 'transaction', txId });
      const committed =
        before ?? (await ledger.submitSigned(bytes, bytesOf(body.signature), { signal }));
      model.expect(committed.block);
      throwRecorded(committed);
      return reply(201, committed, `/v1/transactions/${committed.txId}`);
    },
  });
}

const asking = {
  ...{ method: 'post' as const, tag: 'offline signing', scope: 'ledger:sign' as const },
  ...{ bodyLimit: LARGE_BODY, carries: queryNames, keeps: 'memory' as const },
};

/** Whoever asks with a key of its own is answered as itself, by what only it may read. */
function question({ ledger }: Writing): Route {
  return route({
    ...asking,
    path: '/v1/questions',
    operationId: 'prepareQuestion',
    summary: 'Bytes of a question to sign, for any query',
    body: QuestionBody,
    replies: { 200: ToSign },
    errors: bytesErrors,
    async handle({ body: { query, input, certificate } }) {
      const asked = checked(catalogue[query].input, input) as Input<typeof query>;
      return { status: 200, body: toSign(await ledger.prepareQuery(query, asked, certificate)) };
    },
  });
}

function evaluate({ ledger }: Writing): Route {
  return route({
    ...asking,
    path: '/v1/evaluations',
    operationId: 'evaluateQuestion',
    summary: 'What one peer answers to a signed question',
    body: EvaluationBody,
    replies: { 200: Evaluated },
    errors: [...bytesErrors, 'TRANSACTION_DUPLICATE'],
    async handle({ body }) {
      const value = await ledger.evaluateSigned(bytesOf(body.proposal), bytesOf(body.signature));
      return { status: 200, body: { value } };
    },
  });
}

/** Of a Fabric payload; the ledger itself says what is wrong with other bytes. */
function txIdOf(payload: Uint8Array): string | undefined {
  try {
    const { header } = Payload.decode(payload);
    const { txId } = ChannelHeader.decode(header?.channelHeader ?? new Uint8Array());
    return TransactionId.safeParse(txId).data;
  } catch {
    return undefined;
  }
}
