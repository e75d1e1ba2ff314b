import type { Input } from '@shuquan/chaincode/model';
import { adoptRules, developmentRules, shippedRules } from '@shuquan/gateway/founding/rules';
import { expect } from 'chai';
import { entryInput } from '../support/catalog-samples.js';
import { unique } from '../support/founded.js';
import { agreementInput, agreementItems, Operating } from '../support/operating.js';
import { IMPLEMENTING_BODY, UTILITY } from '../support/parties.js';
import { rejected } from '../support/rejected.js';
import { actsOf } from './operation/acts.js';
import { authorisable } from './operation/authorisable.js';
import { exits } from './operation/exits.js';
import { foreignAgreement } from './operation/foreign.js';
import { contractSuite, covers, type OpenBench, skip, type Use } from './suite.js';

const personal = '联系 13800138000';

/** 授权运营协议: thirteen items, two signatures, a filing, a term; then what may befall it. */
export function agreementSuite(name: string, open: OpenBench): void {
  contractSuite(`agreement: ${name}`, open, (use) => {
    actsOf('agreement', use);
    describe('draft', () => {
      drafts(use);
      authorisable(use, 'agreement:draft');
    });
    describe('signatures and filing', () => {
      signing(use);
    });
    describe('suspension and termination', () => {
      conduct(use);
    });
    describe('exit', () => {
      exits(use);
    });
    // One implementing body acts on a channel of tests, and a list in force never goes away.
    covers('agreement', use, [
      ...['draft', 'suspend', 'resume', 'terminate', 'closeExit'].map(
        (verb) => `agreement:${verb} CALLER_FORBIDDEN`,
      ),
      'agreement:draft NEGATIVE_LIST_MISSING',
    ]);
  });
}

function drafts(use: Use): void {
  const draft = async (over: Partial<Input<'agreement:draft'>>): Promise<string> => {
    const play = new Operating(use());
    const input = agreementInput(await play.ground(), play.term(), over);
    return play.refused('agreement:draft', input, 'implementer');
  };

  for (const { code } of agreementItems) {
    it(`lacks nothing: without ${code} it is refused and the item named`, async () => {
      const play = new Operating(use());
      const items = agreementItems.filter((item) => item.code !== code);
      const input = agreementInput(await play.ground(), play.term(), { items });

      const err = await rejected(use().submit('agreement:draft', input, 'implementer'));

      expect(err.code).to.equal('AGREEMENT_ITEM_MISSING');
      expect((err.params['missing'] as { code: string }[]).map((item) => item.code)).to.deep.equal([
        code,
      ]);
    });
  }

  it('runs for five years at most, both days included', async () => {
    expect(await draft({ term: { from: '2026-01-01', to: '2031-12-31' } })).to.equal(
      'TERM_EXCEEDS_5_YEARS',
    );
    expect(await draft({ term: { from: '2026-01-01', to: '2031-01-01' } })).to.equal(
      'TERM_EXCEEDS_5_YEARS',
    );
    const play = new Operating(use());
    const drafted = await play.drafted({ term: { from: '2026-01-01', to: '2030-12-31' } });
    expect(drafted.term.to).to.equal('2030-12-31');
  });

  it('lists its purposes where it is by scenario', async () => {
    expect(await draft({ purposes: [] })).to.equal('PURPOSES_REQUIRED');
    const play = new Operating(use());
    const overall = await play.drafted({ mode: 'OVERALL', purposes: [] });
    expect(overall.purposes).to.deep.equal([]);
  });

  it('keeps within its scheme: mode, numbers and operator', async () => {
    expect(await draft({ mode: 'SECTOR' })).to.equal('AGREEMENT_EXCEEDS_SCHEME');
    expect(await draft({ catalogNos: ['CD-GS-0099'] })).to.equal('AGREEMENT_EXCEEDS_SCHEME');
    const play = new Operating(use());
    const { selection } = await play.ground();
    expect(await draft({ selection })).to.equal('AGREEMENT_EXCEEDS_SCHEME');
  });

  it('names a selection that is there, an id that is free, and no person', async () => {
    expect(await draft({ selection: 'nothing' })).to.equal('SELECTION_NOT_FOUND');
    const { id } = await new Operating(use()).drafted();
    expect(await draft({ id })).to.equal('AGREEMENT_EXISTS');
    expect(await draft({ id: '13800138000' })).to.equal('PERSONAL_DATA_REFUSED');
  });

  it('takes in what another department shared with its consent to every purpose alone', async () => {
    const play = new Operating(use());
    const entry = entryInput({ sharedFrom: UTILITY });
    const { catalogNo } = await play.act('catalog:upsert', entry, 'implementer');
    const catalogNos = [catalogNo];
    const term = play.term();
    const input = agreementInput(await play.ground({ catalogNos }), term, { catalogNos });
    const of = { catalogNo, recipient: IMPLEMENTING_BODY };
    const consented = (purpose: string, over = {}): Promise<unknown> =>
      play.act('sharing:consent', { id: unique('pc'), ...of, purpose, term, ...over }, 'utility');
    const refused = (): Promise<string> =>
      play.refused('agreement:draft', { ...input, id: unique('agr') }, 'implementer');

    expect(await refused()).to.equal('PROVIDER_CONSENT_REQUIRED');
    await consented('CREDIT_VERIFY');
    expect(await refused()).to.equal('PROVIDER_CONSENT_REQUIRED');
    await consented('INCLUSIVE_FINANCE_RISK', { agreement: input.id });
    expect(await refused(), 'for one agreement').to.equal('PROVIDER_CONSENT_REQUIRED');
    const drafted = await play.act('agreement:draft', input, 'implementer');
    expect(drafted.catalogNos).to.deep.equal(catalogNos);
  });

  it('takes in nothing whose provider withdrew its consent, nor brings it into force', async () => {
    const play = new Operating(use());
    const entry = entryInput({ sharedFrom: UTILITY });
    const { catalogNo } = await play.act('catalog:upsert', entry, 'implementer');
    const only = { catalogNos: [catalogNo], purposes: ['CREDIT_VERIFY'] };
    const term = play.term();
    const input = agreementInput(await play.ground({ catalogNos: [catalogNo] }), term, only);
    const of = { catalogNo, recipient: IMPLEMENTING_BODY, purpose: 'CREDIT_VERIFY' };
    await play.act('sharing:consent', { id: unique('pc'), ...of, term }, 'utility');
    const drafted = await play.act('agreement:draft', input, 'implementer');
    await play.sign(drafted, 'implementer');
    await play.sign(drafted, 'operator');

    await play.act('sharing:withdraw', { ...of, reason: '政策调整' }, 'utility');

    const next = { ...input, id: unique('agr') };
    expect(await play.refused('agreement:draft', next, 'implementer')).to.equal(
      'PROVIDER_CONSENT_REQUIRED',
    );
    const filing = { id: drafted.id, filingNo: unique('B') };
    expect(await play.refused('agreement:file', filing, 'authority-official')).to.equal(
      'PROVIDER_CONSENT_REQUIRED',
    );
    const { status } = await use().ask('agreement:read', { id: drafted.id }, 'bank');
    expect(status).to.equal('SIGNED');
  });

  it('is nothing that grants and prohibits the same purpose', async () => {
    expect(await draft({ prohibitedPurposes: ['CREDIT_VERIFY'] })).to.equal('INPUT_INVALID');
  });
}

