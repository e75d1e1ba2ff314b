import { LedgerError, type Name, type Refused, refusedFor, specOf } from '../model/index.js';

/** A transaction in two parts: what may refuse, and what writes. */
export interface Recording<D, P, R> {
  /** Reads and decides. It MUST NOT write: what it wrote would stand beside the refusal. */
  readonly decide: () => Promise<D>;
  readonly permitted: (decided: D) => Promise<P>;
  /** Writes the record of the refused attempt. */
  readonly refused: (refusal: Refused) => Promise<R>;
}

/**
 * Runs a transaction whose refusals the rules want on record (`recordsRefusal` of the catalogue). One
 * of its codes commits the record of the attempt; every other refusal changes nothing, as always.
 */
export async function recordingRefusals<D, P, R>(
  name: Name,
  { decide, permitted, refused }: Recording<D, P, R>,
): Promise<P | R> {
  let decided: D;
  try {
    decided = await decide();
  } catch (err) {
    const refusal = err instanceof LedgerError ? (err as LedgerError) : undefined;
    if (refusal === undefined || !isRecorded(name, refusal)) throw err;
    return refused(refusedFor(refusal));
  }
  return permitted(decided);
}

const isRecorded = (name: Name, { code }: LedgerError): boolean =>
  specOf(name).recordsRefusal?.includes(code) === true;
