import { type Founding, type Input, recordDigest } from '@shuquan/chaincode/model';
import { foundingDocument } from '@shuquan/gateway/founding/document';
import { loadPeople } from '@shuquan/network/people';
import { expect } from 'chai';
import type { Stage } from '../support/stage.js';
import { members, unique } from '../support/founded.js';
import { contractSuite, covers, type OpenBench, skip, type Use } from './suite.js';

type Change = Input<'governance:propose'>['change'];

/** The channel’s own configuration: nothing changes on one organisation’s word. */
export function governanceSuite(name: string, open: OpenBench): void {
  contractSuite(`governance: ${name}`, open, (use) => {
    describe('founding', () => {
      foundings(use);
    });
    describe('proposal', () => {
      proposals(use);
    });
    describe('decision', () => {
      decisions(use);
    });
    describe('settings', () => {
      settings(use);
    });
    covers('governance', use);
  });
}

const document = (over: Partial<Founding> = {}): Founding => ({
  ...foundingDocument(loadPeople(), members, { channel: 'shuquan', purpose: 'TEST' }),
  ...over,
});
const digestOf = (value: Founding): string => recordDigest({ kind: 'FOUNDING', value });

/** A channel of its own that nobody founded yet. */
async function onUnfounded(
  use: Use,
  test: Mocha.Context,
  play: (stage: Stage) => Promise<void>,
): Promise<void> {
  const { openUnfounded } = use().bench;
  if (openUnfounded === undefined) skip(test, 'a channel of its own takes a network');
  const bench = await openUnfounded();
  try {
    await play(use().on(bench));
  } finally {
    await bench.close();
  }
}

