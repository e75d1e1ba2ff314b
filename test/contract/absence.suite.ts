import { expect } from 'chai';
import { Answering, askedBy, type Question } from '../support/answers.js';
import { depositInput, unique } from '../support/founded.js';
import { BANK2, HOLDER_A, HOLDER_B } from '../support/parties.js';
import { codeOf } from '../support/rejected.js';
import { quietForm } from '../support/register-samples.js';
import { actsOf } from './register/acts.js';
import { contractSuite, covers, type OpenBench, skip, type Use } from './suite.js';

const hexOf = (byte: string): string => byte.repeat(32);
const exact = (hex: string): { tier: 'EXACT'; hex: string } => ({ tier: 'EXACT', hex });
const rightsOn = (hex: string): Question => ({
  of: 'RIGHT',
  where: { kind: 'DIGEST', digest: exact(hex) },
});

/** 否定答复: nothing found, proven at a place among the commits, and good to whoever was meant. */
export function absenceSuite(name: string, open: OpenBench): void {
  contractSuite(`absence: ${name}`, open, (use) => {
    actsOf('absence', use);
    describe('answer', () => {
      answers(use);
      bounds(use);
    });
    describe('signed answer', () => {
      signed(use);
    });
    covers('absence', use);
  });
}

function answers(use: Use): void {
  it('says of a digest that nobody deposited or applied with, until somebody does', async () => {
    const play = new Answering(use());
    const input = depositInput({ id: unique('ev') });
    const hex = input.digests['SHA-256'];
    const question: Question = { of: 'RECORD', digest: exact(hex) };
    const before = await play.submit(askedBy(question));

    await play.desk.act('evidence:deposit', input, 'holder-a');

    const after = await play.submit(askedBy(question));
    expect([before.verdict, before.found]).to.deep.equal(['NONE', []]);
    expect(after).to.deep.include({
      verdict: 'FOUND',
      found: [{ kind: 'EVIDENCE', id: input.id, status: 'DEPOSITED' }],
    });
    expect((await play.read(question)).found).to.deep.equal(after.found);
  });

  it('says of data that nobody has a right to it, until a registration is deposited', async () => {
    const play = new Answering(use());
    const [asset, id] = [unique('ds'), unique('rc')];
    const form = quietForm(asset);
    const question = rightsOn(form.digests['SHA-256']);
    expect((await play.submit(askedBy(question))).verdict).to.equal('NONE');

    await play.desk.certified(id, form);

    const { found, verdict } = await play.submit(askedBy(question));
    expect(verdict).to.equal('FOUND');
    const { items } = await use().ask(
      'register:rightsOf',
      { data: { asset, version: 1 }, limit: 10 },
      'bank',
    );
    const ids = items.map(({ right }) => right.id);
    expect(found.map((each) => each.id).sort()).to.deep.equal(ids.sort());
    expect(new Set(found.map(({ status }) => status))).to.deep.equal(new Set(['ACTIVE']));
    const [first = ''] = ids;
    const data = { asset, version: 1 };
    const ways: Question[] = [
      { of: 'RIGHT', where: { kind: 'DATA', data } },
      { of: 'RIGHT', where: { kind: 'RIGHT', right: first } },
      { of: 'RIGHT', where: { kind: 'DATA', data }, right: 'HOLD' },
    ];
    for (const each of ways) expect((await play.read(each)).verdict).to.equal('FOUND');
    const recorded = await play.read({ of: 'RECORD', digest: exact(form.digests['SHA-256']) });
    expect(recorded.found.map(({ kind, id: found }) => [kind, found])).to.deep.include([
      'CASE',
      id,
    ]);
  });

  it('says that nothing stands against a right, or against a party', async () => {
    const play = new Answering(use());
    const asset = unique('ds');
    await play.desk.certified(unique('rc'), quietForm(asset));
    const data = { asset, version: 1 };
    for (const question of [
      { of: 'ENCUMBRANCE', where: { kind: 'DATA', data } },
      { of: 'ENCUMBRANCE', where: { kind: 'HOLDER', holder: HOLDER_B } },
    ] as const satisfies Question[]) {
      expect((await play.submit(askedBy(question))).verdict).to.equal('NONE');
      expect((await play.read(question)).verdict).to.equal('NONE');
    }
  });

  it('echoes for whom, to which nonce, and as of which beacon and height', async () => {
    const play = new Answering(use());
    const asking = askedBy({ of: 'RECORD', digest: exact(hexOf('ab')) }, BANK2);
    const record = await play.submit(asking, 'holder-a');
    const beacon = await use().lastBeacon();
    const { statement } = await use().ask('beacon:read', { number: record.beacon }, 'bank');

    expect(record).to.deep.include({ ...asking, kind: 'ABSENCE', by: HOLDER_A, index: 1 });
    expect(record.beacon).to.be.at.most(beacon);
    expect(record.height).to.equal(statement.height);
    expect(Date.parse(record.validUntil) - Date.parse(record.at)).to.equal(86_400_000);
    const kept = await use().ask('absence:submitted', { txId: record.txId }, 'bank');
    expect(kept).to.deep.equal(record);
  });

  it('dies with the record that came between its endorsement and its commit', async () => {
    const play = new Answering(use());
    const { bench } = use();
    const { ledger } = bench;
    const input = depositInput({ id: unique('ev') });
    const question: Question = { of: 'RECORD', digest: exact(input.digests['SHA-256']) };
    const bank = bench.as('bank');
    await play.desk.time();
    const asked = { ...askedBy(question), beacon: await use().timely() };
    const { bytes } = await ledger.prepare('absence:submit', asked, bank);
    const endorsed = await ledger.endorse(bytes, await bank.sign(bytes));

    await play.desk.act('evidence:deposit', input, 'holder-a');

    const late = ledger.submitSigned(endorsed.bytes, await bank.sign(endorsed.bytes));
    expect(await codeOf(late)).to.equal('LEDGER_CONFLICT');
    const key = { txId: endorsed.txId };
    expect(await use().code('absence:submitted', key, 'bank')).to.equal('RECORD_NOT_FOUND');
  });
}

