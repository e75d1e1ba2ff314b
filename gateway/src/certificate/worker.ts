import { parentPort, workerData } from 'node:worker_threads';
import type { CertificateFace, ErrorParams } from '@shuquan/chaincode/model';
import { isCoded } from '../errors.js';

export type Task =
  | { readonly kind: 'print'; readonly face: CertificateFace }
  | { readonly kind: 'read'; readonly bytes: Uint8Array };

export type Outcome =
  | { readonly value: unknown }
  | { readonly error: { code?: string; message: string; params?: ErrorParams } };

async function run(task: Task): Promise<unknown> {
  if (task.kind === 'print') {
    const { printCertificate } = await import('./pdf.js');
    return printCertificate(task.face);
  }
  const { readCertificate } = await import('./read/read.js');
  return readCertificate(task.bytes);
}

async function outcomeOf(task: Task): Promise<Outcome> {
  try {
    return { value: await run(task) };
  } catch (err) {
    if (!isCoded(err)) return { error: { message: err instanceof Error ? err.message : 'failed' } };
    const { code, message, params } = err;
    return { error: { code, message, params } };
  }
}

parentPort?.postMessage(await outcomeOf(workerData as Task));
