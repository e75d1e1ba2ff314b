import { emergencyCatalogue, type Output } from '@shuquan/chaincode/model';
import { nodeCrypto } from '@shuquan/gateway/crypto';
import { developmentRules } from '@shuquan/gateway/founding/rules';
import { checkFeed, Verifier, verifyFeed } from '@shuquan/verifier';
import { expect } from 'chai';
import { DeliveryDesk } from '../support/delivery-desk.js';
import { EmergencyDesk, PAPER } from '../support/emergency-desk.js';
import { members, unique } from '../support/founded.js';
import { BANK, CONSUMER_C, HOLDER_D, IMPLEMENTING_BODY, SUPERVISOR2 } from '../support/parties.js';
import { plant } from '../support/planting.js';
import { publicChain } from '../support/public-grant.js';
import { revocation } from '../support/register-forms.js';
import { boundedByTime, submitsOf } from './bounded.js';
import { emergencySamples } from './emergency-samples.js';
import { contractSuite, covers, type OpenBench, skip, type Use } from './suite.js';

type UseDesk = () => EmergencyDesk;
type On = Output<'emergency:on'>['on'];
const onRight = (id: string): On => ({ kind: 'RIGHT', id });

/** 应急暂停与监管共享: what supervisors stop for a while, together, and tell each other. */
export function emergencySuite(name: string, open: OpenBench): void {
  contractSuite(`emergencies: ${name}`, open, (use) => {
    const desk = desks(use);
    describe('a suspension', () => {
      suspending(desk, use);
    });
    describe('one across sectors', () => {
      crossing(desk);
    });
    describe('its file', () => {
      filed(desk);
    });
    describe('the shared feed', () => {
      feeding(desk);
    });
    describe('time', () => {
      boundedByTime(use, submitsOf(emergencyCatalogue), (of) => ({
        input: emergencySamples[of as keyof typeof emergencySamples],
        as: 'supervisor',
      }));
    });
    covers('emergency', use);
    covers('supervision', use);
  });
}

function desks(use: Use): UseDesk {
  let desk: EmergencyDesk | undefined;
  before('accredits two supervisors', async () => {
    desk = new EmergencyDesk(use());
    await use().timely();
    await desk.exchanges();
    await desk.accredited();
  });
  beforeEach('states the time', async () => {
    await use().timely();
  });
  return () => {
    if (desk === undefined) throw new TypeError('There is no desk.');
    return desk;
  };
}

