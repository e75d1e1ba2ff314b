import {
  check,
  type DisputeBundleInput,
  DisputeManifest,
  parseJson,
  type QueryName,
} from '@shuquan/chaincode/model';
import { readAnswerValue } from './answer-value.js';
import { fileOf } from './file.js';

/** Has a question answered under the signatures of organisations: the text of a signed answer. */
export type AskSigned = (query: QueryName, input: unknown) => Promise<string>;

/** Everything signed about a dispute, question by question, as its signed list has them. */
export async function disputeFile(ask: AskSigned, input: DisputeBundleInput): Promise<string> {
  const manifest = await ask('dispute:bundle', input);
  const { parts } = check(DisputeManifest, parseJson(readAnswerValue(manifest)));
  const answers: string[] = [];
  for (const { transaction, input: asked } of parts) {
    answers.push(await ask(transaction as QueryName, parseJson(asked)));
  }
  return fileOf(manifest, answers);
}
