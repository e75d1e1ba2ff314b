import { randomBytes } from 'node:crypto';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { check, Code, Hex256, LedgerError, parseJson } from '@shuquan/chaincode/model';
import { z } from 'zod';
import { GatewayError } from '../errors.js';

/** What registrars share and nobody else has: with it a sketch can be asked for rows. */
export interface SketchKey {
  readonly keyId: string;
  readonly secret: Uint8Array;
}

const KeyFile = z.strictObject({ v: z.literal(1), keyId: Code, key: Hex256 });

/** @throws GatewayError SKETCH_KEY_UNUSABLE when it is no such file, or others may read it */
export function readSketchKey(file: string): SketchKey {
  let text: string;
  try {
    // Windows has no such bits.
    const { mode } = statSync(file);
    if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
      throw unusable(file, 'Others may read it; make a new one, since this one may be known');
    }
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    if (cause instanceof LedgerError) throw cause;
    throw unusable(file, 'It can not be read', cause);
  }
  try {
    const { keyId, key } = check(KeyFile, parseJson(text));
    return { keyId, secret: Buffer.from(key, 'hex') };
  } catch (cause) {
    throw unusable(file, 'It must hold v, keyId and 64 hex digits of key', cause);
  }
}

/** A new key, readable by its owner alone, never over a file that is there. */
export function writeSketchKey(file: string, keyId: string): void {
  const content = { v: 1, keyId: check(Code, keyId), key: randomBytes(32).toString('hex') };
  try {
    writeFileSync(file, `${JSON.stringify(content)}\n`, { flag: 'wx', mode: 0o600 });
  } catch (cause) {
    throw unusable(file, 'It can not be written; is it there already', cause);
  }
}

const unusable = (file: string, reason: string, cause?: unknown): GatewayError =>
  new GatewayError('SKETCH_KEY_UNUSABLE', `${file}: ${reason}.`, {}, { cause });
