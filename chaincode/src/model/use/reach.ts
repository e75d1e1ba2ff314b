import type { GrantClosure } from '../grant/closure.js';
import { effectiveScope } from '../grant/effect.js';
import { groundState } from '../grant/ground.js';
import { ownScope } from '../grant/status.js';
import type { Instants } from '../registration/case-fold.js';

/**
 * The purposes that a declared one is measured against: those that the whole chain leaves to the
 * grant, or the grant’s own while the chain leaves nothing; and all that anybody above prohibits.
 */
export function grantedPurposes(
  closure: GrantClosure,
  instants: Instants,
): { readonly purposes: readonly string[]; readonly prohibited: readonly string[] } {
  const { ground, links } = closure;
  const scopes = links.map((link) => ownScope(link, instants));
  const bounds = groundState(ground, instants).bounds.map(({ bound }) => bound);
  const own = effectiveScope(closure, instants).scope ?? scopes.at(-1);
  return {
    purposes: own?.purposes ?? [],
    prohibited: [...bounds, ...scopes].flatMap(({ prohibited }) => prohibited ?? []),
  };
}

/** Who granted, from the agreement that operates the data down to the grant asked about, each once. */
export function grantorsOf({ ground, links }: GrantClosure): string[] {
  const agreement = ground.resource?.agreement;
  const grantors = links.map(({ grant }) => grant.grantor);
  return [
    ...new Set([...(agreement === undefined ? [] : [agreement.implementingBody]), ...grantors]),
  ];
}