function suspending(desk: UseDesk, use: Use): void {
  it('stops grants, deliveries and listings of a right until its term ends or it is lifted', async () => {
    const { granted, listing } = await desk().onMarket();
    const { id: grant } = await desk().granted(desk().rootOffer(granted), 'holder-a', 'consumer-c');
    const on = onRight(granted.right);
    const seen = async (): Promise<unknown[]> => [
      (await desk().grant(grant)).status,
      (await desk().permits(grant, CONSUMER_C)).decision.permitted,
      (await desk().seen(listing)).state.status,
      (await desk().stage.ask('register:right', { id: granted.right }, 'bank')).state.status,
    ];
    const before = await seen();

    const id = await desk().suspend(on);
    const during = await seen();
    const { decision } = await desk().permits(grant, CONSUMER_C);
    const offer = desk().rootOffer(granted);
    const offered = await desk().refused('grant:offer', offer, 'holder-a');
    await desk().lift(id);

    expect(before).to.deep.equal(['ACTIVE', true, 'LISTED', 'ACTIVE']);
    expect(during).to.deep.equal(['SUSPENDED', false, 'SUSPENDED', 'ACTIVE']);
    expect(decision.permitted ? [] : decision.reasons.map(({ what }) => what)).to.deep.equal([
      `EMERGENCY ${id}`,
    ]);
    expect(offered).to.equal('ASSET_FROZEN');
    expect(await seen()).to.deep.equal(before);
    expect(await desk().statuses(on)).to.deep.equal(['LIFTED']);
    const again = { id, documentDigest: PAPER, reasons: '再次' };
    expect(await desk().refused('emergency:lift', again, 'supervisor')).to.equal(
      'EMERGENCY_STATE_FORBIDS',
    );
  });

  it('lets nothing be delivered under a grant, and says so on record', async () => {
    const deliveries = await DeliveryDesk.open(use());
    const grant = await deliveries.grantFor();
    const { asset, version } = grant.scope.subset.data;
    const id = await desk().suspend({ kind: 'VERSION', id: `${asset}@${String(version)}` });
    const refused = await deliveries.dispatch(await deliveries.dispatchInput({}, grant));
    await desk().lift(id);
    const made = await deliveries.delivered({}, grant);

    expect(refused).to.include({ outcome: 'REFUSED', code: 'ASSET_FROZEN' });
    expect(made.grant).to.equal(grant.id);
  });

  it('of a version is one of every right in it, and ends by itself', async function () {
    const granted = await desk().operated();
    const { id: grant } = await desk().granted(desk().rootOffer(granted), 'holder-a', 'consumer-c');
    const on: On = { kind: 'VERSION', id: `${granted.asset}@1` };

    await desk().suspend(on);

    expect((await desk().grant(grant)).status).to.equal('SUSPENDED');
    if (desk().stage.bench.advance === undefined) return;
    await desk().later(6);
    expect((await desk().grant(grant)).status).to.equal('ACTIVE');
    expect(await desk().statuses(on)).to.deep.equal(['EXPIRED']);
  });

  it('is of an accredited supervisor of the data’s sector, for an incident that is open', async () => {
    const { right } = await desk().operated();
    const [own, other] = await desk().accredited();
    const order = await desk().order(onRight(right));
    const refuse = (over: object, as = 'supervisor'): Promise<string> =>
      desk().refused('emergency:suspend', { ...order, ...over }, as);

    expect(await refuse({ qualification: other })).to.equal('SECTOR_NOT_ACCREDITED');
    expect(await refuse({}, 'supervisor2')).to.equal('SECTOR_NOT_ACCREDITED');
    const merchant = await desk().qualified(IMPLEMENTING_BODY, 'DATA_MERCHANT');
    expect(await refuse({ qualification: merchant })).to.equal('SECTOR_NOT_ACCREDITED');
    expect(await refuse({ on: onRight('nothing') })).to.equal('RIGHT_NOT_FOUND');
    for (const id of ['nothing@1', 'nothing']) {
      expect(await refuse({ on: { kind: 'VERSION', id } })).to.equal('VERSION_UNKNOWN');
    }
    expect(await refuse({ on: { kind: 'PARTY', id: 'somebody' } })).to.equal('USCC_INVALID');
    expect(await refuse({ incident: 'nothing' })).to.equal('RECORD_NOT_FOUND');
    expect(await refuse({ until: desk().in(4_000) })).to.equal('ORDER_TERM_EXCEEDED');
    expect(await refuse({ id: '13800138000' })).to.equal('PERSONAL_DATA_REFUSED');
    const incident = await desk().incident();
    const findings = '已处置';
    await desk().act('incident:contain', { id: incident, findings }, 'holder-a');
    await desk().act('incident:close', { id: incident, findings }, 'supervisor');
    expect(await refuse({ incident })).to.equal('RECORD_STATE_FORBIDS');
    expect(order.qualification).to.equal(own);
    await desk().act('emergency:suspend', order, 'supervisor');
    expect(await refuse({})).to.equal('EMERGENCY_EXISTS');
    await desk().lift(order.id);
    const { g2, right: product } = await publicChain(use());
    const finance = { ...(await desk().order(onRight(product))), qualification: other };
    expect(await desk().refused('emergency:suspend', finance, 'supervisor2')).to.equal(
      'SECTOR_NOT_COMPETENT',
    );
    const id = await desk().suspend(onRight(product));
    expect((await desk().grant(g2.id)).status).to.equal('SUSPENDED');
    await desk().lift(id);
  });

  it('fits no more often upon a target than is read at once, and only under rules in force', async function () {
    const { right } = await desk().operated();
    const order = await desk().order(onRight(right));
    const full = { v: 1, orders: Array.from({ length: 60 }, () => ({ ...planted() })) };
    await plant(desk().stage.bench, ['emergency', 'RIGHT', right], full);
    expect(await desk().refused('emergency:suspend', order, 'supervisor')).to.equal(
      'EMERGENCY_STATE_FORBIDS',
    );
    const { openUnder } = use().bench;
    if (openUnder === undefined) skip(this, 'rules of its own need a channel of its own');
    const rules = developmentRules(2027).filter(({ kind }) => kind !== 'ENFORCEMENT_RULES');
    const bench = await openUnder(rules);
    try {
      const bare = new EmergencyDesk(use().on(bench));
      await bare.time();
      const party = await bare.order({ kind: 'PARTY', id: BANK });
      expect(await bare.refused('emergency:suspend', party, 'supervisor')).to.equal(
        'PROFILE_NOT_IN_FORCE',
      );
    } finally {
      await bench.close();
    }
  });
}

const hex = '0'.repeat(64);
const planted = (): object => ({
  ...{ id: unique('EM'), incident: 'in-1', reason: 'DATA_LEAK', documentDigest: hex },
  ...{ until: '2026-01-02T00:00:00.000Z', sectors: [], joint: false },
  proposed: {
    ...{ uscc: IMPLEMENTING_BODY, mspId: 'AuthorityMSP', role: 'supervisor', fingerprint: hex },
    ...{ custody: 'CUSTODIAL', at: '2026-01-01T00:00:00.000Z', txId: hex },
    ...{ sector: 'MARKET_REGULATION', qualification: 'q-1' },
  },
});