function signing(use: Use): void {
  it('makes an agreement of two signatures over one text, and a filing', async () => {
    const play = new Operating(use());
    const drafted = await play.drafted();
    const status = async (): Promise<string> =>
      (await use().ask('agreement:read', { id: drafted.id }, 'bank')).status;

    expect(await status()).to.equal('DRAFT');
    await play.sign(drafted, 'implementer');
    expect(await status()).to.equal('DRAFT');
    const signed = await play.sign(drafted, 'operator');
    expect(await status()).to.equal('SIGNED');
    expect(signed.signatures.map(({ side, custody }) => [side, custody])).to.deep.equal([
      ['IMPLEMENTING_BODY', 'CUSTODIAL'],
      ['OPERATOR', 'CUSTODIAL'],
    ]);
    const filing = { id: drafted.id, filingNo: unique('B') };
    const filed = await play.act('agreement:file', filing, 'authority-official');
    expect(await status()).to.equal('ACTIVE');
    expect(filed.negativeLists).to.have.length(2);
    expect(await play.refused('agreement:file', filing, 'authority-official')).to.equal(
      'AGREEMENT_STATE_FORBIDS',
    );
  });

  it('takes one signature of each side, over the text and terms as drafted', async () => {
    const play = new Operating(use());
    const drafted = await play.drafted();
    const { id, textDigest, termsDigest } = drafted;
    const sign = (digests: object): Promise<string> =>
      play.refused('agreement:sign', { id, textDigest, termsDigest, ...digests }, 'operator');

    expect(await sign({ textDigest: '0'.repeat(64) })).to.equal('ROOT_MISMATCH');
    expect(await sign({ termsDigest: '0'.repeat(64) })).to.equal('ROOT_MISMATCH');
    await play.sign(drafted, 'operator');
    expect(await sign({})).to.equal('AGREEMENT_STATE_FORBIDS');
    expect(
      await play.refused('agreement:file', { id, filingNo: 'B-3' }, 'authority-official'),
    ).to.equal('AGREEMENT_STATE_FORBIDS');
  });

  it('is for the two parties', async () => {
    const play = new Operating(use());
    const { id, textDigest, termsDigest } = await foreignAgreement(play);

    for (const [name, input] of [
      ['agreement:sign', { id, textDigest, termsDigest }],
      ['agreement:handOver', { id, archiveDigest: textDigest, files: 1 }],
      [
        'agreement:planExit',
        { id, effectiveOn: '2040-01-01', planDigest: textDigest, reasons: '退出' },
      ],
    ] as const) {
      expect(await play.refused(name, input, 'operator'), name).to.equal('CALLER_FORBIDDEN');
    }
  });

  it('files no personal data', async () => {
    const play = new Operating(use());
    const { id } = await play.signed();

    expect(
      await play.refused('agreement:file', { id, filingNo: personal }, 'authority-official'),
    ).to.equal('PERSONAL_DATA_REFUSED');
  });

  it('does not come into force over a number that was listed meanwhile', async function () {
    const { openUnder } = use().bench;
    if (openUnder === undefined) skip(this, 'a list of its own needs a ledger of its own');
    const bench = await openUnder(developmentRules(2033));
    try {
      const play = new Operating(use().on(bench));
      const { id } = await play.signed();
      const list = shippedRules().find(({ kind }) => kind === 'NEGATIVE_LIST');
      if (list?.kind !== 'NEGATIVE_LIST') throw new TypeError('No negative list is shipped.');
      const entry = { catalogNo: 'CD-GS-0007', reason: '测试' };
      const next = { ...list, version: 2, entries: [...list.entries, entry], removed: [] };
      const officials = ['registry-official', 'authority-official'].map((who) => bench.as(who));
      await adoptRules(bench.ledger, [next], officials);

      expect(
        await play.refused('agreement:file', { id, filingNo: 'B-4' }, 'authority-official'),
      ).to.equal('CATALOG_NO_LISTED');
    } finally {
      await bench.close();
    }
  });
}

