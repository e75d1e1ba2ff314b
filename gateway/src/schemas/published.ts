import { canonicalize, sha256Hex, specs } from '@shuquan/chaincode/model';
import { z } from 'zod';
import { shippedRules } from '../founding/rules.js';
import { profileDocument } from '../odrl/profile.js';
import { portableFiles } from './files.js';

export const schemaKinds = ['INPUT', 'OUTPUT', 'FILE', 'LIST', 'ODRL_PROFILE'] as const;
export type SchemaKind = (typeof schemaKinds)[number];

/** A document that others build on: its bytes are what its digest is of, and never change. */
export interface Published {
  readonly name: string;
  readonly kind: SchemaKind;
  /** SHA-256 of the text. */
  readonly digest: string;
  /** Canonical JSON (RFC 8785). */
  readonly text: string;
}

export interface PublishedSchemas {
  /** Over names and digests, in order: one value for everything that is published. */
  readonly digest: string;
  readonly all: readonly Published[];
  readonly byName: ReadonlyMap<string, Published>;
  readonly byDigest: ReadonlyMap<string, Published>;
}

let made: PublishedSchemas | undefined;

/** Made once: the same build publishes the same bytes. */
export function publishedSchemas(): PublishedSchemas {
  made ??= indexed([...transactions(), ...files(), ...lists(), profile()]);
  return made;
}

function indexed(all: readonly Published[]): PublishedSchemas {
  return {
    digest: sha256Hex(canonicalize(all.map(({ name, digest }) => [name, digest]))),
    all,
    byName: new Map(all.map((each) => [each.name, each])),
    byDigest: new Map(all.map((each) => [each.digest, each])),
  };
}

const transactions = (): Published[] =>
  specs.flatMap(([name, { input, output }]) => [
    ofSchema(`${name}.input`, 'INPUT', input, 'input'),
    ofSchema(`${name}.output`, 'OUTPUT', output, 'output'),
  ]);

const files = (): Published[] =>
  Object.entries(portableFiles).map(([name, schema]) => ofSchema(name, 'FILE', schema, 'input'));

/** The vocabularies that come with the product; a channel has those that two organisations adopted. */
const lists = (): Published[] =>
  shippedRules().map((document) =>
    published(`${document.listId}.${String(document.version)}`, 'LIST', document),
  );

const profile = (): Published => published('ODRL.1', 'ODRL_PROFILE', profileDocument());

/** Draft 7: what most validators read. Patterns are of ECMAScript with the flag `u`. */
function ofSchema(
  name: string,
  kind: SchemaKind,
  schema: z.ZodType,
  io: 'input' | 'output',
): Published {
  const made = z.toJSONSchema(schema, { target: 'draft-7', unrepresentable: 'any', io });
  return published(name, kind, { ...made, $id: `urn:shuquan:schema:${name}`, title: name });
}

function published(name: string, kind: SchemaKind, document: unknown): Published {
  const text = canonicalize(JSON.parse(JSON.stringify(document)));
  return { name, kind, text, digest: sha256Hex(text) };
}
