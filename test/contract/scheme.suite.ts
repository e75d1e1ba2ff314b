import { expect } from 'chai';
import { developmentRules } from '@shuquan/gateway/founding/rules';
import { unique } from '../support/founded.js';
import { IMPLEMENTING_BODY, OPERATOR } from '../support/parties.js';
import { latestList } from '../support/negative-list.js';
import { Operating, schemeInput, schemeItems } from '../support/operating.js';
import { rejected } from '../support/rejected.js';
import { actsOf } from './operation/acts.js';
import { authorisable } from './operation/authorisable.js';
import { contractSuite, covers, type OpenBench, skip, type Use } from './suite.js';

const personal = '联系 13800138000';

/** 实施方案: twelve items, a decision, a filing, and an operator chosen in competition. */
export function schemeSuite(name: string, open: OpenBench): void {
  contractSuite(`scheme: ${name}`, open, (use) => {
    actsOf('scheme', use);
    describe('draft', () => {
      drafts(use);
      authorisable(use, 'scheme:draft');
    });
    describe('decision and filing', () => {
      decisions(use);
    });
    describe('selection', () => {
      selections(use);
    });
    // One body and one official act on a channel of tests.
    covers('scheme', use, [
      'scheme:decide REVIEWER_CAN_NOT_DECIDE',
      'scheme:select CALLER_FORBIDDEN',
    ]);
  });
}

function drafts(use: Use): void {
  before('the catalogue has the entries', () => new Operating(use()).catalogued());

  it('is kept with the version of the negative list it was checked against', async () => {
    const play = new Operating(use());
    const input = schemeInput();
    // Others on the same channel may have published one since it was founded.
    const { version } = await latestList(use());

    const scheme = await play.act('scheme:draft', input, 'implementer');

    expect(scheme).to.deep.include({
      implementingBody: IMPLEMENTING_BODY,
      rules: { id: 'PUBLIC_2025_OPERATION', version: 1 },
      negativeList: { listId: 'NEGATIVE_LIST', version },
    });
    expect(await use().ask('scheme:read', { id: input.id }, 'bank')).to.deep.equal(scheme);
  });

  for (const { code } of schemeItems) {
    it(`lacks nothing: without ${code} it is refused and the item named`, async () => {
      const play = new Operating(use());
      await play.desk.time();
      const items = schemeItems.filter((item) => item.code !== code);

      const err = await rejected(
        use().submit('scheme:draft', schemeInput({ items }), 'implementer'),
      );

      expect(err.code).to.equal('SCHEME_ITEM_MISSING');
      expect((err.params['missing'] as { code: string }[]).map((item) => item.code)).to.deep.equal([
        code,
      ]);
    });
  }

  it('names every item that is missing at once', async () => {
    await new Operating(use()).desk.time();

    const err = await rejected(
      use().submit('scheme:draft', schemeInput({ items: [] }), 'implementer'),
    );

    expect(err.params['missing']).to.have.length(12);
  });

  it('knows the rules it is drafted under, and no item that they do not', async () => {
    const play = new Operating(use());
    const refuse = (over: object): Promise<string> =>
      play.refused('scheme:draft', schemeInput(over), 'implementer');

    expect(await refuse({ rules: 'NATIONAL_2026' })).to.equal('PROFILE_NOT_IN_FORCE');
    expect(await refuse({ items: [...schemeItems, { code: 'ELSE', value: '其他' }] })).to.equal(
      'INPUT_INVALID',
    );
    const [first, ...rest] = schemeItems;
    expect(await refuse({ items: [{ ...first, value: personal }, ...rest] })).to.equal(
      'PERSONAL_DATA_REFUSED',
    );
  });

  it('takes an id once', async () => {
    const play = new Operating(use());
    const { id } = await play.act('scheme:draft', schemeInput(), 'implementer');

    expect(await play.refused('scheme:draft', schemeInput({ id }), 'implementer')).to.equal(
      'SCHEME_EXISTS',
    );
  });

  it('waits for a negative list', async function () {
    const { openUnder } = use().bench;
    if (openUnder === undefined) skip(this, 'a channel without a list needs a ledger of its own');
    const bench = await openUnder(
      developmentRules(2033).filter(({ kind }) => kind !== 'NEGATIVE_LIST'),
    );
    try {
      const play = new Operating(use().on(bench));

      expect(await play.refused('scheme:draft', schemeInput(), 'implementer')).to.equal(
        'NEGATIVE_LIST_MISSING',
      );
    } finally {
      await bench.close();
    }
  });
}

