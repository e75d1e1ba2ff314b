import { expect } from 'chai';
import { codesOf, digest } from '../../support/market-desk.js';
import { BANK, EXCHANGE, EXCHANGE2, HOLDER_B } from '../../support/parties.js';
import { skip } from '../suite.js';
import type { UseMarket } from '../market.suite.js';

export function affiliates(desk: UseMarket): void {
  const pair = { first: HOLDER_B, second: EXCHANGE2 };
  const declared = {
    ...pair,
    relation: 'CONTROLS' as const,
    documentDigest: digest('a'),
  };
  const ended = { ...pair, documentDigest: digest('b') };

  it('do not list on the exchange that they hang together with, whoever declared it', async () => {
    const granted = await desk().operatedBy('holder-b', HOLDER_B);
    const terms = await desk().terms(granted, {}, { exchange: 'exchange2', as: 'holder-b' });
    const waiting = await desk().applied(terms, EXCHANGE2, 'holder-b');
    const check = await desk().checked(terms, { audience: EXCHANGE2, seller: HOLDER_B });
    await desk().act('affiliate:declare', declared, 'exchange2');
    const swapped = { first: EXCHANGE2, second: HOLDER_B };
    const read = await desk().stage.ask('affiliate:read', swapped, 'bank');
    expect(read.affiliated).to.equal(true);

    const apply = desk().application(terms, EXCHANGE2);
    expect(await desk().refused('listing:apply', apply, 'holder-b')).to.equal(
      'SEPARATION_VIOLATION',
    );
    expect(await desk().refusedList(waiting, check)).to.equal('SEPARATION_VIOLATION');
    const again = await desk().checked(terms, { audience: EXCHANGE2, seller: HOLDER_B });
    expect(codesOf(again)).to.deep.equal(['SEPARATION_VIOLATION']);
    // On another exchange it is a seller like any other.
    const here = await desk().terms(granted, {}, { as: 'holder-b' });
    expect(codesOf(await desk().checked(here, { seller: HOLDER_B }))).to.deep.equal([]);

    await desk().act('affiliate:end', ended, 'exchange2');
    const later = await desk().checked(terms, { audience: EXCHANGE2, seller: HOLDER_B });
    expect(codesOf(later)).to.deep.equal([]);
  });

  it('no exchange lists on itself', async () => {
    const granted = await desk().operated();
    const terms = await desk().terms(granted);
    const apply = desk().application(terms);

    expect(await desk().refused('listing:apply', apply, 'exchange')).to.equal(
      'SEPARATION_VIOLATION',
    );
    const check = await desk().checked(terms, { seller: EXCHANGE });
    expect(codesOf(check)).to.include('SEPARATION_VIOLATION');
  });

  it('nor is anything listed that the exchange may operate itself', async () => {
    const granted = await desk().operatedWith(EXCHANGE);
    const terms = await desk().terms(granted);

    const check = await desk().checked(terms);

    expect(codesOf(check)).to.include('SEPARATION_VIOLATION');
    const elsewhere = await desk().terms(granted, {}, { exchange: 'exchange2' });
    const other = await desk().checked(elsewhere, { audience: EXCHANGE2 });
    expect(codesOf(other)).to.deep.equal([]);
  });

  it('are declared by one of the two or by a supervisor, and ended by whoever declared', async () => {
    const asked = { ...declared, first: BANK, second: EXCHANGE };
    const code = (name: 'affiliate:declare' | 'affiliate:end', input: object, as: string) =>
      desk().refused(name, input, as);
    const close = { first: EXCHANGE, second: BANK, documentDigest: digest('c') };
    expect(await code('affiliate:declare', asked, 'holder-d')).to.equal('CALLER_FORBIDDEN');
    expect(await code('affiliate:end', close, 'bank')).to.equal('RECORD_NOT_FOUND');

    await desk().act('affiliate:declare', asked, 'supervisor');

    expect(await code('affiliate:declare', asked, 'bank')).to.equal('RECORD_STATE_FORBIDS');
    expect(await code('affiliate:end', close, 'exchange')).to.equal('CALLER_FORBIDDEN');
    await desk().act('affiliate:end', close, 'supervisor');
    expect(await code('affiliate:end', close, 'supervisor')).to.equal('RECORD_STATE_FORBIDS');
    const wrong = { ...asked, first: '91510100MA7DEM032X' };
    expect(await code('affiliate:declare', wrong, 'supervisor')).to.equal('USCC_INVALID');
  });

  it('are what they were at an earlier instant, and never at one to come', async function () {
    if (desk().stage.bench.advance === undefined) skip(this, 'the clock can not be set here');
    const couple = { first: BANK, second: EXCHANGE2 };
    const before = desk().stage.bench.now().toISOString();
    await desk().later(1);
    await desk().act('affiliate:declare', { ...declared, ...couple }, 'bank');
    const at = (asOf: string): Promise<{ affiliated: boolean }> =>
      desk().stage.ask('affiliate:read', { ...couple, asOf }, 'judge');

    expect((await at(before)).affiliated).to.equal(false);
    const future = new Date(desk().stage.bench.now().getTime() + 9e9).toISOString();
    const late = { ...couple, asOf: future };
    expect(await desk().stage.code('affiliate:read', late, 'judge')).to.equal('AS_OF_TOO_LATE');
    await desk().act('affiliate:end', { ...couple, documentDigest: digest('c') }, 'bank');
  });

  it('are not declared by whoever cites no beacon that is young', async function () {
    await citing(desk, this, {
      'affiliate:declare': [declared, 'exchange2'],
      'affiliate:end': [ended, 'exchange2'],
    });
  });
}

type Acts = Readonly<Record<string, readonly [object, string]>>;

/** Every act is bounded by the beacon that it cites. */
export async function citing(desk: UseMarket, test: Mocha.Context, acts: Acts): Promise<void> {
  const { stage } = desk();
  if (stage.bench.advance === undefined) skip(test, 'the clock can not be set here');
  const old = await stage.timely();
  await desk().later(1);
  const young = await stage.timely();
  for (const [name, [input, as]] of Object.entries(acts)) {
    const code = (beacon: object): Promise<string> =>
      stage.code(name as never, { ...input, beacon }, as);
    expect(await code(old), name).to.equal('BEACON_TOO_OLD');
    expect(await stage.off(-3_600_000, () => code(young)), name).to.equal(
      'CLIENT_TIME_OUT_OF_WINDOW',
    );
  }
}
