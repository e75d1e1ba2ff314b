import type { Input } from '@shuquan/chaincode/model';
import { expect } from 'chai';
import { Foreigner } from '../../support/foreigner.js';
import { unique } from '../../support/founded.js';
import { codesOf } from '../../support/market-desk.js';
import { HOLDER_A } from '../../support/parties.js';
import { rejected } from '../../support/rejected.js';
import { skip } from '../suite.js';
import type { UseMarket } from '../market.suite.js';
import { citing } from './affiliates.js';

/** A register elsewhere, played by a ledger of its own with roots of its own. */
export function foreign(desk: UseMarket): void {
  let abroad: Foreigner | undefined;
  const there = (): Foreigner => {
    if (abroad === undefined) throw new TypeError('There is no other register.');
    return abroad;
  };
  before('founds a ledger elsewhere, and accepts its answers', async function () {
    this.timeout(120_000);
    abroad = await Foreigner.found(desk().stage.bench.now().toISOString());
    await there().accepted(desk());
  });
  after('closes it', async () => {
    await abroad?.close();
  });

  const input = async (over: object = {}): Promise<Input<'foreign:present'>> => {
    const { envelope, right } = await there().answer(desk());
    return { id: unique('F'), realm: there().realm, right, envelope, ...over };
  };

  it('is accepted by the signatures of that register’s peers, under the roots that are pinned', async () => {
    const asked = await input();

    const record = await desk().act('foreign:present', asked, 'holder-a');

    expect(record).to.deep.include({ realm: there().realm, region: '50', status: 'VALID' });
    expect(record.right).to.include({ id: asked.right, right: 'OPERATE', holder: HOLDER_A });
    expect(record.answer.signers).to.deep.equal(['AuthorityMSP', 'RegistryMSP']);
    const read = await desk().stage.ask('foreign:read', { id: asked.id }, 'bank');
    expect(read).to.deep.equal(record);
    expect(await desk().refused('foreign:present', asked, 'holder-a')).to.equal('RECORD_EXISTS');
  });

  it('is checked and listed with the label of where it comes from, once over all presentations', async () => {
    const asked = await input();
    const again = { ...asked, id: unique('F') };
    for (const each of [asked, again]) await desk().act('foreign:present', each, 'holder-a');
    const of = (id: string): { kind: 'FOREIGN'; foreign: string } => ({
      ...({ kind: 'FOREIGN', foreign: id } as const),
    });
    const terms = await desk().terms(
      { right: asked.right },
      { subject: of(asked.id), mode: 'EXCLUSIVE' },
    );
    const check = await desk().checked(terms);
    expect(check).to.include({ verdict: 'CLEAR', label: 'FOREIGN' });

    const listing = await desk().listed(terms);

    expect(listing.label).to.equal('FOREIGN');
    expect((await desk().seen(listing)).state.status).to.equal('LISTED');
    const twin = await desk().terms({ right: asked.right }, { subject: of(again.id) });
    expect(codesOf(await desk().checked(twin))).to.deep.equal(['LISTING_CONFLICT_EXCLUSIVE']);
    await desk().act('listing:delist', { id: listing.id, reasons: '撤回' }, 'holder-a');
  });

  it('is refused where a signature, a root, the question or the holder is another', async () => {
    const asked = await input();
    const code = (over: object, as = 'holder-a'): Promise<string> =>
      desk().refused('foreign:present', { ...asked, id: unique('F'), ...over }, as);
    const bytes = Buffer.from(asked.envelope, 'base64');
    const flipped = Buffer.from(bytes);
    flipped[flipped.length - 5] = (flipped[flipped.length - 5] ?? 0) ^ 1;

    expect(await code({ envelope: flipped.toString('base64') })).to.equal('FOREIGN_ANSWER_INVALID');
    expect(await code({ envelope: 'AAAA' })).to.equal('FOREIGN_ANSWER_INVALID');
    expect(await code({ realm: 'XX' })).to.equal('FOREIGN_NOT_ACCEPTED');
    expect(await code({ realm: there().otherRoots })).to.equal('FOREIGN_ANSWER_INVALID');
    expect(await code({ envelope: await there().alone() })).to.equal('FOREIGN_ANSWER_INVALID');
    expect(await code({ envelope: await there().otherQuestion() })).to.equal(
      'FOREIGN_ANSWER_INVALID',
    );
    expect(await code({}, 'holder-d')).to.equal('RIGHT_NOT_HELD');
    expect(await code({ right: 'another' })).to.equal('RIGHT_NOT_HELD');
    expect(await desk().stage.code('foreign:read', { id: 'none-such' }, 'bank')).to.equal(
      'RECORD_NOT_FOUND',
    );
  });

  it('costs no transaction where it is refused', async function () {
    const { ledger, alone } = desk().stage.bench;
    if (!alone) skip(this, 'others write here as well');
    const asked = await input({ envelope: await there().alone() });
    await desk().stage.witness();
    const { height } = await ledger.info();

    const attempt = ledger.submit('foreign:present', asked, desk().stage.bench.as('holder-a'));

    expect((await rejected(attempt)).code).to.equal('FOREIGN_ANSWER_INVALID');
    expect((await ledger.info()).height).to.equal(height);
  });

  it('ends with its place on the list, and with its time', async function () {
    if (desk().stage.bench.advance === undefined) skip(this, 'the clock can not be set here');
    const asked = await input();
    await desk().act('foreign:present', asked, 'holder-a');
    const subject = { kind: 'FOREIGN', foreign: asked.id } as const;
    const terms = await desk().terms({ right: asked.right }, { subject });
    const listing = await desk().listed(terms);
    expect((await desk().seen(listing)).state.status).to.equal('LISTED');

    await desk().later(2);

    expect(codesOf((await desk().seen(listing)).state)).to.deep.equal(['ANSWER_EXPIRED']);
    expect(
      await desk().refused('foreign:present', { ...asked, id: unique('F') }, 'holder-a'),
    ).to.equal('ANSWER_EXPIRED');
    await there().dropped(desk());
    expect(codesOf((await desk().seen(listing)).state)).to.include('FOREIGN_NOT_ACCEPTED');
    await citing(desk, this, { 'foreign:present': [asked, 'holder-a'] });
  });
}
