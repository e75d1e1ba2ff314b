import type { Entry, Scan } from './scan.js';

const MAX_SCANS = 1_000;
/** A range of more entries is read again each time. */
const MAX_ENTRIES = 100;

/**
 * Small ranges of one snapshot that somebody read to their end: opening an iterator of the database and
 * waiting for its thread costs more than everything else about an empty range.
 */
export class KnownScans {
  readonly #known = new Map<string, readonly Entry[]>();

  open(id: string, scan: () => Scan): Scan {
    const known = this.#known.get(id);
    return known === undefined ? this.#noted(id, scan()) : listed(known);
  }

  #noted(id: string, scan: Scan): Scan {
    const entries: Entry[] = [];
    const next = async (): Promise<Entry | undefined> => {
      const entry = await scan.next();
      const isSmall = entries.length <= MAX_ENTRIES;
      if (entry !== undefined) {
        if (isSmall) entries.push(entry);
      } else if (isSmall && this.#known.size < MAX_SCANS) {
        this.#known.set(id, entries);
      }
      return entry;
    };
    return { ...scan, next };
  }
}

function listed(entries: readonly Entry[]): Scan {
  let at = 0;
  return {
    next: () => Promise.resolve(entries[at++]),
    peek: () => Promise.resolve(entries[at]),
    close: () => Promise.resolve(),
  };
}
