import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createHash } from 'node:crypto';
import type { Input } from '@shuquan/chaincode/model';
import { foundingDocument } from '@shuquan/gateway/founding/document';
import { found } from '@shuquan/gateway/founding/found';
import { smallDefinition } from '@shuquan/gateway/ledger/embedded/definition';
import { EmbeddedLedger } from '@shuquan/gateway/ledger/embedded/ledger';
import type { Ledger } from '@shuquan/gateway/ledger/port';
import { type EmbeddedOptions, openEmbedded } from '@shuquan/gateway/ledger/embedded/open';

/** The embedded ledger behind a port, for what only it can do. */
export function embedded(ledger: Ledger): EmbeddedLedger {
  if (ledger instanceof EmbeddedLedger) return ledger;
  throw new TypeError('This ledger is another.');
}

/** A clock that goes on by a millisecond a look, and by as much as a test wants. */
export class ScenarioClock {
  #now: number;

  constructor(start = '2027-03-01T01:00:00.000Z') {
    this.#now = Date.parse(start);
  }

  readonly now = (): Date => new Date((this.#now += 1));

  advance(ms: number): void {
    this.#now += ms;
  }

  /** Goes to an instant; a scenario may begin before the clock’s own start. */
  set(instant: string): void {
    this.#now = Date.parse(instant);
  }
}

export interface TestLedger {
  readonly ledger: EmbeddedLedger;
  readonly dataDir: string;
  readonly clock: ScenarioClock;
  /** Closes the ledger and opens its folder again. */
  reopen(): Promise<EmbeddedLedger>;
  /** Closes the ledger and removes its folder. */
  dispose(): Promise<void>;
}

/** A founded ledger in a folder of its own, under an injected clock. */
export async function openTestLedger(
  overrides: Partial<EmbeddedOptions> & {
    readonly founded?: boolean;
    /** Where the clock starts. */
    readonly start?: string;
  } = {},
): Promise<TestLedger> {
  const { founded = true, start, ...options } = overrides;
  const clock = new ScenarioClock(start);
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'shuquan-embedded-'));
  const open = (): Promise<EmbeddedLedger> =>
    openEmbedded({ definition: smallDefinition(), clock: clock.now, ...options, dataDir });
  let ledger = await open();
  if (founded) await foundTestLedger(ledger);
  return {
    get ledger() {
      return ledger;
    },
    dataDir,
    clock,
    reopen: async () => {
      await ledger.close();
      ledger = await open();
      return ledger;
    },
    dispose: async () => {
      await ledger.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** Founds the channel with the officials of the organisations that run a peer. */
export async function foundTestLedger(ledger: EmbeddedLedger): Promise<void> {
  const { channel, purpose, organizations } = ledger.definition();
  const governing = organizations.filter(({ hasPeer }) => hasPeer).map(({ mspId }) => mspId);
  const people = ledger.people();
  const officials = people
    .filter(({ mspId, roles }) => roles.includes('official') && governing.includes(mspId))
    .map(({ id }) => ledger.identity(id));
  const document = foundingDocument(people, governing, { channel, purpose });
  await found(ledger, { document, officials });
}

const hex = (text: string): string => createHash('sha256').update(text).digest('hex');

/** A deposit that is right in every field. */
export function depositOf(
  id: string,
  fields: Partial<Input<'evidence:deposit'>> = {},
): Input<'evidence:deposit'> {
  return {
    id,
    kind: 'FILE',
    digests: { 'SHA-256': hex(`sha-256 ${id}`), SM3: hex(`sm3 ${id}`) },
    size: 42,
    source: { origin: 'OWN', statement: 'Made in the own business' },
    environment: {
      tool: 'sensor gateway',
      toolVersion: '1.0',
      system: 'Linux',
      cleanlinessCheck: { performed: true },
    },
    ...fields,
  };
}
