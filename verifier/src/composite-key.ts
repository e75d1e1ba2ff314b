/** Fabric’s composite key: U+0000, then type and attributes, each closed by U+0000. */
export interface CompositeKey {
  readonly type: string;
  readonly attributes: readonly string[];
}

/** `undefined` for a simple key. */
export function splitCompositeKey(key: string): CompositeKey | undefined {
  if (!key.startsWith('\0') || !key.endsWith('\0')) return undefined;
  const [type, ...attributes] = key.slice(1, -1).split('\0');
  return type === undefined ? undefined : { type, attributes };
}
