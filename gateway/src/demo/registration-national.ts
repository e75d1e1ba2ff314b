import type { NationalDepositReceipt } from '@shuquan/chaincode/model';
import { NationalSimulator } from '../national/simulator.js';
import { act, type Case, documentDigest, usccOf } from './registration-desk.js';
import type { Stage } from './stage.js';

export function depositedDigest({ steps }: Case): { digest: string; txId: string } {
  const step = steps.find((each) => each.kind === 'DEPOSITED');
  if (step === undefined) throw new TypeError('An earlier step had to deposit the case.');
  return { digest: step.recordDigest, txId: step.txId };
}

/** Simulators without a memory must not give one receipt twice: each case has a serial of its own. */
const serialOf = (id: string): number =>
  1 + (Number.parseInt(documentDigest(id).slice(0, 8), 16) % 800_000);

/**
 * Sends a deposited case to the simulated national system and fetches the receipt. The real system
 * is reached through the same port.
 */
export async function receiptOf(
  stage: Stage,
  record: Case,
  { wrong, registrar }: { readonly wrong: boolean; readonly registrar: string },
): Promise<NationalDepositReceipt> {
  const settings = {
    delayMs: 0,
    wrongPerMille: wrong ? 1000 : 0,
    firstSerial: serialOf(record.id),
  };
  const national = new NationalSimulator({ settings });
  try {
    const { digest, txId } = depositedDigest(record);
    const deposit = {
      caseId: record.id,
      registrar: usccOf(stage, registrar),
      recordDigest: digest,
      depositTxId: txId,
      ruleProfile: record.profile.id,
    };
    const answer = await national.receipt((await national.deposit(deposit)).id);
    if (answer.state !== 'RECEIVED') throw new TypeError('The simulator answers at once.');
    const { id, time, recordDigest } = answer.receipt;
    return { id, time, recordDigest };
  } finally {
    await national.close();
  }
}

/** Deposits, fetches the receipt, and certifies: the number comes last. */
export async function register(
  stage: Stage,
  id: string,
  registrar: string,
): Promise<{ record: Case; no: string }> {
  const { value } = await act(stage, 'register:deposit', { case: id }, registrar);
  const receipt = await receiptOf(stage, value, { wrong: false, registrar });
  const receipted = await act(stage, 'register:receipt', { case: id, receipt }, registrar);
  const certified = await act(stage, 'register:certify', { cases: [id] }, registrar);
  return { record: receipted.value, no: certified.value.certificates[0]?.no ?? '' };
}