function crossing(desk: UseDesk): void {
  it('takes effect once another sector’s supervisor has signed the same document', async () => {
    const granted = await desk().operatedBy('holder-d', HOLDER_D);
    const { id: grant } = await desk().granted(desk().rootOffer(granted), 'holder-d', 'consumer-c');
    const on: On = { kind: 'PARTY', id: HOLDER_D };
    const status = async (): Promise<string> => (await desk().grant(grant)).status;
    const id = await desk().suspend(on);
    const [own, other] = await desk().accredited();
    const refuse = (over: object, as = 'supervisor2'): Promise<string> => {
      const input = { id, qualification: other, documentDigest: PAPER, ...over };
      return desk().refused('emergency:cosign', input, as);
    };

    expect(await status()).to.equal('ACTIVE');
    expect(await desk().statuses(on)).to.deep.equal(['AWAITING_COSIGNATURE']);
    expect(await refuse({ qualification: own }, 'supervisor')).to.equal('SECTOR_NOT_COMPETENT');
    expect(await refuse({ qualification: own })).to.equal('SECTOR_NOT_ACCREDITED');
    expect(await refuse({ documentDigest: hex })).to.equal('ROOT_MISMATCH');
    expect(await refuse({ id: 'nothing' })).to.equal('EMERGENCY_NOT_FOUND');
    const { emergency } = await desk().cosign(id);
    expect(emergency.cosigned).to.include({ uscc: SUPERVISOR2, sector: 'FINANCE' });
    expect(await status()).to.equal('SUSPENDED');
    expect(await refuse({})).to.equal('EMERGENCY_STATE_FORBIDS');
    const mine = { id, documentDigest: PAPER, reasons: '已处置' };
    expect(await desk().refused('emergency:lift', mine, 'supervisor2')).to.equal(
      'CALLER_FORBIDDEN',
    );
    const none = { ...mine, id: 'nothing' };
    expect(await desk().refused('emergency:lift', none, 'supervisor')).to.equal(
      'EMERGENCY_NOT_FOUND',
    );
    const said = { ...mine, reasons: '联系 13800138000' };
    expect(await desk().refused('emergency:lift', said, 'supervisor')).to.equal(
      'PERSONAL_DATA_REFUSED',
    );
    await desk().lift(id);
    expect(await status()).to.equal('ACTIVE');
  });

  it('of a party stops what it was given as well as what it gave', async () => {
    const granted = await desk().operated();
    const grant = await desk().granted(desk().rootOffer(granted), 'holder-a', 'consumer-c');
    const sub = await desk().granted(desk().subOffer(grant, BANK), 'consumer-c', 'bank');
    const id = await desk().suspend({ kind: 'PARTY', id: CONSUMER_C });
    await desk().cosign(id);

    const found = await Promise.all([grant.id, sub.id].map((each) => desk().grant(each)));
    await desk().lift(id);

    expect(found.map(({ status }) => status)).to.deep.equal(['SUSPENDED', 'SUSPENDED']);
    expect((await desk().grant(sub.id)).status).to.equal('ACTIVE');
  });
}

function filed(desk: UseDesk): void {
  it('is opened to its sides, and to courts and another sector for a purpose on record', async () => {
    const { right } = await desk().operated();
    const id = await desk().suspend(onRight(right));
    const read = (as: string, over: object = {}): Promise<string> =>
      desk().stage.code('emergency:file', { id, ...over }, as);

    const own = await desk().stage.ask('emergency:file', { id }, 'supervisor');
    expect(own.status).to.equal('IN_FORCE');
    const on = { kind: 'EMERGENCY' as const, id };
    const seen = await desk().stage.opened('emergency:file', { id }, { on, as: 'judge' });
    expect(seen.status).to.equal('IN_FORCE');
    expect(await read('supervisor2')).to.equal('QUERY_PURPOSE_MISSING');
    const asked = { id: unique('qu'), on, basis: '协同监管' };
    const purpose = 'SUPERVISION';
    const papers = { caseNo: '协查〔2026〕1号', documentDigest: PAPER };
    await desk().act('query:ask', { ...asked, purpose, ...papers }, 'supervisor2');
    const cited = { query: asked.id, purpose };
    expect(await read('supervisor2', { ...cited, query: 'none' })).to.equal('QUERY_NOT_FOUND');
    expect(await read('supervisor2', { ...cited, purpose: 'AUDIT' })).to.equal(
      'QUERY_PURPOSE_EXCEEDED',
    );
    const view = await desk().stage.ask('emergency:file', { id, ...cited }, 'supervisor2');
    expect(view.emergency).to.include({ documentDigest: PAPER, reason: 'DATA_LEAK' });
    expect(await read('supervisor', { id: 'nothing' })).to.equal('EMERGENCY_NOT_FOUND');
    const { items } = await desk().stage.ask('query:about', { limit: 5 }, 'holder-a');
    expect(items.map((item) => item.id)).to.include(asked.id);
    const late = { on: onRight(right), asOf: desk().in(30) };
    expect(await desk().stage.code('emergency:on', late, 'bank')).to.equal('AS_OF_TOO_LATE');
    await desk().lift(id);
  });
}

