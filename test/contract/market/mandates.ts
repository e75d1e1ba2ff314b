import { expect } from 'chai';
import { unique } from '../../support/founded.js';
import { digest } from '../../support/market-desk.js';
import { ASSESSOR } from '../../support/assessor.js';
import { BANK, HOLDER_A, HOLDER_D } from '../../support/parties.js';
import { skip } from '../suite.js';
import type { UseMarket } from '../market.suite.js';
import { citing } from './affiliates.js';

/** The broker of these tests. */
const [BROKER, broker] = [ASSESSOR, 'processor-e'];

export function mandates(desk: UseMarket): void {
  const mandate = async (over: object = {}): Promise<{ id: string }> => {
    const qualification = await desk().qualified(BROKER, 'DATA_BROKER');
    const given = {
      ...{ id: unique('m'), broker: BROKER, qualification, term: desk().term(100) },
      powers: ['CHECK', 'DISCLOSE', 'LIST', 'DELIST'] as const,
    };
    return desk().act('mandate:give', { ...given, powers: [...given.powers], ...over }, 'holder-a');
  };

  it('lets a broker disclose, check, list and delist for its principal', async () => {
    const { id } = await mandate();
    const granted = await desk().operated();
    const terms = await desk().terms(granted);
    const disclosed = { id: unique('dis'), subject: terms.subject, mandate: id };
    const fields = [{ name: 'PRICE', digest: digest('d') }];
    const disclosure = await desk().act('listing:disclose', { ...disclosed, fields }, broker);
    const own = { ...terms, disclosure: disclosure.id };
    const check = await desk().act('check:submit', { ...desk().asking(own), mandate: id }, broker);

    const application = { ...desk().application(own), mandate: id };
    const listing = await desk().act('listing:apply', application, broker);
    await desk().list(listing, check);

    expect(listing).to.include({ seller: HOLDER_A, mandate: id });
    expect(disclosure).to.include({ seller: HOLDER_A });
    const said = { id: listing.id, reasons: '撤回', mandate: id };
    await desk().act('listing:delist', said, broker);
    const read = await desk().stage.ask('mandate:read', { id }, 'bank');
    expect(read.mandate).to.include({ principal: HOLDER_A, broker: BROKER });
  });

  it('goes as far as it says, for whom it says, and no further', async () => {
    const { right } = await desk().operated();
    const subject = { kind: 'RIGHT', right } as const;
    const terms = await desk().terms({ right });
    const narrow = (await mandate({ powers: ['DEAL'] })).id;
    const other = (await mandate({ subjects: ['another-right'] })).id;
    const codes = async (id: string, as = broker): Promise<string[]> => {
      const fields = [{ name: 'PRICE', digest: digest('d') }];
      const disclosure = { id: unique('dis'), subject, fields, mandate: id };
      const check = { ...desk().asking(terms), mandate: id };
      const application = { ...desk().application(terms), mandate: id };
      return [
        await desk().refused('listing:disclose', disclosure, as),
        await desk().refused('check:submit', check, as),
        await desk().refused('listing:apply', application, as),
      ];
    };
    const three = (code: string): string[] => [code, code, code];

    expect(await codes(narrow)).to.deep.equal(three('MANDATE_EXCEEDED'));
    expect(await codes(other)).to.deep.equal(three('MANDATE_EXCEEDED'));
    expect(await codes(unique('none'))).to.deep.equal(three('MANDATE_NOT_FOUND'));
    expect(await codes((await mandate()).id, 'bank')).to.deep.equal(three('CALLER_FORBIDDEN'));
    const stranger = {
      ...desk().asking(terms, { seller: HOLDER_D }),
      mandate: (await mandate()).id,
    };
    expect(await desk().refused('check:submit', stranger, broker)).to.equal('MANDATE_EXCEEDED');
  });

  it('ends when either side says so', async () => {
    const { listing, terms } = await desk().onMarket();
    const { id } = await mandate();
    const ending = { id, reasons: '委托终止' };
    expect(await desk().refused('mandate:end', ending, 'bank')).to.equal('CALLER_FORBIDDEN');

    await desk().act('mandate:end', ending, broker);

    expect(await desk().refused('mandate:end', ending, 'holder-a')).to.equal(
      'RECORD_STATE_FORBIDS',
    );
    const asked = { ...desk().asking(terms), mandate: id };
    expect(await desk().refused('check:submit', asked, broker)).to.equal('MANDATE_NOT_ACTIVE');
    const apply = { ...desk().application(terms), mandate: id };
    expect(await desk().refused('listing:apply', apply, broker)).to.equal('MANDATE_NOT_ACTIVE');
    const disclose = { id: unique('dis'), subject: terms.subject, mandate: id };
    const fields = [{ name: 'PRICE', digest: digest('d') }];
    expect(await desk().refused('listing:disclose', { ...disclose, fields }, broker)).to.equal(
      'MANDATE_NOT_ACTIVE',
    );
    const said = { id: listing.id, reasons: '撤回', mandate: id };
    expect(await desk().refused('listing:delist', said, broker)).to.equal('MANDATE_NOT_ACTIVE');
    const none = { ...said, mandate: unique('none') };
    expect(await desk().refused('listing:delist', none, broker)).to.equal('MANDATE_NOT_FOUND');
    const narrow = { ...said, mandate: (await mandate({ powers: ['LIST'] })).id };
    expect(await desk().refused('listing:delist', narrow, broker)).to.equal('MANDATE_EXCEEDED');
  });

  it('needs a qualification when it is given, and still when the broker acts', async function () {
    const terms = await desk().terms(await desk().operated());
    const { listing } = await desk().onMarket();
    const given = { id: unique('m'), broker: BROKER, term: desk().term(), powers: ['LIST'] };
    const unfit = { ...given, qualification: unique('none') };
    expect(await desk().refused('mandate:give', unfit, 'holder-a')).to.equal(
      'QUALIFICATION_NOT_VALID',
    );
    const qualification = await desk().qualified(BROKER, 'DATA_BROKER');
    const powers = ['CHECK', 'DISCLOSE', 'LIST', 'DELIST'];
    const { id } = await mandate({ qualification, powers });
    const withdrawn = { uscc: BROKER, id: qualification, reason: '到期注销' };
    await desk().act('party:withdrawQualification', withdrawn, 'registrar1');

    const fields = [{ name: 'PRICE', digest: digest('d') }];
    const disclose = { id: unique('dis'), subject: terms.subject, fields, mandate: id };
    const acts = {
      'listing:disclose': disclose,
      'check:submit': { ...desk().asking(terms), mandate: id },
      'listing:apply': { ...desk().application(terms), mandate: id },
      'listing:delist': { id: listing.id, reasons: '撤回', mandate: id },
    } as const;
    for (const [name, input] of Object.entries(acts)) {
      expect(await desk().refused(name as keyof typeof acts, input, broker), name).to.equal(
        'QUALIFICATION_NOT_VALID',
      );
    }
    if (desk().stage.bench.advance === undefined) skip(this, 'the clock can not be set here');
    const short = await mandate({ term: { from: desk().today, to: desk().days(2) } });
    await desk().later(4);
    const apply = { ...desk().application(terms), mandate: short.id };
    expect(await desk().refused('listing:apply', apply, broker)).to.equal('MANDATE_NOT_ACTIVE');
  });

  it('is given once, to somebody else, and names nobody', async function () {
    const qualification = await desk().qualified(BROKER, 'DATA_BROKER');
    const { id } = await mandate({ qualification });
    const given = {
      ...{ id: unique('m'), broker: BROKER, term: desk().term(), powers: ['LIST'], qualification },
    };
    const code = (over: object, as = 'holder-a'): Promise<string> =>
      desk().refused('mandate:give', { ...given, ...over }, as);

    expect(await code({ id })).to.equal('RECORD_EXISTS');
    expect(await code({}, broker)).to.equal('CALLER_FORBIDDEN');
    expect(await code({ broker: BANK })).to.equal('QUALIFICATION_NOT_VALID');
    expect(await code({ id: 'tel-13800138000' })).to.equal('PERSONAL_DATA_REFUSED');
    const ending = { id, reasons: '联系人电话 13800138000' };
    expect(await desk().refused('mandate:end', ending, 'holder-a')).to.equal(
      'PERSONAL_DATA_REFUSED',
    );
    const none = { id: unique('none') };
    expect(await desk().stage.code('mandate:read', none, 'bank')).to.equal('MANDATE_NOT_FOUND');
    const end = { ...none, reasons: '终止' };
    expect(await desk().refused('mandate:end', end, 'holder-a')).to.equal('MANDATE_NOT_FOUND');
    await citing(desk, this, {
      'mandate:give': [given, 'holder-a'],
      'mandate:end': [{ id, reasons: '终止' }, 'holder-a'],
    });
  });
}