function bounds(use: Use): void {
  it('is refused where more is in question than one answer reads to the end', async function () {
    if (!use().bench.alone) skip(this, 'hundreds of deposits take too long here');
    const play = new Answering(use());
    await play.desk.time();
    const digests = depositInput().digests;
    await Promise.all(
      Array.from({ length: 201 }, () =>
        use().bench.ledger.submit(
          'evidence:deposit',
          depositInput({ id: unique('ev'), digests }),
          use().bench.as('holder-a'),
        ),
      ),
    );
    const asking = askedBy({ of: 'RECORD', digest: exact(digests['SHA-256']) });

    expect(await use().code('absence:submit', asking, 'bank')).to.equal('ABSENCE_TOO_WIDE');
    expect(await use().code('absence:read', asking, 'bank')).to.equal('ABSENCE_TOO_WIDE');
  });

  it('is refused about a right that is not there, and about an instant that nobody knows', async () => {
    const where = { kind: 'RIGHT' as const, right: 'nothing' };
    const asking = askedBy({ of: 'ENCUMBRANCE', where });
    await use().timely();
    const asOf = '2199-01-01T00:00:00.000Z';

    expect(await use().code('absence:submit', asking, 'bank')).to.equal('RIGHT_NOT_FOUND');
    expect(await use().code('absence:read', asking, 'bank')).to.equal('RIGHT_NOT_FOUND');
    expect(await use().code('absence:read', { ...asking, asOf }, 'bank')).to.equal(
      'AS_OF_TOO_LATE',
    );
    for (const wrong of [{ nonce: 'ab' }, { audience: 'nobody' }]) {
      expect(await use().code('absence:submit', { ...asking, ...wrong }, 'bank')).to.equal(
        'INPUT_INVALID',
      );
    }
  });
}

function signed(use: Use): void {
  it('stays true for its height when the right comes a block later, and is stale to who wants more', async function () {
    if (use().bench.anchors === undefined) skip(this, 'this channel has no anchors');
    const play = new Answering(use());
    const form = quietForm(unique('ds'));
    const asking = askedBy(rightsOn(form.digests['SHA-256']));
    await use().witness();
    const [quick, { txId, height = 0 }] = [await play.signed(asking), await play.submit(asking)];
    const committed = await play.confirmed(txId);

    await play.desk.certified(unique('rc'), form);
    await use().witness();

    const later = Number((await use().bench.ledger.info()).height) - 1;
    for (const answer of [quick, committed]) {
      const old = play.check(answer, { ...asking, minOrganizations: 3 });
      expect([old.verdict, old.finding, old.height]).to.deep.equal(['VALID', 'NONE', height]);
      expect(play.check(answer, { ...asking, minHeight: later }).verdict).to.equal('STALE');
    }
    const again = play.check(await play.signed(asking), asking);
    expect([again.verdict, again.finding]).to.deep.equal(['VALID', 'FOUND']);
  });

  it('is worth nothing to another, to another question, unsigned, too late, or altered', async function () {
    if (use().bench.anchors === undefined) skip(this, 'this channel has no anchors');
    const play = new Answering(use());
    const asking = askedBy({ of: 'RECORD', digest: exact(hexOf('cd')) });
    const answer = await play.signed(asking, ['RegistryMSP']);
    const both = await play.signed(asking, ['RegistryMSP', 'CourtMSP']);
    const verdict = (text: string, over: object = {}): string =>
      play.check(text, { ...asking, ...over }).verdict;

    expect(verdict(answer)).to.equal('POLICY_NOT_MET');
    expect(verdict(both)).to.equal('VALID');
    expect(verdict(both, { minOrganizations: 3 })).to.equal('POLICY_NOT_MET');
    expect(verdict(both, { audience: BANK2 })).to.equal('INVALID');
    expect(verdict(both, { question: rightsOn(hexOf('cd')) })).to.equal('INVALID');
    expect(verdict(both, { nonce: hexOf('01') })).to.equal('STALE');
    const now = use().bench.now();
    expect(verdict(both, { now })).to.equal('VALID');
    expect(verdict(both, { now: new Date(now.getTime() + 86_400_000) })).to.equal('STALE');
    expect(verdict(both, { minBeacon: 1_000_000 })).to.equal('STALE');
    const flipped = both.replace(/.(?=.{60}"\}\s*$)/, (c) => (c === 'A' ? 'B' : 'A'));
    expect(play.check(flipped, asking)).to.not.include({ verdict: 'VALID' });
    expect(play.check(flipped, asking).finding).to.equal(undefined);
  });
}
