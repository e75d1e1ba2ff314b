import { inspect } from 'node:util';
import { isCoded } from '@shuquan/gateway/errors';

type Coded = Error & { readonly code: string; readonly params: Readonly<Record<string, unknown>> };

/** The coded error a promise rejects with. */
export async function rejected(promise: Promise<unknown>): Promise<Coded> {
  let value: unknown;
  try {
    value = await promise;
  } catch (err) {
    if (isCoded(err)) return err;
    throw new Error(`Rejected without a code: ${String(err)}`, { cause: err });
  }
  throw new Error(`Expected a rejection, got ${inspect(value)}`);
}

/** The code a promise rejects with. */
export const codeOf = async (promise: Promise<unknown>): Promise<string> =>
  (await rejected(promise)).code;