function foundings(use: Use): void {
  it('takes every governor’s word and makes the settings', async function () {
    await onUnfounded(use, this, async (stage) => {
      const founding = document();
      const digest = digestOf(founding);

      const proposed = await stage.submit('governance:found', founding, 'registry-official');
      expect(proposed).to.include({ id: 'founding', state: 'OPEN', digest });
      const ratify = (as: string): Promise<{ state: string }> =>
        stage.submit('governance:ratify', { digest }, as);

      expect((await ratify('authority-official')).state).to.equal('OPEN');
      expect((await ratify('court-official')).state).to.equal('ADOPTED');
      const { items } = await stage.ask(
        'governance:settings',
        { kind: 'ROLE', limit: 100 },
        'bank',
      );
      expect(items.map(({ value }) => value)).to.have.deep.members(founding.roles);
      const id = 'founding';
      expect((await stage.ask('governance:proposal', { id }, 'bank')).state).to.equal('ADOPTED');
    });
  });

  it('is another’s to ratify, by what was read, while it is open', async function () {
    await onUnfounded(use, this, async (stage) => {
      const founding = document();
      const digest = digestOf(founding);
      const ratify = (as: string, of = digest): Promise<string> =>
        stage.code('governance:ratify', { digest: of }, as);

      expect(await ratify('court-official')).to.equal('GOVERNANCE_NOT_FOUNDED');
      await stage.submit('governance:found', founding, 'registry-official');
      expect(await ratify('registry-official')).to.equal('APPROVER_NOT_INDEPENDENT');
      expect(await ratify('exchange-official')).to.equal('CALLER_FORBIDDEN');
      expect(await ratify('judge')).to.equal('CALLER_FORBIDDEN');
      expect(await ratify('court-official', '0'.repeat(64))).to.equal('PROPOSAL_MISMATCH');
    });
  });

  it('of one document takes nothing from those who agree to another', async function () {
    await onUnfounded(use, this, async (stage) => {
      const ours = document();
      const theirs = document({ governors: ['ExchangeMSP', 'RegistryMSP'] });
      await stage.submit('governance:found', ours, 'registry-official');
      await stage.submit('governance:ratify', { digest: digestOf(ours) }, 'court-official');

      await stage.submit('governance:found', theirs, 'exchange-official');
      const again = await stage.submit('governance:found', ours, 'authority-official');

      expect(again.votes.map(({ mspId }) => mspId)).to.deep.equal(['RegistryMSP', 'CourtMSP']);
      const last = { digest: digestOf(ours) };
      const adopted = await stage.submit('governance:ratify', last, 'authority-official');
      expect(adopted.state).to.equal('ADOPTED');
      expect(
        await stage.code('governance:ratify', { digest: digestOf(theirs) }, 'registry-official'),
      ).to.equal('PROPOSAL_CLOSED');
    });
  });

  it('is refused where the document can not found this channel', async function () {
    await onUnfounded(use, this, async (stage) => {
      const found = (over: Partial<Founding>, as = 'registry-official'): Promise<string> =>
        stage.code('governance:found', document(over), as);
      const wrong = [{ uscc: '91510100MA7DEM0167', msps: members }];

      expect(await found({ channelId: 'another' })).to.equal('INPUT_INVALID');
      expect(await found({ governors: ['RegistryMSP'] })).to.equal('INPUT_INVALID');
      expect(await found({ governors: ['RegistryMSP', 'RegistryMSP'] })).to.equal('INPUT_INVALID');
      expect(await found({ roles: [] })).to.equal('INPUT_INVALID');
      expect(await found({ homes: wrong })).to.equal('USCC_INVALID');
      expect(await found({}, 'exchange-official')).to.equal('CALLER_FORBIDDEN');
      expect(await found({}, 'holder-a')).to.equal('CALLER_FORBIDDEN');
      expect(await stage.code('governance:proposal', { id: 'founding' }, 'bank')).to.equal(
        'PROPOSAL_NOT_FOUND',
      );
    });
  });

  it('comes before every other change', async function () {
    await onUnfounded(use, this, async (stage) => {
      const id = unique('p');
      const input = { id, change: profile(), reason: '测试' };
      const vote = { id, digest: '0'.repeat(64) };

      expect(await stage.code('governance:propose', input, 'court-official')).to.equal(
        'GOVERNANCE_NOT_FOUNDED',
      );
      expect(await stage.code('governance:approve', vote, 'court-official')).to.equal(
        'GOVERNANCE_NOT_FOUNDED',
      );
      expect(await stage.code('governance:reject', { id }, 'court-official')).to.equal(
        'GOVERNANCE_NOT_FOUNDED',
      );
    });
  });

  it('happens once', async () => {
    const stage = use();
    const digest = digestOf(document());

    expect(await stage.code('governance:found', document(), 'registry-official')).to.equal(
      'GOVERNANCE_FOUNDED',
    );
    expect(await stage.code('governance:ratify', { digest }, 'court-official')).to.equal(
      'PROPOSAL_CLOSED',
    );
  });
}

/** A version of a rule profile that nobody adopted: touches no organisation. */
const profile = (over: object = {}): Change => ({
  kind: 'RULE_PROFILE',
  value: {
    profileId: unique('P').replaceAll('-', '_').toUpperCase(),
    version: 1,
    digest: 'a'.repeat(64),
    effectiveFrom: '2027-01-01T00:00:00.000Z',
    ...over,
  },
});

async function proposed(
  use: Use,
  change = profile(),
  as = 'registry-official',
): Promise<{ id: string; digest: string }> {
  const id = unique('p');
  const input = { id, change, reason: '测试' };
  const { digest } = await use().submit('governance:propose', input, as);
  return { id, digest };
}

