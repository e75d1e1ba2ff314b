import {
  type Bound,
  canonicalize,
  type GrantScope,
  isWithin,
  meet,
  type PurposeTree,
  treeOf,
} from '@shuquan/chaincode/model';
import { policyOf } from '../odrl/export.js';
import { importPolicy, requireText } from '../odrl/import.js';
import { agreementId, identityOf } from './public-desk.js';
import { codeOf, documentDigest } from './registration-desk.js';
import type { StepReport } from './report.js';
import type { Stage } from './stage.js';
import { BANK, grantId } from './sublicence-desk.js';

/** What a policy says once it was read back: what is compared is what others will understand. */
const said = (grant: Parameters<typeof policyOf>[0], scope: GrantScope): GrantScope =>
  importPolicy(policyOf(grant, scope)).scope;

async function purposes(stage: Stage): Promise<PurposeTree> {
  const key = { listId: 'PURPOSES', version: 1 };
  const { document } = await stage.ledger.evaluate('codelist:read', key, identityOf(stage, BANK));
  if (document.kind !== 'PURPOSES') throw new TypeError('The list of purposes is in force.');
  return treeOf(document);
}

/** The purposes of the agreement, as a bound on everything below it. */
async function agreed(stage: Stage): Promise<Bound> {
  const { agreement } = await stage.ledger.evaluate(
    'agreement:read',
    { id: agreementId(stage) },
    identityOf(stage, BANK),
  );
  return { purposes: agreement.purposes, prohibited: agreement.prohibitedPurposes };
}

/** The policy of SG-1 says what AGR-1, G-2 and SG-1 allow together, and is bound to its text. */
export async function policy(stage: Stage, report: StepReport): Promise<void> {
  const as = identityOf(stage, BANK);
  const [above, below] = await Promise.all(
    ['G-2', 'SG-1'].map((name) =>
      stage.ledger.evaluate('grant:read', { id: grantId(stage, name) }, as),
    ),
  );
  if (above === undefined || below?.effective === undefined) {
    throw new TypeError('An earlier step had to grant both.');
  }
  const tree = await purposes(stage);
  const within = (code: string, broader: string): boolean => isWithin(tree, code, broader);
  const two = meet(await agreed(stage), said(above.grant, above.grant.scope), within);
  const three = two && meet(two, said(below.grant, below.grant.scope), within);
  const depth = below.grant.scope.depth;
  const exported = policyOf(below.grant, below.effective);
  const found = importPolicy(exported);
  report.check(
    'The ODRL policy of SG-1 is the meet of the three: agreement, G-2 and SG-1.',
    three !== undefined && canonicalize(found.scope) === canonicalize({ ...three, depth }),
  );
  report.note(`It prohibits ${found.scope.prohibited?.join(', ') ?? 'nothing'}.`);
  requireText(found, documentDigest('分许可文本'));
  const altered = Promise.resolve().then(() => {
    requireText(found, documentDigest('分许可文本（已改）'));
  });
  const code = await codeOf(altered);
  report.check(`Held against a text that was changed: ${code}.`, code === 'ODRL_TEXT_MISMATCH');
  report.add({ policy: exported.profile, prohibited: found.scope.prohibited, text: code });
}
