import { expect } from 'chai';
import { unique } from '../../support/founded.js';
import { reasonsOf } from '../../support/grant-desk.js';
import { HOLDER_A, HOLDER_B } from '../../support/parties.js';
import type { UsePacts } from '../pact.suite.js';

export function proposing(use: UsePacts): void {
  it('binds two offers: neither is accepted alone, and neither permits anything', async () => {
    const desk = use();
    const { grants } = desk;
    const offers = await desk.offers();
    const pact = await desk.proposed(offers);

    expect(pact.first).to.deep.equal({
      ...{ grant: offers.first.id, grantor: HOLDER_A, termsDigest: offers.first.termsDigest },
    });
    const { id, textDigest, termsDigest } = offers.first;
    const accept = { id, textDigest, termsDigest };
    expect(await grants.refused('grant:accept', accept, 'holder-b')).to.equal('PACT_NOT_AGREED');
    expect(reasonsOf(await grants.permits(id, HOLDER_B))).to.deep.equal([
      `GRANT_NOT_ACTIVE GRANT ${id}`,
      `PACT_NOT_AGREED PACT ${pact.id}`,
    ]);
    expect(await desk.statuses(pact)).to.deep.equal(['OFFERED', 'OFFERED', 'PROPOSED']);
  });

  it('compares both in ten dimensions, and says who gives more', async () => {
    const desk = use();
    const offers = await desk.offers({
      first: {
        territory: ['CN'],
        count: 10,
        purposes: ['CREDIT_VERIFY'],
        prohibited: ['MARKETING'],
      },
      second: { count: 20, depth: 0 },
    });

    const { rows, digest } = await desk.terms(offers);

    expect(rows.map(({ dimension, verdict }) => `${dimension} ${verdict}`)).to.deep.equal([
      ...['RIGHT EQUAL', 'SUBSET NOT_COMPARABLE', 'FIELDS NOT_COMPARABLE', 'PURPOSE SECOND_WIDER'],
      ...['TERRITORY FIRST_WIDER', 'TERM EQUAL', 'COUNT SECOND_WIDER', 'RECIPIENT EQUAL'],
      ...['FLAGS EQUAL', 'DEPTH FIRST_WIDER'],
    ]);
    expect((await desk.proposed(offers)).terms).to.equal(digest);
  });

  it('is refused where it is not of two sides, not the caller’s, or over another report', async () => {
    const desk = use();
    const offers = await desk.offers();
    const input = await desk.proposal(offers);
    const propose = (over: object, as = 'holder-a'): Promise<string> =>
      desk.refused('pact:propose', { ...input, ...over }, as);
    const { first } = offers;

    expect(await propose({ second: first.id })).to.equal('PACT_ONE_SIDED');
    const same = { first: first.id, second: first.id };
    expect(await desk.stage.code('pact:terms', same, 'bank')).to.equal('PACT_ONE_SIDED');
    expect(await propose({ second: 'nothing' })).to.equal('GRANT_NOT_FOUND');
    const none = { ...same, second: 'nothing' };
    expect(await desk.stage.code('pact:terms', none, 'bank')).to.equal('GRANT_NOT_FOUND');
    expect(await propose({}, 'bank')).to.equal('CALLER_FORBIDDEN');
    expect(await propose({ terms: '0'.repeat(64) })).to.equal('ROOT_MISMATCH');
    expect(await propose({ id: '110101199003078515' })).to.equal('PERSONAL_DATA_REFUSED');
  });

  it('is refused what is bound, answered or taken back already', async () => {
    const desk = use();
    const [bound, answered, revoked] = [
      await desk.offers(),
      await desk.offers(),
      await desk.offers(),
    ];
    const { id } = await desk.proposed(bound);
    const propose = async (offers: typeof bound, over: object = {}): Promise<string> =>
      desk.refused('pact:propose', await desk.proposal(offers, over), 'holder-a');

    expect(await propose(bound)).to.equal('PACT_EXISTS');
    expect(await propose(answered, { id })).to.equal('PACT_EXISTS');
    await desk.grants.accept(answered.first, 'holder-b');
    expect(await propose(answered)).to.equal('GRANT_ANSWERED');
    await desk.grants.act('grant:revoke', { id: revoked.second.id, reasons: '撤回' }, 'holder-b');
    expect(await propose(revoked)).to.equal('GRANT_STATE_FORBIDS');
    const unknown = { id: unique('P') };
    expect(await desk.stage.code('pact:read', unknown, 'bank')).to.equal('PACT_NOT_FOUND');
    const later = { id, asOf: '2090-01-01T00:00:00.000Z' };
    expect(await desk.stage.code('pact:read', later, 'bank')).to.equal('AS_OF_TOO_LATE');
  });
}
