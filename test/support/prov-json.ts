import { z } from 'zod';

/**
 * The JSON Schema of W3C’s PROV-JSON (member submission of 24 April 2013), strictly: the members of
 * each statement, which of them it must have, and names with a prefix that the document declares.
 */
const name = z.string().regex(/^(?:_|[A-Za-z][A-Za-z0-9_-]*):[A-Za-z0-9._@/~-]+$/);
const literal = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  z.strictObject({ $: z.string(), type: z.string().optional(), lang: z.string().optional() }),
]);
const dateTime = z.iso.datetime();

/** Members that PROV names must be among these; anybody’s own have another prefix. */
const statement = <S extends z.ZodRawShape>(shape: S) =>
  z
    .looseObject(shape)
    .refine(
      (given) => Object.keys(given).every((key) => key in shape || !key.startsWith('prov:')),
      'A member that PROV does not know',
    )
    .refine((given) => Object.values(given).every((value) => literal.safeParse(value).success));
const described = { 'prov:type': literal.optional(), 'prov:label': literal.optional() };
const records = <T extends z.ZodType>(one: T) => z.record(name, one);

const shape = z.strictObject({
  prefix: z.record(z.string(), z.url()),
  entity: records(statement({ ...described, 'prov:value': literal.optional() })),
  activity: records(
    statement({
      ...described,
      'prov:startTime': dateTime.optional(),
      'prov:endTime': dateTime.optional(),
    }),
  ),
  agent: records(statement(described)),
  used: records(
    statement({
      ...{ 'prov:activity': name, 'prov:entity': name.optional() },
      ...{ 'prov:time': dateTime.optional(), 'prov:role': literal.optional() },
    }),
  ),
  wasGeneratedBy: records(
    statement({
      ...{ 'prov:entity': name, 'prov:activity': name.optional() },
      ...{ 'prov:time': dateTime.optional(), 'prov:role': literal.optional() },
    }),
  ),
  wasDerivedFrom: records(
    statement({
      ...{ 'prov:generatedEntity': name, 'prov:usedEntity': name },
      ...{ 'prov:activity': name.optional(), 'prov:generation': name.optional() },
      'prov:usage': name.optional(),
    }),
  ),
  wasAssociatedWith: records(
    statement({
      ...{ 'prov:activity': name, 'prov:agent': name.optional() },
      ...{ 'prov:plan': name.optional(), 'prov:role': literal.optional() },
    }),
  ),
  actedOnBehalfOf: records(
    statement({
      ...{ 'prov:delegate': name, 'prov:responsible': name },
      'prov:activity': name.optional(),
    }),
  ),
});

type Document = z.infer<typeof shape>;
const relations = ['used', 'wasGeneratedBy', 'wasDerivedFrom', 'wasAssociatedWith'] as const;

/** Every name that a relation uses is declared, and every prefix too. */
function undeclared(document: Document): string[] {
  const declared = new Set(
    [document.entity, document.activity, document.agent].flatMap((each) => Object.keys(each)),
  );
  const used = [...relations, 'actedOnBehalfOf' as const].flatMap((relation) =>
    Object.values(document[relation] as Record<string, object>).flatMap((each) =>
      Object.entries(each as Record<string, unknown>).flatMap(([key, value]) =>
        key.startsWith('prov:') && key !== 'prov:role' ? [String(value)] : [],
      ),
    ),
  );
  const prefixes = [...declared].map((each) => each.split(':')[0] ?? '');
  return [
    ...used.filter((each) => !declared.has(each)),
    ...prefixes.filter((prefix) => !(prefix in document.prefix)),
  ];
}

export const ProvJson = shape.refine((document) => undeclared(document).length === 0, {
  message: 'A name that the document does not declare',
});
