import { hashApiKey } from './api-key.js';
import type { PrincipalEntry } from './principal.js';

/** The entry of a principal whose one credential is this API key; the key carries the identity's id. */
export function holderOf(
  apiKey: string,
  { id, identity, scopes }: Pick<PrincipalEntry, 'id' | 'identity' | 'scopes'>,
): PrincipalEntry {
  return {
    id,
    identity,
    scopes,
    apiKeys: [{ id: identity.replaceAll('_', '-'), hash: hashApiKey(apiKey) }],
    subjects: [],
    certificates: [],
  };
}
