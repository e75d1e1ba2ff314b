import { parseJson } from '@shuquan/chaincode/model';
import { toText } from './bytes.js';
import { WireError } from './wire/codec.js';

/**
 * Fabric CA's attribute extension: the JSON text `{"attrs":{"role":"registrar"}}` as raw bytes.
 *
 * @throws WireError unless it is exactly that, with string values and no name twice
 */
export function readAttributes(bytes: Uint8Array): Readonly<Record<string, string>> {
  let value: unknown;
  try {
    value = parseJson(toText(bytes));
  } catch (cause) {
    throw new WireError('certificate: the attributes are not JSON', { cause });
  }
  const attrs = isObject(value) ? value['attrs'] : undefined;
  if (!isObject(attrs) || !Object.values(attrs).every((item) => typeof item === 'string')) {
    throw new WireError('certificate: the attributes are not {"attrs":{name:text}}');
  }
  return attrs as Record<string, string>;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
