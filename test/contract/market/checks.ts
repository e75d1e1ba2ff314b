import { developmentRules } from '@shuquan/gateway/founding/rules';
import { termsDigest } from '@shuquan/chaincode/model';
import { expect } from 'chai';
import { assess } from '../../support/assessor.js';
import { unique } from '../../support/founded.js';
import { codesOf, digest, nonce } from '../../support/market-desk.js';
import { CONSUMER_C, EXCHANGE, HOLDER_A, HOLDER_D } from '../../support/parties.js';
import { skip } from '../suite.js';
import type { UseMarket } from '../market.suite.js';

export function checks(desk: UseMarket): void {
  it('is CLEAR over every register, for one exchange, one set of terms and one nonce', async () => {
    const granted = await desk().operated();
    const terms = await desk().terms(granted);
    const asked = desk().asking(terms);

    const { value, txId } = await desk().commit('check:submit', asked, 'exchange');

    expect(value).to.deep.include({
      ...{ v: 1, kind: 'RIGHTS', txId, verdict: 'CLEAR', reasons: [], label: 'OWN', others: [] },
      ...{ seller: HOLDER_A, audience: EXCHANGE, nonce: asked.nonce, venue: 'ON_EXCHANGE' },
      terms: termsDigest(terms),
    });
    expect(Date.parse(value.validUntil) - Date.parse(value.at)).to.equal(86_400_000);
    const read = await desk().stage.ask('check:read', { txId }, 'bank');
    expect(read).to.deep.include({ check: value, expired: false });
  });

  it('is evaluated without a transaction, and says the same', async () => {
    const granted = await desk().operated();
    const terms = await desk().terms(granted);
    const asked = desk().asking(terms);

    const answer = await desk().stage.ask('check:evaluate', asked, 'exchange');

    expect(answer).to.deep.include({ verdict: 'CLEAR', reasons: [], nonce: asked.nonce });
  });

  it('is signed by the peers of several organisations', async () => {
    const granted = await desk().operated();
    const asked = desk().asking(await desk().terms(granted));
    const { bench } = desk().stage;
    const organizations = ['RegistryMSP', 'AuthorityMSP', 'CourtMSP'];

    const attested = await bench.ledger.attest(
      'check:evaluate',
      asked,
      bench.as('exchange'),
      organizations,
    );

    expect(attested.value).to.include({ verdict: 'CLEAR', audience: EXCHANGE });
  });

  it('says every reason at once, each with the record that it comes from', async () => {
    const granted = await desk().operated();
    const subject = { kind: 'RIGHT', right: granted.right } as const;
    const disclosure = await desk().disclosed(subject, { names: ['QUALITY'] });
    const groups = await desk().groups(['SOURCE_LAWFUL'], 'FAIL');
    const admission = await desk().admitted(subject, 'exchange', groups);
    const terms = {
      ...{ subject, mode: 'EXCLUSIVE' as const, text: digest('7') },
      term: { from: desk().today, to: desk().days(20_000) },
      ...{ disclosure: disclosure.id, admission: admission.id, valuation: unique('none') },
    };

    const check = await desk().checked(terms);

    const told = check.reasons.map(
      ({ group, code, about }) => `${group} ${code} ${about.kind} ${about.id}`,
    );
    expect(check.verdict).to.equal('NOT_CLEAR');
    expect(told).to.deep.equal([
      `RIGHT LISTING_TERM_EXCEEDED RIGHT ${granted.right}`,
      `DISCLOSURE PRICE_NOT_DISCLOSED DISCLOSURE ${disclosure.id}`,
      `ADMISSION ADMISSION_MISSING ADMISSION ${admission.id}`,
      `ADMISSION ADMISSION_MISSING ADMISSION ${admission.id}`,
      `ADMISSION ADMISSION_REFUSED ADMISSION ${admission.id}`,
      `VALUATION ATTESTATION_MISSING ATTESTATION ${terms.valuation}`,
    ]);
  });

  it('is not clear for whoever has no such right, and for a right to hold or use', async () => {
    const { right, asset } = await desk().operated();
    const others = await desk().stage.ask(
      'register:rightsOf',
      { data: { asset, version: 1 }, limit: 10 },
      'bank',
    );
    const use = others.items.find((each) => each.right.right === 'USE')?.right.id ?? '';
    const of = async (id: string, seller: string): Promise<string[]> =>
      codesOf(await desk().checked(await desk().terms({ right: id }), { seller }));

    expect(await of(right, HOLDER_D)).to.include('RIGHT_NOT_HELD');
    expect(await of('no-such-right', HOLDER_A)).to.include('RIGHT_NOT_HELD');
    expect(await of(use, HOLDER_A)).to.include('RIGHT_NOT_HELD');
    expect(await of(right, HOLDER_A)).to.deep.equal([]);
  });

  it('counts a valuation that is young enough, and no older one', async () => {
    const { right, asset } = await desk().operated();
    const figures = {
      ...{ method: 'INCOME', low: 100, high: 200, currency: 'CNY', purpose: '挂牌' },
    };
    const valued = (valuedOn: string): Promise<{ id: string }> =>
      assess(desk(), 'VALUATION', `${asset}@1`, {
        valuation: { ...figures, valuedOn },
        validFrom: desk().today,
      });
    const of = async ({ id: valuation }: { id: string }): Promise<string[]> =>
      codesOf(await desk().checked(await desk().terms({ right }, { valuation })));

    expect(await of(await valued(desk().today))).to.deep.equal([]);
    expect(await of(await valued(desk().days(-400)))).to.deep.equal(['VALUATION_TOO_OLD']);
  });

  it('tells that an external register has a pledge on the data', async () => {
    const granted = await desk().operated();
    const terms = await desk().terms(granted);
    const data = { asset: granted.asset, version: 1 };
    const number = `0${String(Date.now())}`.padEnd(20, '7');
    const said = { id: unique('ref'), kind: 'PLEDGE' as const, data, number };
    await desk().act('consistency:refer', { ...said, documentDigest: digest('b') }, 'holder-a');

    const check = await desk().checked(terms);

    expect(check.reasons).to.deep.equal([
      { group: 'EXTERNAL', code: 'PLEDGED', about: { kind: 'RECORD', id: said.id } },
    ]);
  });

  it('is made outside of an exchange for whoever is to get the data', async () => {
    const granted = await desk().operated();
    const terms = await desk().terms(granted);
    const over = { venue: 'OFF_EXCHANGE', audience: CONSUMER_C } as const;

    const check = await desk().checked(terms, over, 'consumer-c');

    expect(check).to.include({ verdict: 'CLEAR', venue: 'OFF_EXCHANGE', audience: CONSUMER_C });
  });

  it('is not there under an id of something else', async () => {
    const query = { txId: digest('1') };

    expect(await desk().stage.code('check:read', query, 'bank')).to.equal('ANSWER_NOT_FOUND');
  });

  it('needs rules, a party to be made for, and a clock that is right', async function () {
    const { openUnder, advance } = desk().stage.bench;
    const granted = await desk().operated();
    const asked = desk().asking(await desk().terms(granted));
    const wrong = { ...asked, audience: '91510100MA7DEM032X' };
    expect(await desk().refused('check:submit', wrong, 'exchange')).to.equal('USCC_INVALID');
    if (openUnder === undefined || advance === undefined) {
      skip(this, 'a channel without rules needs a ledger of its own');
    }
    const stated = await desk().stage.timely();
    await desk().later(1);
    const late = { ...asked, beacon: stated, nonce: nonce() };
    expect(await desk().stage.code('check:submit', late, 'exchange')).to.equal('BEACON_TOO_OLD');
    const cited = { ...asked, beacon: await desk().stage.timely() };
    const early = (): Promise<string> => desk().stage.code('check:submit', cited, 'exchange');
    expect(await desk().stage.off(-3_600_000, early)).to.equal('CLIENT_TIME_OUT_OF_WINDOW');
    const future = { ...asked, asOf: new Date(Date.now() + 9e11).toISOString() };
    expect(await desk().stage.code('check:evaluate', future, 'bank')).to.equal('AS_OF_TOO_LATE');

    const rules = developmentRules(2033).filter(({ kind }) => kind !== 'MARKET_RULES');
    const bench = await openUnder(rules);
    try {
      const stage = desk().stage.on(bench);
      await stage.witness();
      for (const name of ['check:submit', 'check:evaluate'] as const) {
        expect(await stage.code(name, asked, 'exchange')).to.equal('PROFILE_NOT_IN_FORCE');
      }
      const shown = { id: unique('F'), realm: 'CQ', right: 'a-right', envelope: 'AAAA' };
      expect(await stage.code('foreign:present', shown, 'holder-a')).to.equal(
        'PROFILE_NOT_IN_FORCE',
      );
    } finally {
      await bench.close();
    }
  });
}
