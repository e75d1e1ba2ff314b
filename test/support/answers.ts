import { randomBytes } from 'node:crypto';
import type { Input, Output } from '@shuquan/chaincode/model';
import { nodeCrypto } from '@shuquan/gateway/crypto';
import { answerText } from '@shuquan/gateway/ledger/answer';
import { type AbsenceReport, type AbsenceWanted, Verifier, verifyAbsence } from '@shuquan/verifier';
import { members } from './founded.js';
import { BANK } from './parties.js';
import { Registrar } from './registrar.js';
import type { Stage } from './stage.js';

export type Question = Input<'absence:read'>['question'];

/** What one question is asked with: for whom, and a nonce of its own. */
export const askedBy = (
  question: Question,
  audience = BANK,
): { question: Question; audience: string; nonce: string } => ({
  question,
  audience,
  nonce: randomBytes(16).toString('hex'),
});
type Asking = ReturnType<typeof askedBy>;

/** Asks for answers that are handed on, and checks them as whoever gets them would. */
export class Answering {
  readonly desk: Registrar;
  readonly #stage: Stage;

  constructor(stage: Stage) {
    this.#stage = stage;
    this.desk = new Registrar(stage);
  }

  /** Committed, in the name of a bank. */
  submit(asking: Asking, as = 'bank'): Promise<Output<'absence:submit'>> {
    return this.desk.act('absence:submit', asking, as);
  }

  async read(question: Question, as = 'bank'): Promise<Output<'absence:read'>> {
    await this.desk.time();
    return this.#stage.ask('absence:read', askedBy(question), as);
  }

  /** A quick answer, signed by peers. */
  async signed(asking: Asking, by: readonly string[] = members): Promise<string> {
    const { bench } = this.#stage;
    const { envelope } = await bench.ledger.attest('absence:read', asking, bench.as('bank'), by);
    return answerText(envelope);
  }

  /** A committed answer, signed by peers. */
  async confirmed(txId: string, by: readonly string[] = members): Promise<string> {
    const { bench } = this.#stage;
    const { envelope } = await bench.ledger.attest(
      'absence:submitted',
      { txId },
      bench.as('bank'),
      by,
    );
    return answerText(envelope);
  }

  /** What somebody concludes who has the roots and the file, and nothing else. */
  check(answer: string, wanted: AbsenceWanted): AbsenceReport {
    const { anchors } = this.#stage.bench;
    if (anchors === undefined) throw new TypeError('This channel has no anchors.');
    return verifyAbsence(answer, new Verifier(anchors(), nodeCrypto), wanted);
  }
}
