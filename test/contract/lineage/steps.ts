import { expect } from 'chai';
import { unique } from '../../support/founded.js';
import { at, derivation, ownData, Tracing } from '../../support/lineage.js';
import { sha256, stepInput } from '../../support/operating.js';
import { HOLDER_A, UTILITY } from '../../support/parties.js';
import { privateContact, quietForm } from '../../support/register-samples.js';
import type { Use } from '../suite.js';

const KINDS = [
  'PROCESS',
  'CLEAN',
  'LABEL',
  'EVALUATE',
  'MODEL',
  'DESENSITISE',
  'TRANSFORM',
] as const;

export function steps(use: Use): void {
  it('says who did what with which data, when and on what basis', async () => {
    const play = new Tracing(use());
    const input = stepInput({ kind: 'LABEL' });

    const step = await play.act('lineage:record', input, 'processor-e');

    expect(step.recorded).to.include({ role: 'processor' });
    expect(await use().ask('lineage:step', { id: input.id }, 'bank')).to.deep.equal(step);
    expect(await play.refused('lineage:record', input, 'processor-e')).to.equal('STEP_EXISTS');
    const personal = stepInput({ note: '联系 13800138000' });
    expect(await play.refused('lineage:record', personal, 'processor-e')).to.equal(
      'PERSONAL_DATA_REFUSED',
    );
  });

  it('is one of eight kinds, of which collecting alone begins with no data', async () => {
    const play = new Tracing(use());
    const refuse = (over: object): Promise<string> =>
      play.refused('lineage:record', stepInput(over), 'processor-e');

    for (const kind of KINDS) {
      const step = await play.act('lineage:record', stepInput({ kind }), 'processor-e');
      expect(step.kind).to.equal(kind);
    }
    await play.known('raw');
    expect(await refuse({ kind: 'FUSE' })).to.equal('INPUT_INVALID');
    expect(await refuse({ kind: 'COLLECT' })).to.equal('INPUT_INVALID');
    expect(await refuse({ inputs: [] })).to.equal('INPUT_INVALID');
  });

  it('names a data service base only by a qualification that is valid then', async () => {
    const play = new Tracing(use());
    await registered(play);
    const valid = await qualified(play, 'REGIONAL_DATA_BASE', '2099-01-01T00:00:00.000Z');
    const other = await qualified(play, 'AUDITOR', '2099-01-01T00:00:00.000Z');
    const expired = await qualified(play, 'REGIONAL_DATA_BASE', '2026-01-02T00:00:00.000Z');
    const by = (uscc: string, qualification: string) =>
      stepInput({ base: { uscc, qualification }, kind: 'CLEAN' });
    const refuse = (uscc: string, qualification: string): Promise<string> =>
      play.refused('lineage:record', by(uscc, qualification), 'processor-e');

    const step = await play.act('lineage:record', by(UTILITY, valid), 'processor-e');

    expect(step.base).to.deep.equal({ uscc: UTILITY, qualification: valid });
    for (const wrong of [other, expired, 'nothing']) {
      expect(await refuse(UTILITY, wrong)).to.equal('BASE_NOT_QUALIFIED');
    }
    expect(await refuse(HOLDER_A, valid)).to.equal('BASE_NOT_QUALIFIED');
  });

  it('gives an entrusted processor no right in what it had in hand', async () => {
    const play = new Tracing(use());
    const [raw = ''] = await play.known('raw');
    const basis = { kind: 'ENTRUSTMENT', reference: 'C-1', principal: HOLDER_A } as const;
    const clean = unique('clean');
    const step = stepInput({ inputs: [at(raw)], output: at(clean), basis });
    const recorded = await play.act('lineage:record', step, 'processor-e');
    const model = unique('model');
    await play.derive(derivation(model, [clean], { basis }), 'processor-e');

    expect(recorded.basis).to.deep.equal(basis);
    const misled = stepInput({ basis: astray(basis) });
    expect(await play.refused('lineage:record', misled, 'processor-e')).to.equal('USCC_INVALID');
    const wrong = derivation(unique('x'), [raw], { basis: astray(basis) });
    expect(await play.refused('lineage:derive', wrong, 'processor-e')).to.equal('USCC_INVALID');
    for (const asset of [raw, clean, model]) {
      expect(await applying(play, asset, recorded.recorded.uscc)).to.equal('ENTRUSTED_NO_RIGHTS');
    }
    await play.desk.apply(unique('rc'), quietForm(model));
  });

  it('is the operator’s under an agreement in force, and stands on its timeline', async () => {
    const play = new Tracing(use());
    const { id } = await play.active();
    const under = (reference: string) =>
      stepInput({ basis: { kind: 'AUTHORISED_OPERATION', reference } });
    const refuse = (reference: string, as = 'operator'): Promise<string> =>
      play.refused('lineage:record', under(reference), as);

    const step = await play.act('lineage:record', under(id), 'operator');

    expect(step.restsOn).to.deep.equal([{ kind: 'AGREEMENT', id }]);
    expect((await play.supervise(id)).entries.at(-1)).to.include({
      ...{ kind: 'PROCESSED', subject: step.id },
    });
    expect(await refuse(id, 'holder-a')).to.equal('CALLER_FORBIDDEN');
    expect(await refuse('nothing')).to.equal('AGREEMENT_NOT_FOUND');
    expect(await refuse((await play.signed()).id)).to.equal('AGREEMENT_NOT_ACTIVE');
  });
}

/** The same for a principal whose check character is wrong. */
const astray = (basis: object): typeof ownData =>
  ({ ...basis, principal: `${HOLDER_A.slice(0, 17)}0` }) as typeof ownData;

/** Another test of this channel may have registered the party: then it is verified as well. */
async function registered({ stage }: Tracing): Promise<void> {
  const party = { uscc: UTILITY, type: 'LEGAL_PERSON', name: '蜀能（示例）' } as const;
  const found = await stage.bench.ledger
    .evaluate('party:read', { uscc: UTILITY }, stage.bench.as('bank'))
    .catch(() => undefined);
  if (found === undefined) await stage.submit('party:register', party, 'registrar1');
  if (found?.state === 'VERIFIED') return;
  const verified = { uscc: UTILITY, credentialCommitment: sha256('credential') };
  await stage.submit('party:verify', verified, 'registrar1');
}

async function qualified(play: Tracing, code: string, validTo: string): Promise<string> {
  const id = unique('q');
  await play.act(
    'party:qualify',
    {
      ...{ uscc: UTILITY, id, code, validFrom: '2026-01-01T00:00:00.000Z', validTo },
      documentDigest: sha256(id),
    },
    'registrar1',
  );
  return id;
}

/** An application for data with a right for somebody, by that somebody’s principal or not. */
async function applying(play: Tracing, asset: string, holder: string): Promise<string> {
  await play.desk.time();
  const form = quietForm(asset);
  const allocation = form.allocation.map((each) => ({ ...each, holder }));
  const input = {
    ...{ id: unique('rc'), registrar: '12510000MB1DEM078F', profile: 'NATIONAL_2026' },
    form: { ...form, allocation },
  };
  return play.stage.code('registration:apply', input, 'holder-a', { transient: privateContact() });
}