function decisions(use: Use): void {
  it('are made once, of what is there, and only what is approved is filed, once', async () => {
    const play = new Operating(use());
    const { id } = await play.act('scheme:draft', schemeInput(), 'implementer');
    const decision = { id, outcome: 'APPROVED' as const, reasons: '同意' };
    const filing = { id, filingNo: unique('B') };
    const file = (): Promise<string> => play.refused('scheme:file', filing, 'authority-official');

    expect(await file()).to.equal('SCHEME_STATE_FORBIDS');
    await play.act('scheme:decide', decision, 'authority-official');
    expect(await play.refused('scheme:decide', decision, 'authority-official')).to.equal(
      'SCHEME_STATE_FORBIDS',
    );
    const filed = await play.act('scheme:file', filing, 'authority-official');
    expect(filed.filing?.filingNo).to.equal(filing.filingNo);
    expect(await file()).to.equal('SCHEME_STATE_FORBIDS');
  });

  it('leave a scheme that was turned down unfiled', async () => {
    const play = new Operating(use());
    const { id } = await play.act('scheme:draft', schemeInput(), 'implementer');
    const decision = { id, outcome: 'REJECTED' as const, reasons: '不同意' };
    await play.act('scheme:decide', decision, 'authority-official');

    expect(
      await play.refused('scheme:file', { id, filingNo: 'B-2' }, 'authority-official'),
    ).to.equal('SCHEME_STATE_FORBIDS');
  });

  it('carry no personal data', async () => {
    const play = new Operating(use());
    const { id } = await play.act('scheme:draft', schemeInput(), 'implementer');

    expect(
      await play.refused(
        'scheme:decide',
        { id, outcome: 'APPROVED', reasons: personal },
        'authority-official',
      ),
    ).to.equal('PERSONAL_DATA_REFUSED');
    expect(
      await play.refused('scheme:file', { id, filingNo: personal }, 'authority-official'),
    ).to.equal('PERSONAL_DATA_REFUSED');
  });
}

function selections(use: Use): void {
  it('name the procedure and rest on its evidence', async () => {
    const play = new Operating(use());
    const input = await play.selectionInput(await play.scheme());

    const selection = await play.act('scheme:select', input, 'implementer');

    expect(selection).to.deep.include({ operator: OPERATOR, procedure: 'PUBLIC_TENDER' });
    expect(await use().ask('scheme:selection', { id: input.id }, 'bank')).to.deep.equal(selection);
    expect(await play.refused('scheme:select', input, 'implementer')).to.equal('SELECTION_EXISTS');
  });

  const wrong: Readonly<Record<string, object>> = {
    SELECTION_NOT_COMPETITIVE: { procedure: 'DIRECT_AWARD' },
    EVIDENCE_NOT_FOUND: { evidence: 'nothing' },
    ROOT_MISMATCH: { evidenceDigest: '0'.repeat(64) },
    USCC_INVALID: { operator: '91510000MA7DEM0241' },
    PERSONAL_DATA_REFUSED: { id: '13800138000' },
  };
  for (const [code, over] of Object.entries(wrong)) {
    it(`are refused with ${code} where they are wrong in that alone`, async () => {
      const play = new Operating(use());
      const input = { ...(await play.selectionInput(await play.scheme())), ...over };

      expect(await play.refused('scheme:select', input, 'implementer')).to.equal(code);
    });
  }

  it('are of a filed scheme, never of the body itself', async () => {
    const play = new Operating(use());
    const input = await play.selectionInput(await play.decided());

    expect(await play.refused('scheme:select', input, 'implementer')).to.equal(
      'SCHEME_STATE_FORBIDS',
    );
    const own = { ...input, scheme: await play.scheme(), operator: IMPLEMENTING_BODY };
    expect(await play.refused('scheme:select', own, 'implementer')).to.equal(
      'SELECTION_NOT_COMPETITIVE',
    );
  });
}
