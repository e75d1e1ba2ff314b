import {
  check,
  type DisputeBundleInput,
  DisputeManifest,
  InfringementManifest,
  type Input,
  parseJson,
  type QueryName,
} from '@shuquan/chaincode/model';
import type { FileKind } from '@shuquan/verifier';
import { readAnswerValue } from './answer-value.js';
import { fileOf } from './file.js';

/** Has a question answered under the signatures of organisations: the text of a signed answer. */
export type AskSigned = (query: QueryName, input: unknown) => Promise<string>;

/** Everything signed about a dispute, question by question, as its signed list has them. */
export async function disputeFile(ask: AskSigned, input: DisputeBundleInput): Promise<string> {
  const manifest = await ask('dispute:bundle', input);
  const { parts } = check(DisputeManifest, parseJson(readAnswerValue(manifest)));
  return whole(ask, 'shuquan.dispute-file', { manifest, parts });
}

/** The same about a pack of evidence of a suspected copy. */
export async function infringementFile(
  ask: AskSigned,
  input: Input<'infringement:bundle'>,
): Promise<string> {
  const manifest = await ask('infringement:bundle', input);
  const { parts } = check(InfringementManifest, parseJson(readAnswerValue(manifest)));
  return whole(ask, 'shuquan.infringement-file', { manifest, parts });
}

async function whole(
  ask: AskSigned,
  kind: FileKind,
  { manifest, parts }: { readonly manifest: string; readonly parts: DisputeManifest['parts'] },
): Promise<string> {
  const answers: string[] = [];
  for (const { transaction, input } of parts) {
    answers.push(await ask(transaction as QueryName, parseJson(input)));
  }
  return fileOf(kind, manifest, answers);
}
