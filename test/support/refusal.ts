import { LedgerError } from '@shuquan/chaincode/model';

/** The refusal that `act` ends in. A run that ends otherwise fails the test with what happened. */
export function refusal(act: () => unknown): LedgerError<string> {
  try {
    act();
  } catch (err) {
    if (err instanceof LedgerError) return err as LedgerError<string>;
    throw err;
  }
  throw new Error('Nothing was refused.');
}
