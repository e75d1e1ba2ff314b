import { parseAnchors, Verifier } from '@shuquan/verifier';
import { nodeCrypto } from '../crypto.js';
import { answerText } from '../ledger/answer.js';
import type { Stage } from './stage.js';

/** A signed answer as anybody checks it: with nothing but the pinned roots, by every organisation. */
export const verified = (
  { anchors, organizations }: Pick<Stage, 'anchors' | 'organizations'>,
  envelope: Uint8Array,
): ReturnType<Verifier['answer']> =>
  new Verifier(parseAnchors(anchors), nodeCrypto).answer(answerText(envelope), {
    minOrganizations: organizations.length,
  });
