import {
  citedIn,
  echo,
  type InfringementManifest,
  type InfringementPack,
  type Input,
  packAt,
} from '../model/index.js';
import { addPack, addRight } from './bundle-parts.js';
import type { LedgerContext } from './context.js';
import { askedOf } from './desk.js';
import { Parts } from './dispute-parts.js';

/**
 * Every question about a pack whose answer is signed: the pack, the deposits that it rests on, the
 * right with its certificates, and what the platform was qualified by when the bytes were deposited.
 *
 * @throws LedgerError BUNDLE_TOO_LARGE
 */
export async function packManifest(
  ctx: LedgerContext,
  pack: InfringementPack,
  { audience, nonce, ...cited }: Input<'infringement:bundle'>,
): Promise<InfringementManifest> {
  const asked = await askedOf(ctx, {});
  const parts = new Parts(citedIn(cited));
  await addPack(ctx, parts, pack.id, asked);
  await addRight(ctx, parts, pack.right, asked);
  parts.addStandings(asked.knownAt);
  return {
    ...{ v: 1, infringement: pack.id, status: packAt(pack, asked).status, asked },
    parts: parts.all,
    ...echo({ audience, nonce }),
  };
}
