import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DocumentEntry } from '@shuquan/gateway/documents/entry';
import { expect } from 'chai';
import { bytesOf, filesIn, reader, StorePlace } from '../support/documents.js';

const WRITER = join(import.meta.dirname, 'documents-writer.js');

describe('a document store after a crash', () => {
  let place: StorePlace;

  beforeEach(() => {
    place = new StorePlace();
  });
  afterEach(() => place.dispose());

  /** Ids acknowledged before the child was killed, `ms` after it was halfway through another. */
  const writeUntilKilled = async (caseId: string, ms: number): Promise<string[]> => {
    const { folder, keyFile } = place;
    const child = spawn(process.execPath, [WRITER, folder, keyFile, caseId], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const closed = once(child, 'close');
    const ids: string[] = [];
    let killed: Promise<void> | undefined;
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line !== 'halfway') ids.push(line);
      else killed = sleep(ms).then(() => void child.kill('SIGKILL'));
    });
    await closed;
    await killed;
    return ids;
  };
  const listed = async (caseId: string): Promise<DocumentEntry[]> => {
    const store = await place.open();
    const items: DocumentEntry[] = [];
    let after: string | undefined;
    do {
      const page = await store.list(caseId, { limit: 50, after });
      items.push(...page.items);
      after = page.next;
    } while (after !== undefined);
    for (const { id } of items) {
      const { content } = await store.open(id, reader());
      expect((await bytesOf(content)).length).to.equal(200_000);
    }
    await store.close();
    return items;
  };

  it('has everything it had acknowledged before kill -9, whole, and no file besides', async () => {
    const all: string[] = [];
    for (const [cycle, ms] of [0, 60, 150, 300].entries()) {
      const caseId = `case-${String(cycle)}`;
      const acknowledged = await writeUntilKilled(caseId, ms);
      expect(readdirSync(join(place.folder, 'incoming'))).to.not.be.empty;

      const ids = (await listed(caseId)).map(({ id }) => id);

      // What was committed and not yet said may be there as well, whole.
      expect(ids).to.include.members(acknowledged);
      expect(await listed('case-endless')).to.deep.equal([]);
      expect(readdirSync(join(place.folder, 'incoming'))).to.deep.equal([]);
      all.push(...ids);
      const files = [...filesIn(join(place.folder, 'sealed')).keys()];
      const places = all.flatMap((id) =>
        ['content', 'envelope'].map((name) => join(id.slice(0, 2), id.slice(2), name)),
      );
      expect(files.sort()).to.deep.equal(places.sort());
    }
    expect(all).to.not.be.empty;
  }).timeout(120_000);
});
