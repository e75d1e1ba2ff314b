import { writeSync } from 'node:fs';
import { FileDocumentStore } from '@shuquan/gateway/documents/file-store';
import { newDocument } from '../support/documents.js';

/** Stores documents until it is killed; writes the id of each that was acknowledged. */
const [folder = '', keyFile = '', caseId = ''] = process.argv.slice(2);
const CHUNK = Buffer.alloc(50_000, 'a secret that streams ');
const IN_FLIGHT = 4;

const store = await FileDocumentStore.open({ folder, keyFile, maxBytes: 10_000_000 });

async function* slow() {
  for (let i = 0; i < 4; i += 1) {
    yield CHUNK;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

async function write(): Promise<never> {
  for (;;) {
    const { id } = await store.put(slow(), newDocument({ caseId }));
    writeSync(1, `${id}\n`);
  }
}

/** A put that never ends: whenever the kill comes, one is in the middle. */
async function* endless() {
  for (let i = 0; ; i += 1) {
    if (i < 3) yield CHUNK;
    if (i === 3) writeSync(1, 'halfway\n');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
void store.put(endless(), newDocument({ caseId: 'case-endless' }));
await Promise.all(Array.from({ length: IN_FLIGHT }, write));
