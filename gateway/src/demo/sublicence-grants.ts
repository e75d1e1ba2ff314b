import type { GrantScope } from '@shuquan/chaincode/model';
import { identityOf, OPERATOR, refusals } from './public-desk.js';
import { act, documentDigest, usccOf } from './registration-desk.js';
import type { StepReport } from './report.js';
import type { Stage } from './stage.js';
import {
  BANK,
  bankScope,
  CALLS,
  grant,
  grantId,
  inDays,
  LICENSED,
  offerBelow,
  operatingRight,
  qualify,
  SERVICE,
  serviceScope,
} from './sublicence-desk.js';

/** G-2: the operator grants the use of its product, out of a right that is in force. */
export async function granting(stage: Stage, report: StepReport): Promise<void> {
  const offer = {
    id: grantId(stage, 'G-2'),
    grantee: usccOf(stage, SERVICE),
    source: { kind: 'RIGHT' as const, right: await operatingRight(stage) },
    scope: serviceScope(stage),
    textDigest: documentDigest('许可文本'),
  };
  const { id, scope } = await grant(stage, offer, OPERATOR, SERVICE);
  const { status } = await stage.ledger.evaluate('grant:read', { id }, identityOf(stage, SERVICE));
  report.note(
    `${id}: ${scope.right} of ${scope.fields?.join(', ') ?? '*'} in ${scope.territory.join(', ')} ` +
      `for ${scope.purposes.join(', ')}, ${String(scope.count)} calls until ${scope.term.to}.`,
  );
  report.check(`Accepted by the service, it is ${status}.`, status === 'ACTIVE');
  report.add({ grant: id, status });
}

/** SG-1: less of the same to a bank, whose calls are taken out of those of the service. */
export async function passingOn(stage: Stage, report: StepReport): Promise<void> {
  const qualification = await qualify(stage, BANK, LICENSED);
  const offer = offerBelow(stage, 'G-2', BANK, bankScope(stage), {
    ...{ id: grantId(stage, 'SG-1'), qualifications: [qualification] },
  });
  const { id } = await grant(stage, offer, SERVICE, BANK);
  const as = identityOf(stage, BANK);
  const { status } = await stage.ledger.evaluate('grant:read', { id }, as);
  report.check(`${id} to the bank is ${status}.`, status === 'ACTIVE');
  const above = { grant: grantId(stage, 'G-2') };
  const { left } = await stage.ledger.evaluate('use:quota', above, as);
  report.check(
    `The service has ${String(left)} calls left for itself.`,
    left === CALLS.granted - CALLS.passedOn,
  );
  report.add({ grant: id, status, left });
}

/** Each dimension by itself: a child is accepted only within its parent. */
export async function violations(stage: Stage, report: StepReport): Promise<void> {
  const proof = `q-${stage.run}-${BANK}`;
  const offer =
    (over: Partial<GrantScope>, to = BANK) =>
    (): Promise<unknown> => {
      const cited = to === BANK ? { qualifications: [proof] } : {};
      const scope = { ...bankScope(stage), ...over };
      return act(stage, 'grant:offer', offerBelow(stage, 'G-2', to, scope, cited), SERVICE);
    };
  const furtherScope = { ...bankScope(stage), count: 1 };
  const further = (): Promise<unknown> =>
    act(stage, 'grant:offer', offerBelow(stage, 'SG-1', 'bank2', furtherScope), BANK);
  const { from } = bankScope(stage).term;
  const refused = await refusals(report, [
    ['The right to operate', 'SUBGRANT_EXCEEDS_RIGHT', offer({ right: 'OPERATE' })],
    [
      'A field more',
      'SUBGRANT_EXCEEDS_FIELDS',
      offer({ fields: ['uscc', 'grade', 'litigation_cnt'] }),
    ],
    ['The whole country', 'SUBGRANT_EXCEEDS_TERRITORY', offer({ territory: ['CN'] })],
    ['Half a year longer', 'SUBGRANT_EXCEEDS_TERM', offer({ term: { from, to: inDays(548) } })],
    ['90,000 calls', 'SUBGRANT_EXCEEDS_COUNT', offer({ count: 90_000 })],
    ['To whoever is no licensed institution', 'SUBGRANT_EXCEEDS_RECIPIENT', offer({}, 'holder-d')],
    ['From the bank to another bank', 'SUBGRANT_EXCEEDS_DEPTH', further],
    ['For marketing', 'PURPOSE_PROHIBITED', offer({ purposes: ['MARKETING'] })],
    [
      'For ranking debtors',
      'SUBGRANT_EXCEEDS_PURPOSE',
      offer({ purposes: ['COLLECTION_RANKING'] }),
    ],
    ['With another form of results', 'SUBGRANT_EXCEEDS_PURPOSE', offer({ outputTypes: ['SCORE'] })],
  ]);
  report.add({ refused });
}