function conduct(use: Use): void {
  it('suspends an agreement in force and resumes it', async () => {
    const play = new Operating(use());
    const { id } = await play.active();
    const why = { id, reasons: '安全检查' };
    const status = async (): Promise<string> =>
      (await use().ask('agreement:read', { id }, 'bank')).status;

    expect(await play.refused('agreement:resume', why, 'implementer')).to.equal(
      'AGREEMENT_STATE_FORBIDS',
    );
    await play.act('agreement:suspend', why, 'implementer');
    expect(await status()).to.equal('SUSPENDED');
    expect(await play.refused('agreement:suspend', why, 'implementer')).to.equal(
      'AGREEMENT_STATE_FORBIDS',
    );
    await play.act('agreement:resume', why, 'implementer');
    expect(await status()).to.equal('ACTIVE');
  });

  it('terminates an agreement once, for ever', async () => {
    const play = new Operating(use());
    const { id } = await play.active();
    const why = { id, reasons: '严重违约' };

    await play.act('agreement:terminate', why, 'implementer');

    expect((await use().ask('agreement:read', { id }, 'bank')).status).to.equal('TERMINATED');
    expect(await play.refused('agreement:terminate', why, 'implementer')).to.equal(
      'AGREEMENT_STATE_FORBIDS',
    );
  });

  it('says why without personal data', async () => {
    const play = new Operating(use());
    const { id } = await play.active();
    const refuse = (name: 'suspend' | 'resume' | 'terminate'): Promise<string> =>
      play.refused(`agreement:${name}`, { id, reasons: personal }, 'implementer');

    expect(await refuse('suspend')).to.equal('PERSONAL_DATA_REFUSED');
    expect(await refuse('resume')).to.equal('PERSONAL_DATA_REFUSED');
    expect(await refuse('terminate')).to.equal('PERSONAL_DATA_REFUSED');
  });

  it('expires by time alone, and says beforehand when', async function () {
    const stage = use();
    if (stage.bench.advance === undefined) skip(this, 'the clock can not be set here');
    const play = new Operating(stage);
    const term = play.term(3);
    const { id } = await play.active({ term });

    const before = await stage.ask('agreement:read', { id }, 'bank');
    await play.desk.later(5);
    const after = await stage.ask('agreement:read', { id }, 'bank');

    expect([before.status, after.status]).to.deep.equal(['ACTIVE', 'EXPIRED']);
    expect(before.nextChangeAt).to.equal(`${term.to}T16:00:00.000Z`);
  });

  it('answers for an instant that the beacons reached, as it was known then', async () => {
    const play = new Operating(use());
    const { id, drafted } = await play.active();
    const ask = (instants: object): Promise<string> =>
      use()
        .ask('agreement:read', { id, ...instants }, 'bank')
        .then(({ status }) => status);

    expect(await ask({ knownAt: drafted.at })).to.equal('DRAFT');
    expect(
      await use().code('agreement:read', { id, asOf: '2099-01-01T00:00:00.000Z' }, 'bank'),
    ).to.equal('AS_OF_TOO_LATE');
  });
}
