import { addDays, type Grant } from '@shuquan/chaincode/model';
import { expect } from 'chai';
import { unique } from '../../support/founded.js';
import { reasonsOf } from '../../support/grant-desk.js';
import { BANK, BANK2, CONSUMER_C, HOLDER_D } from '../../support/parties.js';
import type { UsePlay } from '../grant.suite.js';
import { skip } from '../suite.js';

const FINANCIAL = 'LICENSED_FINANCIAL';
const proofs = new WeakMap<object, Promise<string>>();

/** Sub-licences of a grant like G-2 of the scenarios. */
export function subLicences(use: UsePlay): void {
  const proof = (): Promise<string> => {
    const { desk } = use();
    const known = proofs.get(desk) ?? desk.qualified(BANK, FINANCIAL);
    proofs.set(desk, known);
    return known;
  };
  const g2 = (over: object = {}): Promise<Grant> => {
    const { desk, granted } = use();
    const scope = { count: 100_000, recipients: [FINANCIAL], prohibited: ['MARKETING'], ...over };
    return desk.granted(desk.rootOffer(granted, scope), 'holder-a', 'consumer-c');
  };
  const sub = async (parent: Grant, scope: object = {}, over: object = {}): Promise<Grant> => {
    const { desk } = use();
    const proven = { qualifications: [await proof()], ...over };
    const offer = desk.subOffer(parent, BANK, { count: 20_000, ...scope }, proven);
    return desk.granted(offer, 'consumer-c', 'bank');
  };

  it('takes its count out of what its grantor has left', async () => {
    const { desk } = use();
    const parent = await g2();

    const { id } = await sub(parent);

    expect((await desk.grant(parent.id)).left).to.equal(80_000);
    expect(await desk.grant(id)).to.deep.include({ status: 'ACTIVE', left: 20_000 });
    expect((await desk.permits(id, BANK)).chain.map(({ kind }) => kind)).to.deep.equal([
      ...['RIGHT', 'GRANT', 'GRANT'],
    ]);
  });

  it('is refused by a code of its own for each dimension in which it is wider', async () => {
    const { desk } = use();
    const parent = await g2();
    await sub(parent);
    const { data } = parent.scope.subset;
    const { from, to } = parent.scope.term;
    const qualifications = [await proof()];
    const refused = (scope: object, over: object = {}): Promise<string> => {
      const offer = desk.subOffer(
        parent,
        BANK,
        { count: 1, ...scope },
        { qualifications, ...over },
      );
      return desk.refused('grant:offer', offer, 'consumer-c');
    };

    expect(await refused({ right: 'OPERATE' })).to.equal('SUBGRANT_EXCEEDS_RIGHT');
    expect(await refused({ subset: { data, parts: ['2019'] } })).to.equal(
      'SUBGRANT_EXCEEDS_SUBSET',
    );
    expect(await refused({ fields: ['uscc', 'litigation_cnt'] })).to.equal(
      'SUBGRANT_EXCEEDS_FIELDS',
    );
    expect(await refused({ purposes: ['MARKETING'] })).to.equal('PURPOSE_PROHIBITED');
    expect(await refused({ purposes: ['COLLECTION_RANKING'] })).to.equal(
      'SUBGRANT_EXCEEDS_PURPOSE',
    );
    expect(await refused({ territory: ['CN'] })).to.equal('SUBGRANT_EXCEEDS_TERRITORY');
    expect(await refused({ term: { from, to: addDays(to, 1) } })).to.equal('SUBGRANT_EXCEEDS_TERM');
    expect(await refused({ count: 90_000 })).to.equal('SUBGRANT_EXCEEDS_COUNT');
    expect(await refused({ recipients: ['ANYBODY'] })).to.equal('SUBGRANT_EXCEEDS_RECIPIENT');
    expect(await refused({ resale: true })).to.equal('SUBGRANT_EXCEEDS_RESALE');
    expect(await refused({ export: true })).to.equal('SUBGRANT_EXCEEDS_EXPORT');
    expect(await refused({ depth: 1 })).to.equal('SUBGRANT_EXCEEDS_DEPTH');
    const unproven = { grantee: HOLDER_D, qualifications: undefined };
    expect(await refused({}, unproven)).to.equal('SUBGRANT_EXCEEDS_RECIPIENT');
  });

  it('goes no deeper than the chain allows, and not at all where none is allowed', async () => {
    const { desk } = use();
    const parent = await g2();
    const child = await sub(parent);
    const further = desk.subOffer(child, BANK2, { count: 1 });
    expect(await desk.refused('grant:offer', further, 'bank')).to.equal('SUBGRANT_EXCEEDS_DEPTH');
    const flat = await g2({ depth: 0, recipients: undefined });
    const any = desk.subOffer(flat, BANK, { count: 1 });
    expect(await desk.refused('grant:offer', any, 'consumer-c')).to.equal('SUBLICENSE_NOT_ALLOWED');
  });

  it('is made by the grantee of a grant in force alone', async () => {
    const { desk } = use();
    const parent = await g2({ recipients: undefined });
    const offer = desk.subOffer(parent, BANK, { count: 1 });

    expect(await desk.refused('grant:offer', { ...offer, grantee: BANK2 }, 'bank')).to.equal(
      'GRANT_NOT_HELD',
    );
    await desk.act('grant:suspend', { id: parent.id, reasons: '核查' }, 'holder-a');
    expect(await desk.refused('grant:offer', offer, 'consumer-c')).to.equal('GRANT_SUSPENDED');
    await desk.act('grant:revoke', { id: parent.id, reasons: '违约' }, 'holder-a');
    expect(await desk.refused('grant:offer', offer, 'consumer-c')).to.equal('GRANT_REVOKED');
  });

  it('is held against what its parent is when it is accepted', async () => {
    const { desk } = use();
    const parent = await g2({ recipients: undefined });
    const offers = ['a', 'b', 'c'].map(() =>
      desk.subOffer(parent, BANK, { count: 60_000 }, { id: unique('SG') }),
    );
    const grants: Grant[] = [];
    for (const offer of offers) grants.push(await desk.act('grant:offer', offer, 'consumer-c'));
    const [first, second] = grants;
    if (first === undefined || second === undefined) throw new TypeError('Nothing was offered.');
    const accept = (grant: Grant): Promise<string> => {
      const { id, textDigest, termsDigest } = grant;
      return desk.refused('grant:accept', { id, textDigest, termsDigest }, 'bank');
    };

    await desk.accept(first, 'bank');
    expect(await accept(second)).to.equal('SUBGRANT_EXCEEDS_COUNT');
    const scope = { ...parent.scope, fields: ['uscc'] };
    await desk.act('grant:narrow', { id: parent.id, scope, reasons: '缩小' }, 'holder-a');
    expect(await accept(second)).to.equal('SUBGRANT_EXCEEDS_FIELDS');
    await desk.act('grant:suspend', { id: parent.id, reasons: '核查' }, 'holder-a');
    expect(await accept(second)).to.equal('GRANT_SUSPENDED');
    expect((await desk.grant(parent.id)).left).to.equal(40_000);
  });

  it('rests when its grantee is of the class no longer, and is back with another proof', async () => {
    const { desk } = use();
    const parent = await g2({ recipients: ['FUND'] });
    const lapsing = await desk.qualified(BANK2, 'FUND');
    const offer = desk.subOffer(parent, BANK2, { count: 1 }, { qualifications: [lapsing] });
    const { id } = await desk.granted(offer, 'consumer-c', 'bank2');
    expect((await desk.permits(id, BANK2)).decision.permitted).to.equal(true);

    const withdrawn = { uscc: BANK2, id: lapsing, reason: '到期' };
    await desk.act('party:withdrawQualification', withdrawn, 'registrar1');

    const answer = await desk.permits(id, BANK2);
    expect(reasonsOf(answer)).to.deep.equal([`SUBGRANT_EXCEEDS_RECIPIENT GRANT ${parent.id}`]);
    const prove = { id, qualifications: [await desk.qualified(BANK2, 'FUND')] };
    expect(await desk.refused('grant:prove', prove, 'bank')).to.equal('CALLER_FORBIDDEN');
    const none = { ...prove, qualifications: ['nothing'] };
    expect(await desk.refused('grant:prove', none, 'bank2')).to.equal('QUALIFICATION_NOT_FOUND');
    expect(await desk.refused('grant:prove', { ...prove, id: 'nothing' }, 'bank2')).to.equal(
      'GRANT_NOT_FOUND',
    );
    await desk.act('grant:prove', prove, 'bank2');
    expect((await desk.permits(id, BANK2)).decision.permitted).to.equal(true);
  });

  it('cites no more proofs than anybody looks at', async function () {
    const { desk, granted } = use();
    if (desk.stage.bench.advance === undefined) skip(this, 'it takes too many transactions');
    const { id } = await desk.granted(desk.rootOffer(granted), 'holder-a', 'consumer-c');
    const qualifications: string[] = [];
    for (let i = 0; i < 21; i += 1) qualifications.push(await desk.qualified(CONSUMER_C, 'FUND'));
    const prove = (from: number, to: number): object => ({
      ...{ id, qualifications: qualifications.slice(from, to) },
    });

    await desk.act('grant:prove', prove(0, 10) as never, 'consumer-c');
    await desk.act('grant:prove', prove(10, 20) as never, 'holder-a');

    expect(await desk.refused('grant:prove', prove(20, 21), 'consumer-c')).to.equal(
      'GRANT_STATE_FORBIDS',
    );
  });
}
