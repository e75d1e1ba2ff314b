import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ChunkOpening } from '@shuquan/chaincode/model';
import { GatewayError } from '../errors.js';
import { isMissing } from '../files.js';
import { openPlain } from './chunk-file.js';
import { layout } from './layout.js';
import { LeafFile } from './leaves.js';
import { OWN_FOLDER } from './names.js';

/** The hashes of a package, or of the folder that one was received into. */
async function leavesIn(folder: string): Promise<string> {
  for (const place of [layout(join(folder, OWN_FOLDER)).leaves, layout(folder).leaves]) {
    try {
      if ((await lstat(place)).isFile()) return place;
    } catch (err) {
      if (!isMissing(err)) throw err;
    }
  }
  throw new GatewayError('PACKAGE_DAMAGED', `${folder} holds no hashes of a delivery.`);
}

/** A chunk opened against the root, from the hashes alone. @throws GatewayError PACKAGE_DAMAGED */
export async function openChunk(folder: string, chunk: number): Promise<ChunkOpening> {
  const handle = await openPlain(await leavesIn(folder));
  try {
    const leaves = new LeafFile(handle);
    const chunks = await leaves.count();
    if (chunk < 1 || chunk > chunks) {
      throw new GatewayError('PACKAGE_DAMAGED', `It holds the hashes of ${String(chunks)} chunks.`);
    }
    return await leaves.open(chunk, chunks);
  } finally {
    await handle.close();
  }
}
