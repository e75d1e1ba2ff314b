import { agreementId, OPERATOR, productId, refusals, identityOf } from './public-desk.js';
import { lookupCodeOf } from './public-resource.js';
import {
  apply,
  approve,
  assetId,
  caseId,
  digestsOf,
  explain,
  initialForm,
  type InitialForm,
  usccOf,
} from './registration-desk.js';
import { register } from './registration-national.js';
import type { StepReport } from './report.js';
import type { Stage } from './stage.js';

const PEOPLE = { reviewer: 'registrar1', approver: 'approver1' };
const REGISTRAR = PEOPLE.reviewer;

const productForm = (stage: Stage, publicCode: string | undefined): InitialForm =>
  initialForm(stage, productId(stage), {
    ...{ by: OPERATOR, origin: 'PUBLIC_AUTHORISED', digests: digestsOf(productId(stage)) },
    ...{ allocation: [{ holder: usccOf(stage, OPERATOR), right: 'OPERATE', share: 'CONCURRENT' }] },
    ...(publicCode === undefined ? {} : { publicCode }),
    withholdNotice: '涉及商业秘密，申请不予公示',
  });

/** A product of authorised operation is data property once it has its code, and while that lasts. */
export async function property(stage: Stage, report: StepReport): Promise<void> {
  const lookupCode = await lookupCodeOf(stage);
  const id = caseId(stage, 'prop');
  const with_ = (form: InitialForm) => (): Promise<unknown> =>
    apply(stage, { id, form, by: OPERATOR, registrar: REGISTRAR });
  const refused = await refusals(report, [
    ['Without a lookup code', 'PUBLIC_CODE_REQUIRED', with_(productForm(stage, undefined))],
    [
      'With a code that nobody was given',
      'PUBLIC_CODE_REQUIRED',
      with_(productForm(stage, 'ZY-511-20260210-000000000000')),
    ],
    [
      'With the code of other data',
      'PUBLIC_CODE_MISMATCH',
      with_({ ...productForm(stage, lookupCode), digests: digestsOf('other') }),
    ],
  ]);
  await with_(productForm(stage, lookupCode))();
  await explain(stage, id, { by: OPERATOR, registrar: REGISTRAR, why: '同一产品的再次演示登记' });
  await approve(stage, id, PEOPLE);
  const { no } = await register(stage, id, REGISTRAR);
  const { items } = await stage.ledger.evaluate(
    'register:rightsOf',
    { data: { asset: productId(stage), version: 1 }, limit: 10 },
    identityOf(stage, 'bank'),
  );
  const until = items[0]?.state.until;
  const term = await stage.ledger.evaluate(
    'agreement:read',
    { id: agreementId(stage) },
    identityOf(stage, 'bank'),
  );
  report.check(
    `Certificate ${no}; OPERATE ends with the agreement, on ${until ?? '?'}.`,
    until === term.agreement.term.to,
  );
  report.add({ certificate: no, lookupCode, until, refused });
}

/** NATIONAL_2026/15(3): what a public utility’s own operation brings forth is data property. */
export async function utility(stage: Stage, report: StepReport): Promise<void> {
  const [id, asset] = [caseId(stage, 'util'), assetId(stage, 'util')];
  const form = initialForm(stage, asset, {
    ...{ by: 'utility', origin: 'UTILITY_OPERATION' },
    withholdNotice: '涉及商业秘密，申请不予公示',
  });
  await apply(stage, { id, form, by: 'utility', registrar: REGISTRAR });
  await explain(stage, id, { by: 'utility', registrar: REGISTRAR, why: '再次演示' });
  await approve(stage, id, PEOPLE);
  const { no } = await register(stage, id, REGISTRAR);
  report.check(`${usccOf(stage, 'utility')} has certificate ${no}.`, no !== '');
  report.add({ certificate: no });
}
