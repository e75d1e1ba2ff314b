import type { Listing } from '@shuquan/chaincode/model';
import { idOf } from './depositing.js';
import {
  apply,
  asking,
  EXCHANGE,
  listedOf,
  OTHER,
  playOf,
  seen,
  SELLER,
  start,
  submitCheck,
  termsOn,
} from './exchange-desk.js';
import {
  act,
  apply as applyForRight,
  approve,
  assetId,
  caseId,
  codeOf,
  digestsOf,
  documentDigest,
  initialForm,
  usccOf,
} from './registration-desk.js';
import { register } from './registration-national.js';
import type { StepReport } from './report.js';
import { person, type Stage } from './stage.js';
import { verified } from './verified.js';

const PEOPLE = { reviewer: 'registrar1', approver: 'approver1' };
const DAY = 86_400_000;

/** 先确后市: without a registered right to operate the data there is nothing to list. */
export async function right(stage: Stage, report: StepReport): Promise<void> {
  const id = caseId(stage, 'x');
  const asset = assetId(stage, 'x');
  const over = { digests: digestsOf(asset), withholdNotice: '涉及商业秘密' };
  const form = initialForm(stage, asset, { by: SELLER, ...over });
  await applyForRight(stage, { id, form, by: SELLER, registrar: PEOPLE.reviewer });
  await approve(stage, id, PEOPLE);
  const { no } = await register(stage, id, PEOPLE.reviewer);
  const query = { data: { asset, version: 1 }, right: 'OPERATE' as const, limit: 1 };
  const { items } = await stage.ledger.evaluate(
    'register:rightsOf',
    query,
    person(stage, SELLER).identity,
  );
  const held = items[0]?.right.id ?? '';
  Object.assign(playOf(stage), { right: held, certificate: no });
  report.check(`Certificate ${no}, with the right to operate the data.`, held !== '' && no !== '');
  report.add({ certificate: no, right: held });
}

/** Not exclusive: on both exchanges, each told of the other. */
export async function beside(stage: Stage, report: StepReport): Promise<void> {
  const made: Listing[] = [];
  for (const exchange of [EXCHANGE, OTHER]) {
    const terms = await termsOn(stage, `n-${exchange}`, { exchange, mode: 'NON_EXCLUSIVE' });
    const check = await submitCheck(stage, terms, exchange);
    const listing = await apply(stage, `L-${exchange}`, { terms, exchange });
    await start(stage, listing, check, exchange);
    made.push(listing);
  }
  for (const [at, listing] of made.entries()) {
    const { state, others } = await seen(stage, listing);
    const told = others.map((other) => other.listing);
    report.check(
      `${listing.id} is ${state.status} and tells of ${told.join(', ')}.`,
      state.status === 'LISTED' && told.join() === made[1 - at]?.id,
    );
  }
  for (const { id } of made) {
    await act(stage, 'listing:delist', { id, reasons: '改为独家挂牌' }, SELLER);
  }
  report.add({ listings: made.map(({ id }) => id) });
}

/** RC-1: over every register, for this exchange, these terms and this nonce. */
export async function check(stage: Stage, report: StepReport): Promise<void> {
  const terms = await termsOn(stage, 'RC-1', { exchange: EXCHANGE, mode: 'EXCLUSIVE' });
  const found = await submitCheck(stage, terms, EXCHANGE);
  Object.assign(playOf(stage), {
    check: found,
    listing: await apply(stage, 'L-1', { terms, exchange: EXCHANGE }),
  });
  report.check(`RC-1 is ${found.verdict}, good until ${found.validUntil}.`, isClear(found));
  const { envelope } = await stage.ledger.attest(
    'check:read',
    { txId: found.txId },
    person(stage, EXCHANGE).identity,
    stage.organizations,
  );
  const { verdict } = verified(stage, envelope);
  report.check(`Signed by ${stage.organizations.join(', ')}: ${verdict}.`, verdict === 'VALID');
  report.add({ verdict: found.verdict, terms: found.terms, nonce: found.nonce, signed: verdict });
}

const isClear = ({ verdict, reasons }: { verdict: string; reasons: unknown[] }): boolean =>
  verdict === 'CLEAR' && reasons.length === 0;

export async function list(stage: Stage, report: StepReport): Promise<void> {
  const { check: found, listing } = listedOf(stage);
  await start(stage, listing, found, EXCHANGE);
  const { state } = await seen(stage, listing);
  report.check(`${listing.id} is ${state.status}, for one buyer alone.`, state.status === 'LISTED');
  report.add({ listing: listing.id, status: state.status });
}

