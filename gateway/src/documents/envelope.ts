import { hkdfSync } from 'node:crypto';
import { check, LedgerError, parseJson } from '@shuquan/chaincode/model';
import { z } from 'zod';
import { DocumentFacts } from './entry.js';
import { type MasterKeys, seal, unseal } from './master-keys.js';

const Base64 = z.base64().max(65_536);

/**
 * What stands beside a sealed document: its key, wrapped by a master key, and its facts, sealed by
 * its key. Destroying this one small file destroys the content, the digests and the salt.
 */
const Envelope = z.strictObject({
  v: z.literal(1),
  keyId: z.string().regex(/^[0-9a-f]{16}$/),
  wrapped: Base64,
  facts: Base64,
});
type Envelope = z.infer<typeof Envelope>;

/** One key for frames and one for facts: each seals under nonces of its own. */
const derive = (key: Uint8Array, use: 'content' | 'facts'): Buffer =>
  Buffer.from(hkdfSync('sha256', key, Buffer.alloc(0), `shuquan document ${use}`, 32));

export const contentKey = (key: Uint8Array): Buffer => derive(key, 'content');

const encode = (envelope: Envelope): Buffer => Buffer.from(`${JSON.stringify(envelope)}\n`);

/** An id in every context: an envelope does not open another document. */
const keyContext = (id: string): string => `document key ${id}`;
const factsContext = (id: string): string => `document facts ${id}`;

export function sealEnvelope(
  masters: MasterKeys,
  { id, key, facts }: { id: string; key: Uint8Array; facts: DocumentFacts },
): Buffer {
  const { keyId, wrapped } = masters.wrap(key, keyContext(id));
  const sealed = seal(derive(key, 'facts'), Buffer.from(JSON.stringify(facts)), factsContext(id));
  return encode({
    ...{ v: 1, keyId, wrapped: wrapped.toString('base64') },
    facts: sealed.toString('base64'),
  });
}

export interface OpenedEnvelope {
  readonly key: Buffer;
  readonly facts: DocumentFacts;
}

/**
 * @throws GatewayError DOCUMENT_KEY_UNUSABLE when the master key is not here
 * @throws Error when anything in it was changed
 */
export function openEnvelope(masters: MasterKeys, id: string, bytes: Uint8Array): OpenedEnvelope {
  const { keyId, wrapped, facts } = decode(bytes);
  const key = masters.unwrap(keyId, Buffer.from(wrapped, 'base64'), keyContext(id));
  const json = unseal(derive(key, 'facts'), Buffer.from(facts, 'base64'), factsContext(id));
  return { key, facts: check(DocumentFacts, parseJson(json.toString())) };
}

/** The same key under the current master key; `undefined` where it is that already. */
export function rewrapEnvelope(
  masters: MasterKeys,
  id: string,
  bytes: Uint8Array,
): Buffer | undefined {
  const envelope = decode(bytes);
  if (envelope.keyId === masters.current) return undefined;
  const old = Buffer.from(envelope.wrapped, 'base64');
  const key = masters.unwrap(envelope.keyId, old, keyContext(id));
  const { keyId, wrapped } = masters.wrap(key, keyContext(id));
  return encode({ ...envelope, keyId, wrapped: wrapped.toString('base64') });
}

function decode(bytes: Uint8Array): Envelope {
  try {
    return check(Envelope, parseJson(Buffer.from(bytes).toString()));
  } catch (err) {
    if (!(err instanceof LedgerError)) throw err;
    throw new Error('Not an envelope', { cause: err });
  }
}
