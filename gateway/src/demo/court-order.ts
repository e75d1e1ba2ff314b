import type { GrantScope } from '@shuquan/chaincode/model';
import {
  freezing,
  HOLDER,
  JUDGE,
  lifting,
  OTHER_JUDGE,
  OWN_KEY_JUDGE,
  rightOf,
  told,
  standing,
} from './court-desk.js';
import { listedOf, playOf } from './exchange-desk.js';
import { identityOf, refusals } from './public-desk.js';
import {
  act,
  apply,
  approve,
  assetId,
  caseId,
  documentDigest,
  explain,
  initialForm,
  usccOf,
} from './registration-desk.js';
import { register } from './registration-national.js';
import type { StepReport } from './report.js';
import { person, type Stage } from './stage.js';
import { BANK, grant, grantId, inDays, LICENSED, qualify } from './sublicence-desk.js';

const REGISTRAR = 'registrar1';

/** Data of one holder, and a bank that it lets use the data. */
export async function property(stage: Stage, report: StepReport): Promise<void> {
  const id = caseId(stage, 'court');
  const form = initialForm(stage, assetId(stage, 'court'), {
    by: HOLDER,
    withholdNotice: '涉及商业秘密，申请不予公示',
  });
  await apply(stage, { id, form, by: HOLDER, registrar: REGISTRAR });
  await explain(stage, id, { by: HOLDER, registrar: REGISTRAR, why: '再次演示' });
  await approve(stage, id, { reviewer: REGISTRAR, approver: 'approver1' });
  const { no } = await register(stage, id, REGISTRAR);
  const { right, encumbrances } = await rightOf(stage);
  const qualification = await qualify(stage, BANK, LICENSED);
  const offer = {
    ...{ id: grantId(stage, 'GC'), grantee: usccOf(stage, BANK) },
    ...{ source: { kind: 'RIGHT' as const, right: right.id }, scope: scopeOf(stage) },
    ...{ textDigest: documentDigest('许可文本'), qualifications: [qualification] },
  };
  await grant(stage, offer, HOLDER, BANK);
  Object.assign(playOf(stage), { right: right.id, certificate: no });
  report.check(`${no}: nothing stands against ${right.id}.`, encumbrances.length === 0);
  report.add({ certificate: no, right: right.id, grant: offer.id });
}

const scopeOf = (stage: Stage): GrantScope => ({
  ...{ right: 'USE', purposes: ['CREDIT_VERIFY'], outputTypes: ['SCORE'], territory: ['CN-51'] },
  subset: { data: { asset: assetId(stage, 'court'), version: 1 }, parts: ['WHOLE'] },
  ...{
    term: { from: inDays(0), to: inDays(60) },
    recipients: [LICENSED],
    resale: false,
    export: false,
  },
  depth: 0,
});

/** prepare → sign → endorse → sign → submit: the gateway never has the judge’s key in hand. */
export async function order(stage: Stage, report: StepReport): Promise<void> {
  const { right } = await rightOf(stage);
  const { mspId, pem, sign } = signer(stage, OWN_KEY_JUDGE);
  const input = freezing(stage, 'A', right.id);
  const proposal = await stage.ledger.prepare('order:freeze', input, { mspId, pem });
  const endorsed = await stage.ledger.endorse(proposal.bytes, await sign(proposal.bytes));
  const { txId } = await stage.ledger.submitSigned(endorsed.bytes, await sign(endorsed.bytes));
  const [found] = await standing(stage);
  report.check(`${input.id} is ${found?.status ?? 'nothing'}.`, found?.status === 'ATTACHED');
  report.check('It is the court’s.', found?.by === usccOf(stage, JUDGE));
  const { orders } = await stage.ledger.evaluate(
    'encumbrance:orders',
    { on: { kind: 'RIGHT', id: right.id } },
    identityOf(stage, 'bank'),
  );
  const custody = orders[0]?.ordered.custody;
  report.check(`By its certificate, the key is ${custody ?? '?'}.`, custody === 'CLIENT_HELD');
  report.note(`Transaction ${txId}.`);
  Object.assign(playOf(stage), { frozenBy: txId });
  report.add({ order: input.id, txId, custody, status: found?.status });
}

function signer(
  stage: Stage,
  id: string,
): { mspId: string; pem: string; sign: (bytes: Uint8Array) => Promise<Uint8Array> } {
  const { identity } = person(stage, id);
  const { mspId, pem } = identity;
  return { mspId, pem, sign: (bytes) => identity.sign(bytes) };
}

/** No disposal passes the order, and nobody but its court lifts it. */
export async function refused(stage: Stage, report: StepReport): Promise<void> {
  const { right } = await rightOf(stage);
  const lift = (as: string) => (): Promise<unknown> =>
    act(stage, 'order:unfreeze', lifting(stage, 'A', right.id), as);
  const transfer = {
    ...{ type: 'TRANSFER' as const, rights: [{ right: right.id }] },
    ...{ to: usccOf(stage, 'holder-b'), agreementDigest: documentDigest('转让合同') },
    withholdNotice: '涉及商业秘密',
  };
  const before = told(await standing(stage));
  const codes = await refusals(report, [
    [
      'A transfer by the holder',
      'ASSET_FROZEN',
      () =>
        apply(stage, {
          ...{ id: caseId(stage, 'court-t'), form: transfer, by: HOLDER, registrar: REGISTRAR },
        }),
    ],
    ['The registrar lifts it', 'ORDER_NOT_LIFTED', lift(REGISTRAR)],
    ['The authority lifts it', 'ORDER_NOT_LIFTED', lift('authority-official')],
    ['Another court lifts it', 'ORDER_NOT_LIFTED', lift(OTHER_JUDGE)],
  ]);
  const after = told(await standing(stage));
  report.check(`It stands as before: ${after.join()}.`, after.join() === before.join());
  report.add({ refused: codes });
}

/** Whoever freezes a right learns what rests on it. */
export async function affected(stage: Stage, report: StepReport): Promise<void> {
  const { right } = await rightOf(stage);
  const page = await stage.ledger.evaluate(
    'lineage:affected',
    { of: { kind: 'RIGHT', id: right.id }, limit: 100 },
    identityOf(stage, JUDGE),
  );
  const found = page.items.map(({ kind, id }) => `${kind} ${id}`);
  for (const { kind, id, inForce } of page.items) {
    report.note(`${kind} ${id}: ${inForce ? 'in force' : 'not in force'}`);
  }
  report.check('The list is complete.', page.complete);
  report.check('The bank’s grant is on it.', found.includes(`GRANT ${grantId(stage, 'GC')}`));
  const { listing } = listedOf(stage);
  report.check('And so is the listing.', found.includes(`LISTING ${listing.id}`));
  const stands = (kind: string): boolean =>
    page.items.some((item) => item.kind === kind && item.inForce);
  report.check('Not in force: the listing.', !stands('LISTING'));
  report.check('In force still: what the bank was granted.', stands('GRANT'));
  report.add({ affected: found, complete: page.complete });
}
