import { parseJson } from '@shuquan/chaincode/model';
import { fromBase64, readTransaction } from '@shuquan/verifier';

/** What a signed answer says, unchecked: whoever relies on it verifies it. */
export function readAnswerValue(answer: string): string {
  const { envelope } = parseJson(answer) as { readonly envelope: string };
  const tx = readTransaction(fromBase64(envelope));
  if (tx.kind !== 'endorser') throw new TypeError('An answer is no configuration.');
  return Buffer.from(tx.response.payload).toString('utf8');
}
