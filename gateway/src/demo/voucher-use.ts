import { explainVoucher, parseAnchors, verifyVoucher, type VoucherReport } from '@shuquan/verifier';
import type { OpenedVoucherField, VoucherPresentation } from '@shuquan/chaincode/model';
import { nodeCrypto } from '../crypto.js';
import { answerText } from '../ledger/answer.js';
import { boundsOf } from '../witness/interval.js';
import { act, codeOf, usccOf } from './registration-desk.js';
import type { StepReport } from './report.js';
import { person, type Stage } from './stage.js';
import {
  consentId,
  issue,
  nonce,
  now,
  playOf,
  powerData,
  present,
  status,
  voucher,
} from './voucher-desk.js';
import { eventually } from './waiting.js';

/** A status answer for the bank, signed by every organisation. */
async function statusAnswer(stage: Stage, number: string): Promise<string> {
  const { identity } = person(stage, 'bank');
  const question = { id: voucher(stage, number).id, audience: usccOf(stage, 'bank') };
  const { ledger, organizations } = stage;
  const { envelope } = await ledger.attest('voucher:read', question, identity, organizations);
  return answerText(envelope);
}

interface Shown {
  readonly answer: string;
  readonly presentation: VoucherPresentation;
  readonly nonce: string;
  readonly openedFields?: readonly OpenedVoucherField[];
}

/** What the bank does on its own, with its files and no connection. */
const verifyAt = (
  stage: Stage,
  { presentation, ...shown }: Shown,
  at = new Date(),
): VoucherReport =>
  verifyVoucher(
    {
      ...shown,
      presentation: JSON.stringify(presentation),
      verifier: usccOf(stage, 'bank'),
      anchors: parseAnchors(stage.anchors),
      now: at,
    },
    nodeCrypto,
  );

const DAY_MS = 86_400_000;

export async function presenting(stage: Stage, report: StepReport): Promise<void> {
  const asked = nonce();
  const presentation = present(stage, '0001', { nonce: asked });
  const answer = await statusAnswer(stage, '0001');
  const { fields } = await stage.ledger.evaluate(
    'voucher:open',
    { voucher: voucher(stage, '0001').id },
    person(stage, 'holder-b').identity,
  );
  const openedFields = fields.filter(({ opened }) => opened.field === 'data.arrears');
  const shown = { answer, presentation, nonce: asked, openedFields };
  const checked = verifyAt(stage, shown);
  for (const line of explainVoucher(checked).slice(0, 4)) report.note(line);
  report.check(`Offline the voucher is ${checked.verdict}.`, checked.verdict === 'VALID');
  report.check('The bank sees the one field that was opened.', checked.fields.length === 1);
  const stale = verifyAt(stage, shown, new Date(Date.now() + 2 * DAY_MS));
  report.check('Two days later the answer is stale.', stale.code === 'STATUS_ANSWER_STALE');
  const replayed = verifyAt(stage, { ...shown, nonce: nonce() });
  report.check('Over another nonce it is refused.', replayed.code === 'VOUCHER_NONCE_MISMATCH');
  const used = { voucher: presentation.voucher, presentation };
  const { value, txId, block } = await act(stage, 'voucher:consume', used, 'bank');
  report.check('One use is recorded.', value.number === 1);
  report.add({ verdict: checked.verdict, stale: stale.code, txId, block: block.toString() });
}

export async function feedback(stage: Stage, report: StepReport): Promise<void> {
  const { id } = voucher(stage, '0001');
  const given = { voucher: id, use: 1, outcome: 'GRANTED' as const };
  const transient = {
    payload: Buffer.from('授信 500万元'),
    seed: Buffer.from(nonce() + nonce(), 'hex'),
  };
  const { identity } = person(stage, 'bank');
  const { value } = await stage.ledger.submit('voucher:feedback', given, identity, { transient });
  report.check('The outcome is public, the sum is not.', value.commitment !== undefined);
  report.add({ outcome: value.outcome });
}

export async function refused(stage: Stage, report: StepReport): Promise<void> {
  const { id } = voucher(stage, '0001');
  const toOther = present(stage, '0001', { verifier: usccOf(stage, 'bank2') });
  const consume = (presentation: VoucherPresentation, by: string): Promise<string> =>
    codeOf(act(stage, 'voucher:consume', { voucher: id, presentation }, by));
  const other = await consume(toOther, 'bank2');
  report.check('Another bank can not use it.', other === 'VOUCHER_VERIFIER_MISMATCH');
  const again = await consume(present(stage, '0001'), 'bank');
  report.check('Nor can the same bank again.', again === 'VOUCHER_CONSUMED');
  report.add({ other, again });
}

export async function withdrawal(stage: Stage, report: StepReport): Promise<void> {
  const consent = consentId(stage, 'company');
  const second = await issue(stage, '0003', { consent, data: await powerData() });
  const { company } = playOf(stage);
  const signed = company.withdrawal(consent, now());
  const withdrawn = await act(stage, 'consent:withdraw', { id: consent, ...signed }, 'holder-b');
  const presentation = present(stage, '0003');
  const used = { voucher: second.id, presentation };
  const code = await codeOf(act(stage, 'voucher:consume', used, 'bank'));
  report.check('The second voucher can not be used any more.', code === 'CONSENT_WITHDRAWN');
  const seen = await eventually(async () => {
    const view = await status(stage, '0001');
    return view.consent.status === 'WITHDRAWN' ? view : undefined;
  }, stage.patienceMs);
  const first = seen?.uses[0];
  report.check('What the first was used for stays lawful (PIPL 15).', first?.lawful === true);
  const before = await status(stage, '0001', first?.at ?? now());
  report.check('As of then the consent stood.', before.consent.status === 'GIVEN');
  report.add({
    voucher: second.id,
    code,
    withdrawnAt: withdrawn.value.at,
    status: seen?.status,
    lawful: first?.lawful,
  });
}

const interval = async (stage: Stage): Promise<string | undefined> => {
  const { beacon } = voucher(stage, '0001');
  const block = playOf(stage).blocks.get('0001') ?? 0n;
  const { identity } = person(stage, 'judge');
  return eventually(async () => {
    const { notBefore, notAfter } = await boundsOf(stage.ledger, { block, beacon }, identity);
    return notBefore === null || notAfter === null ? undefined : `${notBefore}/${notAfter}`;
  }, stage.patienceMs);
};

export async function purge(stage: Stage, report: StepReport): Promise<void> {
  const made = voucher(stage, '0001');
  const before = await interval(stage);
  const request = playOf(stage).company.erasure(made, now());
  const { value, txId } = await act(
    stage,
    'voucher:erase',
    {
      ...{ voucher: made.id, reason: 'SUBJECT_REQUEST', request },
      legalBasis: '个人信息保护法第四十七条',
    },
    'implementer',
  );
  for (const reader of ['holder-b', 'implementer', 'utility', 'judge']) {
    const { identity } = person(stage, reader);
    const gone = await codeOf(
      stage.ledger.evaluate('voucher:open', { voucher: made.id }, identity),
    );
    report.check(`${reader} can not read the data any more.`, gone === 'VOUCHER_ERASED');
  }
  const view = await eventually(async () => {
    const seen = await status(stage, '0001');
    return seen.tombstone === undefined ? undefined : seen;
  }, stage.patienceMs);
  report.check(`A tombstone says why: ${value.reason}.`, view?.status === 'ERASED');
  const after = await interval(stage);
  report.check(
    `It was issued between ${after ?? '?'}, as before.`,
    after !== undefined && after === before,
  );
  report.add({ status: view?.status, tombstone: value, interval: after, txId });
}