function proposals(use: Use): void {
  const propose = (over: object, as = 'registry-official'): Promise<string> => {
    const input = { id: unique('p'), change: profile(), reason: '测试', ...over };
    return use().code('governance:propose', input, as);
  };

  it('is open with its proposer’s vote, and readable', async () => {
    const stage = use();
    const change = profile();
    const { id, digest } = await proposed(use, change);

    const proposal = await stage.ask('governance:proposal', { id }, 'bank');

    expect(proposal).to.deep.include({ id, change, digest, state: 'OPEN', required: [] });
    expect(proposal.votes.map(({ mspId }) => mspId)).to.deep.equal(['RegistryMSP']);
  });

  it('takes an id that is free', async () => {
    const { id } = await proposed(use);

    expect(await propose({ id }, 'court-official')).to.equal('PROPOSAL_EXISTS');
  });

  it('does not replace an immutable version that is in force', async () => {
    const stage = use();
    const change = profile();
    await stage.adopt(change, 'registry-official', 'court-official');

    expect(await propose({ change })).to.equal('PROPOSAL_EXISTS');
  });

  it('founds no channel', async () => {
    const change = { kind: 'FOUNDING', value: document() };

    expect(await propose({ change })).to.equal('CALLER_FORBIDDEN');
    expect(await propose({ id: 'founding' })).to.equal('CALLER_FORBIDDEN');
  });

  it('is refused where it contradicts itself or carries personal data', async () => {
    const home = { kind: 'HOME', value: { uscc: '91510100MA7DEM0167', msps: ['CourtMSP'] } };
    const alone = { kind: 'ROLE', value: { role: 'official', msps: ['CourtMSP'] } };

    expect(await propose({ change: home })).to.equal('USCC_INVALID');
    expect(await propose({ change: alone })).to.equal('INPUT_INVALID');
    expect(await propose({ reason: '电话13812345678' })).to.equal('PERSONAL_DATA_REFUSED');
  });
}

