/** The facts of an input, without the beacon that was cited to make it: records keep the facts. */
export function uncited<T extends { beacon?: unknown }>(input: T): Omit<T, 'beacon'> {
  const facts = { ...input };
  delete facts.beacon;
  return facts;
}
