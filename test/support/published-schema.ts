import { type Published, publishedSchemas } from '@shuquan/gateway/schemas/published';
import Ajv from 'ajv';

/** A validator of a published schema that shares no code with what the contracts check by. */
export function takes(name: string): (value: unknown) => boolean {
  const { text } = named(name);
  const ajv = new Ajv({ schemaId: '$id', unknownFormats: 'ignore' });
  // This version reads patterns without the flag `u`, which RFC 8927 and ours want.
  ajv.addKeyword('unicodePattern', {
    type: 'string',
    compile: (pattern: string) => (value: string) => new RegExp(pattern, 'u').test(value),
  });
  const validate = ajv.compile(unicode(JSON.parse(text)) as object);
  return (value) => validate(value) === true;
}

function unicode(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unicode);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [
      key === 'pattern' && typeof part === 'string' ? 'unicodePattern' : key,
      unicode(part),
    ]),
  );
}

const named = (name: string): Published => {
  const found = publishedSchemas().byName.get(name);
  if (found === undefined) throw new TypeError(`${name} is not published.`);
  return found;
};
