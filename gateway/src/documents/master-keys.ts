import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { check, LedgerError, parseJson } from '@shuquan/chaincode/model';
import { z } from 'zod';
import { GatewayError } from '../errors.js';
import { isMissing, replacePrivate } from '../files.js';

const KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;

const MasterKey = z.strictObject({
  id: z.string().regex(/^[0-9a-f]{16}$/),
  key: z.string().regex(/^[0-9a-f]{64}$/),
});
const KeyFile = z.strictObject({ v: z.literal(1), keys: z.array(MasterKey).min(1).max(16) });
type MasterKey = z.infer<typeof MasterKey>;

/** IV ‖ ciphertext ‖ tag. The IV is random: a key that seals several things must not repeat one. */
export function seal(key: Uint8Array, plain: Uint8Array, context: string): Buffer {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.from(context));
  return Buffer.concat([iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** @throws Error when key, bytes or context are not those it was sealed with */
export function unseal(key: Uint8Array, sealed: Uint8Array, context: string): Buffer {
  if (sealed.length < IV_BYTES + TAG_BYTES) throw new Error('Too short to be sealed');
  const at = sealed.length - TAG_BYTES;
  const iv = sealed.subarray(0, IV_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(context));
  decipher.setAuthTag(sealed.subarray(at));
  return Buffer.concat([decipher.update(sealed.subarray(IV_BYTES, at)), decipher.final()]);
}

/** A key’s id tells it from all others and says nothing about it: 64 of 256 random bits, hashed. */
const idOf = (key: Uint8Array): string =>
  createHash('sha256').update('shuquan document master key').update(key).digest('hex').slice(0, 16);

function newKey(): MasterKey {
  const key = randomBytes(KEY_BYTES);
  return { id: idOf(key), key: key.toString('hex') };
}

/**
 * The keys that wrap documents’ keys, in a file of their own so that it can be kept and backed up
 * elsewhere. The last one is current; earlier ones are there while a rotation is not finished.
 */
export class MasterKeys {
  readonly #file: string;
  #keys: readonly MasterKey[];

  private constructor(file: string, keys: readonly MasterKey[]) {
    this.#file = file;
    this.#keys = keys;
  }

  /**
   * @param used keys that something is wrapped with; where there are none, a first key is made
   * @throws GatewayError DOCUMENT_KEY_UNUSABLE
   */
  static async open(file: string, used: readonly string[]): Promise<MasterKeys> {
    let text: string | undefined;
    try {
      text = await readFile(file, 'utf8');
    } catch (err) {
      if (!isMissing(err)) throw unusable(`${file} can not be read.`, err);
    }
    if (text === undefined && used.length === 0) return MasterKeys.#create(file);
    if (text === undefined) throw unusable(`${file} is missing. Without it no document opens.`);
    await refuseExposed(file);
    const keys = new MasterKeys(file, parseKeys(file, text));
    const absent = used.filter((id) => !keys.ids.includes(id));
    if (absent.length === 0) return keys;
    throw unusable(
      `${file} does not hold the master keys ${absent.join(', ')} of these documents.`,
    );
  }

  static async #create(file: string): Promise<MasterKeys> {
    const keys = new MasterKeys(file, [newKey()]);
    await keys.#write(keys.#keys);
    return keys;
  }

  get current(): string {
    return this.#current.id;
  }

  get ids(): readonly string[] {
    return this.#keys.map(({ id }) => id);
  }

  wrap(key: Uint8Array, context: string): { keyId: string; wrapped: Buffer } {
    const { id, key: master } = this.#current;
    return { keyId: id, wrapped: seal(Buffer.from(master, 'hex'), key, `${id} ${context}`) };
  }

  /**
   * @throws GatewayError DOCUMENT_KEY_UNUSABLE when that master key is not here
   * @throws Error when what was wrapped is damaged
   */
  unwrap(keyId: string, wrapped: Uint8Array, context: string): Buffer {
    const master = this.#keys.find(({ id }) => id === keyId);
    if (master === undefined) {
      throw unusable(`${this.#file} does not hold the master key ${keyId}.`);
    }
    return unseal(Buffer.from(master.key, 'hex'), wrapped, `${keyId} ${context}`);
  }

  /** A new key becomes current; what is wrapped with earlier ones still opens. */
  async add(): Promise<void> {
    await this.#write([...this.#keys, newKey()]);
  }

  /** Earlier keys are destroyed: nothing is wrapped with them any more. */
  async retire(): Promise<void> {
    await this.#write([this.#current]);
  }

  get #current(): MasterKey {
    const last = this.#keys.at(-1);
    if (last === undefined) throw new TypeError('There is no master key.');
    return last;
  }

  async #write(keys: readonly MasterKey[]): Promise<void> {
    await replacePrivate(this.#file, Buffer.from(`${JSON.stringify({ v: 1, keys }, null, 2)}\n`));
    this.#keys = keys;
  }
}

async function refuseExposed(file: string): Promise<void> {
  const { mode } = await stat(file);
  if (process.platform === 'win32' || (mode & 0o077) === 0) return;
  throw unusable(`${file} is open to others than its owner. Set its mode to 0600.`);
}

function parseKeys(file: string, text: string): readonly MasterKey[] {
  try {
    const { keys } = check(KeyFile, parseJson(text));
    if (keys.every(({ id, key }) => idOf(Buffer.from(key, 'hex')) === id)) return keys;
  } catch (err) {
    // What the fault quotes could be a part of a key.
    if (!(err instanceof LedgerError)) throw err;
  }
  throw unusable(`${file} is not a file of master keys, or is damaged.`);
}

const unusable = (message: string, cause?: unknown): GatewayError =>
  new GatewayError('DOCUMENT_KEY_UNUSABLE', message, {}, cause === undefined ? {} : { cause });
