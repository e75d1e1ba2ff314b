import type { Fault } from '../words/index.js';

/** No answer or anchors file is larger; whatever is, is read no further. */
const MAX_BYTES = 16_000_000;

/** Text of a file that must be small, or why there is none. */
export async function readSmall(file: File): Promise<string | { readonly fault: Fault }> {
  if (file.size > MAX_BYTES) return { fault: 'tooLarge' };
  try {
    return await file.text();
  } catch {
    return { fault: 'unreadable' };
  }
}