function feeding(desk: UseDesk): void {
  it('numbers incidents, suspensions and revocations without a gap', async () => {
    const { certificate, right } = await certified(desk);
    const start = (await desk().feed()).at(-1)?.total ?? 0;
    const incident = await desk().incident();
    const id = await desk().suspend(onRight(right), { incident });
    await desk().lift(id);
    const of = { kind: 'CERTIFICATE' as const, id: certificate };
    const publish = { of, cause: 'REVOKED' as const, documentDigest: PAPER };
    expect(await desk().refused('supervision:publish', publish, 'registrar1')).to.equal(
      'RECORD_STILL_IN_FORCE',
    );
    const none = { ...publish, of: { ...of, id: 'nothing' } };
    expect(await desk().refused('supervision:publish', none, 'registrar1')).to.equal(
      'RECORD_NOT_FOUND',
    );
    await desk().registered(unique('rc'), revocation(certificate), { as: 'registrar1' });
    await desk().act('supervision:publish', publish, 'registrar1');

    const pages = await desk().feed(start + 1, 2);
    const items = pages.flatMap((page) => page.items);

    expect(items.map(({ kind, what, id: of_ }) => `${kind} ${what} ${of_}`)).to.deep.equal([
      `INCIDENT REPORTED ${incident}`,
      ...[`SUSPENSION IN_FORCE ${id}`, `SUSPENSION LIFTED ${id}`],
      `REVOCATION REVOKED ${certificate}`,
    ]);
    expect(items.map(({ number }) => number)).to.deep.equal(
      [1, 2, 3, 4].map((place) => start + place),
    );
    expect(checkFeed(await desk().feed(1, 3)).verdict).to.equal('VALID');
    const [beyond] = await desk().feed(start + 50);
    expect(beyond).to.deep.include({ items: [], complete: true, total: start + 4 });
  });

  it('is signed by several organisations, and whole to whoever checks it alone', async function () {
    const { bench } = desk().stage;
    const { anchors } = bench;
    if (anchors === undefined) skip(this, 'this channel has no anchors');
    for (let made = 0; made < 3; made += 1) await desk().incident();
    const total = (await desk().feed()).at(-1)?.total ?? 0;
    const from = total - 2;
    const answers: string[] = [];
    for (const number of [from, from + 2]) {
      const input = { from: number, limit: 2 };
      const { envelope } = await bench.ledger.attest(
        ...(['supervision:feed', input, bench.as('bank'), members] as const),
      );
      const base64 = Buffer.from(envelope).toString('base64');
      answers.push(JSON.stringify({ v: 1, kind: 'shuquan.answer', envelope: base64 }));
    }
    const [first] = await desk().feed(from, 1);
    const since = first?.before ?? { count: 0, digest: hex };
    const verifier = new Verifier(anchors(), nodeCrypto);
    const check = (given: readonly string[], start = since): string =>
      verifyFeed(given, verifier, { require: members, since: start }).verdict;

    expect(check(answers)).to.equal('VALID');
    expect(check(answers.slice(0, 1))).to.equal('INCOMPLETE');
    expect(check(answers.slice(1))).to.equal('INVALID');
    expect(check(answers.toReversed())).to.equal('INVALID');
    expect(check(answers, { count: since.count, digest: hex })).to.equal('INVALID');
    const [a = '', b = ''] = answers;
    const bent = b.replace(/.(?=.{40}"}$)/, (letter) => (letter === 'A' ? 'B' : 'A'));
    expect(check([a, bent])).to.equal('INVALID');
  });
}

async function certified(desk: UseDesk): Promise<{ certificate: string; right: string }> {
  const { right } = await desk().operated();
  const page = await desk().stage.ask(
    'lineage:affected',
    { of: { kind: 'RIGHT', id: right }, limit: 5 },
    'bank',
  );
  const found = page.items.find(({ kind }) => kind === 'CERTIFICATE');
  if (found === undefined) throw new TypeError(`${right} has no certificate.`);
  return { certificate: found.id, right };
}