function decisions(use: Use): void {
  const approve = (vote: { id: string; digest: string }, as: string): Promise<string> =>
    use().code('governance:approve', vote, as);

  it('needs two organisations', async () => {
    const stage = use();
    const vote = await proposed(use);

    expect(await approve(vote, 'registry-official')).to.equal('APPROVER_NOT_INDEPENDENT');
    expect(await approve({ ...vote, digest: '0'.repeat(64) }, 'court-official')).to.equal(
      'PROPOSAL_MISMATCH',
    );
    const { state } = await stage.submit('governance:approve', vote, 'exchange-official');

    expect(state).to.equal('ADOPTED');
    expect(await approve(vote, 'court-official')).to.equal('PROPOSAL_CLOSED');
  });

  it('needs every organisation that the change touches, before and after', async () => {
    const stage = use();
    const change: Change = {
      kind: 'CERTIFICATE',
      value: { mspId: 'CourtMSP', fingerprint: 'e'.repeat(64), suspended: true, reason: '测试' },
    };
    const vote = await proposed(use, change);

    const open = await stage.submit('governance:approve', vote, 'authority-official');
    const adopted = await stage.submit('governance:approve', vote, 'court-official');

    expect([open.state, adopted.state]).to.deep.equal(['OPEN', 'ADOPTED']);
  });

  it('is of a proposal that is there', async () => {
    const id = unique('p');
    const stage = use();

    expect(await approve({ id, digest: '0'.repeat(64) }, 'court-official')).to.equal(
      'PROPOSAL_NOT_FOUND',
    );
    expect(await stage.code('governance:reject', { id }, 'court-official')).to.equal(
      'PROPOSAL_NOT_FOUND',
    );
    expect(await stage.code('governance:proposal', { id }, 'bank')).to.equal('PROPOSAL_NOT_FOUND');
  });

  it('never undoes a newer one', async () => {
    const stage = use();
    const fingerprint = Buffer.from(unique('certificate')).toString('hex').padEnd(64, '0');
    const suspend = (suspended: boolean): Change => ({
      kind: 'CERTIFICATE',
      value: {
        mspId: 'CourtMSP',
        fingerprint: fingerprint.slice(0, 64),
        suspended,
        reason: '测试',
      },
    });
    const stale = await proposed(use, suspend(false));
    await stage.adopt(suspend(true), 'registry-official', 'court-official');

    expect(await approve(stale, 'court-official')).to.equal('PROPOSAL_STALE');

    const { state, votes } = await stage.ask('governance:proposal', { id: stale.id }, 'bank');
    expect([state, votes.length]).to.deep.equal(['OPEN', 1]);
    await stage.adopt(suspend(false), 'registry-official', 'court-official');
  });

  it('may be a refusal, by the proposer or who is touched', async () => {
    const stage = use();
    const { id, digest } = await proposed(use);

    expect(await stage.code('governance:reject', { id }, 'court-official')).to.equal(
      'CALLER_FORBIDDEN',
    );
    const { state } = await stage.submit('governance:reject', { id }, 'registry-official');

    expect(state).to.equal('REJECTED');
    expect(await stage.code('governance:reject', { id }, 'registry-official')).to.equal(
      'PROPOSAL_CLOSED',
    );
    expect(await approve({ id, digest }, 'court-official')).to.equal('PROPOSAL_CLOSED');
  });

  it('gives no registrar the number of another, and none a new one', async () => {
    const stage = use();
    const first = { uscc: '12510000MB1DEM078F', mspId: 'RegistryMSP', digit: 1, region: '51' };
    const second = { uscc: '91510100MA7DEM0C6H', mspId: 'RegistryMSP', digit: 2, region: '51' };
    const code = async (entry: typeof first): Promise<string> => {
      const change = { kind: 'REGISTRAR' as const, value: { ...entry, state: 'ACTIVE' as const } };
      const id = unique('change');
      const input = { id, change, reason: '测试' };
      const { digest } = await stage.submit('governance:propose', input, 'registry-official');
      return stage.code('governance:approve', { id, digest }, 'authority-official');
    };
    const stranger = { ...first, uscc: '91510107MA7DEM0839' };

    expect(await code({ ...second, digit: 1 })).to.equal('REGISTRAR_NUMBER_TAKEN');
    expect(await code({ ...first, digit: 7 })).to.equal('REGISTRAR_NUMBER_TAKEN');
    expect(await code({ ...first, region: '50' })).to.equal('REGISTRAR_NUMBER_TAKEN');
    expect(await code(stranger)).to.equal('REGISTRAR_NUMBER_TAKEN');
    const officials = ['registry-official', 'authority-official'] as const;
    await stage.adopt({ kind: 'REGISTRAR', value: { ...first, state: 'ACTIVE' } }, ...officials);
  });

  it('lets an organisation join whose officials nobody knew', async () => {
    const stage = use();
    const officials = (msps: string[]): Change => ({
      kind: 'ROLE',
      value: { role: 'official', msps },
    });
    const everybody = [
      'registry-official',
      'authority-official',
      'court-official',
      'exchange-official',
    ];
    await stage.adopt(officials(members), ...everybody);

    const refused = await stage.code(
      'governance:propose',
      { id: unique('p'), change: profile(), reason: '测试' },
      'exchange-official',
    );
    await stage.adopt(officials([...members, 'ExchangeMSP']), ...everybody.slice(0, 3));

    expect(refused).to.equal('ROLE_NOT_BOUND');
    await proposed(use, profile(), 'exchange-official');
  });
}

function settings(use: Use): void {
  it('are told with the proposal and the transaction that made them', async () => {
    const stage = use();
    const change = profile();
    await stage.adopt(change, 'registry-official', 'court-official');

    const kind = 'RULE_PROFILE' as const;
    const values: unknown[] = [];
    let cursor: string | undefined;
    do {
      const page = await stage.ask(
        'governance:settings',
        { kind, limit: 1, ...(cursor === undefined ? {} : { cursor }) },
        'bank',
      );
      values.push(...page.items.map(({ value }) => value));
      cursor = page.next;
    } while (cursor !== undefined);

    expect(values).to.deep.include(change.value);
  });

  it('take no cursor of another kind', async () => {
    const stage = use();
    const { next: cursor } = await stage.ask(
      'governance:settings',
      { kind: 'ROLE', limit: 1 },
      'bank',
    );

    expect(
      await stage.code('governance:settings', { kind: 'HOME', limit: 1, cursor }, 'bank'),
    ).to.equal('CURSOR_INVALID');
  });
}
