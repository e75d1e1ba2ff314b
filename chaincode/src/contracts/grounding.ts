import {
  type ActedBy,
  type Decision,
  type ErrorCode,
  type LineageGround,
  LedgerError,
  nodeName,
  type ProcessingBasis,
  requireAgreementActive,
  requireOperator,
  requireUnblocked,
  requireUscc,
  responsibleFor,
  type RightView,
  type VersionRef,
} from '../model/index.js';
import { versionKey } from '../state/register.js';
import type { LedgerContext } from './context.js';
import { decide } from './granting.js';
import { rightView } from './targets.js';

/** Rights in one version that are looked through for one’s own. */
const MAX_RIGHTS = 200;

/**
 * What a basis comes to at this moment: the records it rests on, each good.
 *
 * @throws LedgerError AGREEMENT_NOT_FOUND, AGREEMENT_NOT_ACTIVE, CALLER_FORBIDDEN, RIGHT_NOT_FOUND,
 *   RIGHT_NOT_HELD, RIGHT_NOT_ACTIVE, ASSET_FROZEN, USCC_INVALID, GRANT_NOT_FOUND, PURPOSE_UNKNOWN,
 *   DATA_NOT_GRANTED and the reasons for which a grant gives nothing
 */
export async function groundsOf(
  ctx: LedgerContext,
  basis: ProcessingBasis,
  used: readonly VersionRef[],
  by: ActedBy,
): Promise<LineageGround[]> {
  switch (basis.kind) {
    case 'AUTHORISED_OPERATION':
      return [await agreementGround(ctx, basis.reference, by)];
    case 'RIGHT':
      return [rightGround(await viewAt(ctx, basis.reference, by), by.uscc)];
    case 'GRANT':
      return [await grantGround(ctx, basis, used, by)];
    case 'ENTRUSTMENT':
      requireUscc(basis.principal);
      return ownGrounds(ctx, responsibleFor(basis, by.uscc), used, by);
    case 'OWN_DATA':
      return ownGrounds(ctx, by.uscc, used, by);
  }
}

async function agreementGround(
  ctx: LedgerContext,
  id: string,
  by: ActedBy,
): Promise<LineageGround> {
  const agreement = await ctx.world.operation.agreements.require('AGREEMENT_NOT_FOUND', id);
  requireOperator(agreement, by);
  requireAgreementActive(agreement, by.at);
  return { kind: 'AGREEMENT', id };
}

/** Reasons that stand for themselves; of any other the grant is told not to be in effect. */
const told: readonly ErrorCode[] = [
  'GRANT_NOT_HELD',
  'GRANT_SUSPENDED',
  'GRANT_REVOKED',
  'GRANT_EXPIRED',
  'ASSET_FROZEN',
  'PURPOSE_PROHIBITED',
  'PURPOSE_DRIFT',
];

async function grantGround(
  ctx: LedgerContext,
  { reference: grant, purpose }: Extract<ProcessingBasis, { kind: 'GRANT' }>,
  used: readonly VersionRef[],
  { uscc: by, at }: ActedBy,
): Promise<LineageGround> {
  const decision = await decide(ctx, { grant, by, purpose }, { asOf: at, knownAt: at });
  if (!decision.permitted) throw notPermitted(grant, decision);
  const { right, subset } = decision.effective;
  const isOfThis = used.some((version) => nodeName(version) === nodeName(subset.data));
  if (right !== 'HOLD' && isOfThis) return { kind: 'GRANT', id: grant };
  throw new LedgerError('DATA_NOT_GRANTED', `${grant} gives no use of what is processed.`, {
    ...{ grant, right, data: subset.data },
  });
}

function notPermitted(
  grant: string,
  { reasons }: Extract<Decision, { permitted: false }>,
): LedgerError {
  const code = reasons.find((reason) => told.includes(reason.code))?.code ?? 'GRANT_NOT_ACTIVE';
  return new LedgerError(code, `${grant} does not permit this.`, { grant, reasons });
}

const viewAt = (ctx: LedgerContext, id: string, { at }: ActedBy): Promise<RightView> =>
  rightView(ctx, id, { asOf: at, knownAt: at });

function rightGround({ right, state, encumbrances }: RightView, holder: string): LineageGround {
  const { id, article } = right;
  if (right.holder !== holder) {
    throw new LedgerError('RIGHT_NOT_HELD', `${id} is not ${holder}’s.`, { right: id, article });
  }
  if (state.status !== 'ACTIVE') {
    const [reason] = state.reasons;
    throw new LedgerError('RIGHT_NOT_ACTIVE', `${id} is ${state.status}.`, {
      ...{ right: id, status: state.status, reason: reason?.code, article },
    });
  }
  requireUnblocked(encumbrances, 'USE');
  return { kind: 'RIGHT', id };
}

/**
 * Data that is nobody’s by the register is one’s own by one’s word. Once it is registered, only a
 * right in it makes it so: a word does not outlive a right that lapsed or was revoked.
 */
async function ownGrounds(
  ctx: LedgerContext,
  holder: string,
  used: readonly VersionRef[],
  by: ActedBy,
): Promise<LineageGround[]> {
  const grounds: LineageGround[] = [];
  for (const version of used) {
    const key = versionKey(version);
    const { items } = await ctx.world.register.rightsByVersion.first(MAX_RIGHTS, ...key);
    if (items.length > 0) grounds.push(await ownGround(ctx, items, { version, holder, by }));
  }
  return grounds;
}

async function ownGround(
  ctx: LedgerContext,
  ids: readonly string[],
  { version, holder, by }: { version: VersionRef; holder: string; by: ActedBy },
): Promise<LineageGround> {
  const own: RightView[] = [];
  for (const id of ids) {
    const view = await viewAt(ctx, id, by);
    if (view.right.holder === holder) own.push(view);
  }
  const good = own.find(({ state }) => state.status === 'ACTIVE') ?? own[0];
  if (good !== undefined) return rightGround(good, holder);
  throw new LedgerError('RIGHT_NOT_HELD', `${holder} has no right in ${version.asset}.`, {
    ...{ version, holder },
  });
}

/** Each record once, in a fixed order. */
export const distinct = (grounds: readonly LineageGround[]): LineageGround[] => [
  ...new Map(grounds.map((ground) => [`${ground.kind} ${ground.id}`, ground])).values(),
];