/** RC-1 belongs to one exchange; a check of its own tells the other of the exclusive listing. */
export async function elsewhere(stage: Stage, report: StepReport): Promise<void> {
  const { check: found } = listedOf(stage);
  const terms = await termsOn(stage, 'L-2', { exchange: OTHER, mode: 'EXCLUSIVE' });
  const listing = await apply(stage, 'L-2', { terms, exchange: OTHER });
  const reused = await codeOf(start(stage, listing, found, OTHER));
  report.check(`RC-1 on another exchange: ${reused}.`, reused === 'ANSWER_AUDIENCE_MISMATCH');
  const own = await submitCheck(stage, terms, OTHER);
  const [reason] = own.reasons;
  report.check(
    `A check of its own: ${own.verdict}, ${reason?.code ?? '?'} of ${reason?.about.id ?? '?'}.`,
    reason?.code === 'LISTING_CONFLICT_EXCLUSIVE',
  );
  const refused = await codeOf(start(stage, listing, own, OTHER));
  report.check(`Listed all the same: ${refused}.`, refused === 'LISTING_CONFLICT_EXCLUSIVE');
  const again = await codeOf(start(stage, listedOf(stage).listing, found, EXCHANGE));
  report.check(`RC-1 a second time: ${again}.`, again === 'LISTING_STATE_FORBIDS');
  report.add({ reused, refused, again });
}

/** P-D holds nothing, and every organisation signs that. */
export async function unheld(stage: Stage, report: StepReport): Promise<void> {
  const { terms } = listedOf(stage).listing;
  const by = 'holder-d';
  const code = await codeOf(apply(stage, 'L-D', { terms, exchange: EXCHANGE, by }));
  report.check(`Whoever holds no right lists nothing: ${code}.`, code === 'RIGHT_NOT_HELD');
  const { value, envelope } = await stage.ledger.attest(
    'check:evaluate',
    asking(stage, terms, EXCHANGE, by),
    person(stage, EXCHANGE).identity,
    stage.organizations,
  );
  const { verdict } = verified(stage, envelope);
  const codes = value.reasons.map((each) => each.code);
  report.check(
    `Signed as of beacon ${String(value.asked.beacon)}: ${codes.join(', ')}.`,
    verdict === 'VALID' && codes.includes('RIGHT_NOT_HELD'),
  );
  report.add({ code, signed: verdict });
}

/** 场所与数据商分离 (20条 5). */
export async function separation(stage: Stage, report: StepReport): Promise<void> {
  const by = 'holder-b';
  const pair = { first: usccOf(stage, EXCHANGE), second: usccOf(stage, by) };
  const paper = { documentDigest: documentDigest('关联关系申报') };
  await act(stage, 'affiliate:declare', { ...pair, relation: 'SHAREHOLDING', ...paper }, EXCHANGE);
  try {
    const { terms } = listedOf(stage).listing;
    const code = await codeOf(apply(stage, 'L-B', { terms, exchange: EXCHANGE, by }));
    report.check(`An affiliate of the exchange lists: ${code}.`, code === 'SEPARATION_VIOLATION');
    report.add({ code });
  } finally {
    await act(stage, 'affiliate:end', { ...pair, ...paper }, EXCHANGE);
  }
}

/** An order writes nothing to the listing; the listing is suspended with the order’s block. */
export async function frozen(stage: Stage, report: StepReport): Promise<void> {
  const { listing } = listedOf(stage);
  const order = {
    ...{ id: idOf(stage, 'JO'), on: [{ kind: 'RIGHT' as const, id: playOf(stage).right }] },
    ...{ caseNo: '（2026）川01执保7号', documentDigest: documentDigest('裁定书') },
    blocks: ['DISPOSE' as const, 'LIST' as const],
    until: new Date(Date.now() + 30 * DAY).toISOString(),
  };
  const { block } = await act(stage, 'order:freeze', order, 'judge');
  const { state } = await seen(stage, listing);
  const [reason] = state.reasons;
  report.check(
    `Block ${String(block)} freezes the right: ${listing.id} is ${state.status}, ${reason?.code ?? '?'} by ${reason?.about.id ?? '?'}.`,
    state.status === 'SUSPENDED' && reason?.code === 'ASSET_FROZEN',
  );
  report.note('A gateway that serves this ledger tells the exchange: listing.status-derived.');
  report.add({ status: state.status, order: order.id, block: String(block) });
}

/** What the exchange shows to anybody who asks. */
export async function answer(stage: Stage, report: StepReport): Promise<void> {
  const { envelope } = await stage.ledger.attest(
    'listing:read',
    { id: listedOf(stage).listing.id },
    person(stage, EXCHANGE).identity,
    stage.organizations,
  );
  const { verdict, independentOrganizations: independent } = verified(stage, envelope);
  report.check(`The signed answer on the listing is ${verdict}.`, verdict === 'VALID');
  report.add({ verdict, independent });
}
