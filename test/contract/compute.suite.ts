import { expect } from 'chai';
import { assess } from '../support/assessor.js';
import { unique } from '../support/founded.js';
import { HOLDER_A } from '../support/parties.js';
import { digestOf, RANKING, VERDICT } from '../support/use-desk.js';
import { contractSuite, covers, type OpenBench } from './suite.js';
import { ofTheChain, useDesks, type UseUses } from './use.suite.js';
import { times } from './use/times.js';

/** Algorithms, runs over granted data, and what leaves of them. */
export function computeSuite(name: string, open: OpenBench): void {
  contractSuite(`compute: ${name}`, open, (use) => {
    const desk = useDesks(use);
    describe('an algorithm', () => {
      algorithms(desk);
    });
    describe('a run', () => {
      runs(desk);
    });
    describe('an output', () => {
      outputs(desk);
    });
    describe('time', () => {
      times(desk, ['compute:register', 'compute:run', 'compute:review', 'compute:release']);
    });
    covers('compute', use, [...ofTheChain, ...asUses]);
  });
}

/** The same function says these of a run as of a use, where each is played. */
const asUses = [
  ...['GRANT_NOT_HELD', 'GRANT_NOT_ACTIVE', 'GRANT_REVOKED', 'GRANT_EXPIRED'],
  ...['PURPOSE_UNKNOWN', 'PROFILE_NOT_IN_FORCE', 'FIELD_NOT_GRANTED', 'PART_NOT_GRANTED'],
  ...['TERRITORY_NOT_GRANTED', 'PURPOSE_PROHIBITED', 'compute:run GRANT_SUSPENDED'],
  ...['compute:release PURPOSE_DRIFT', 'compute:run GRANT_NOT_FOUND'],
];

function algorithms(desk: UseUses): void {
  it('is registered once, by whoever has an attestation of it', async () => {
    const { grants, stage } = desk();
    const digest = digestOf(unique('algorithm'));
    const input = { digest, name: '示例算法', outputTypes: [VERDICT] };

    expect(await grants.refused('compute:register', input, 'consumer-c')).to.equal(
      'ATTESTATION_MISSING',
    );
    const { id } = await assess(grants, 'ALGORITHM', digest);
    const made = await grants.act('compute:register', input, 'consumer-c');
    expect(made).to.include({ digest, attestation: id });
    expect(await stage.ask('compute:algorithm', { digest }, 'bank')).to.deep.equal(made);
    expect(await grants.refused('compute:register', input, 'consumer-c')).to.equal('RECORD_EXISTS');
    const named = { ...input, digest: digestOf(unique('other')), name: 'call 13800138000' };
    expect(await grants.refused('compute:register', named, 'consumer-c')).to.equal(
      'PERSONAL_DATA_REFUSED',
    );
    const none = { digest: digestOf(unique('none')) };
    expect(await stage.code('compute:algorithm', none, 'bank')).to.equal('RECORD_NOT_FOUND');
  });
}

function runs(desk: UseUses): void {
  it('is counted, and its output is held', async () => {
    const grant = await desk().grant({ count: 3, outputTypes: [VERDICT] });
    const input = desk().run(grant, await desk().algorithm(), { units: 2 });

    const run = await desk().ran(input);

    expect(run).to.deep.include({ ...input, outcome: 'PERMITTED', distance: 'SAME' });
    expect(run.over).to.deep.equal([HOLDER_A]);
    expect(await desk().left(grant)).to.equal(1);
    const view = await desk().stage.ask('compute:read', { id: run.id }, 'supervisor');
    expect(view).to.deep.equal({ run, status: 'OUTPUT_HELD' });
    expect(await desk().ran(desk().run(grant, input.algorithm, { units: 2 }))).to.include({
      code: 'GRANT_EXHAUSTED',
    });
  });

  it('for something else than it says is refused, and on record with what gave it away', async () => {
    const grant = await desk().grant({ outputTypes: [VERDICT] });
    const scoring = await desk().algorithm(RANKING);
    const output = { digest: digestOf('customers'), type: RANKING };

    const run = await desk().ran(desk().run(grant, scoring, { output }));

    expect(run).to.include({ outcome: 'REFUSED', code: 'PURPOSE_DRIFT', distance: 'SAME' });
    const reasons = run.outcome === 'REFUSED' ? run.reasons : [];
    expect(reasons.map(({ code, what }) => [code, what])).to.deep.equal([
      ['PURPOSE_DRIFT', RANKING],
    ]);
    const { status } = await desk().stage.ask('compute:read', { id: run.id }, 'supervisor');
    expect(status).to.equal('REFUSED');
  });

  it('drifts with an algorithm unknown, not granted, not attested any more, or other output', async () => {
    const { grants } = desk();
    const known = await desk().algorithm();
    const whats = async (algorithm: string, scope: object, over: object = {}): Promise<unknown> => {
      const run = await desk().ran(desk().run(await desk().grant(scope), algorithm, over));
      return run.outcome === 'REFUSED' ? run.reasons.map(({ what }) => what) : run.outcome;
    };
    const output = { digest: digestOf('out'), type: RANKING };

    expect(await whats(known, { algorithms: [known] })).to.equal('PERMITTED');
    expect(await whats(digestOf('unknown'), {})).to.deep.equal(['ALGORITHM_NOT_REGISTERED']);
    expect(await whats(known, { algorithms: [digestOf('other')] })).to.deep.equal([
      'ALGORITHM_NOT_GRANTED',
    ]);
    expect(await whats(known, {}, { output })).to.deep.equal(['OUTPUT_NOT_OF_ALGORITHM']);
    const { attestation } = await desk().stage.ask('compute:algorithm', { digest: known }, 'bank');
    const withdrawal = { id: attestation, reason: '测试' };
    await grants.act('attestation:withdraw', withdrawal, 'processor-e');
    expect(await whats(known, {})).to.deep.equal(['ALGORITHM_NOT_ATTESTED']);
  });

  it('takes in the data of its grant alone, and an id once', async () => {
    const grant = await desk().grant();
    const algorithm = await desk().algorithm();
    const inputs = [{ asset: unique('other'), version: 1 }];
    const refused = await desk().ran(desk().run(grant, algorithm, { inputs }));

    expect(refused).to.include({ code: 'DATA_NOT_GRANTED' });
    const again = desk().run(grant, algorithm, { id: refused.id });
    expect(await desk().grants.refused('compute:run', again, 'consumer-c')).to.equal(
      'RECORD_EXISTS',
    );
    const personal = { ...again, id: 'tel-13800138000' };
    expect(await desk().grants.refused('compute:run', personal, 'consumer-c')).to.equal(
      'PERSONAL_DATA_REFUSED',
    );
    const none = { id: unique('none') };
    expect(await desk().stage.code('compute:read', none, 'bank')).to.equal('RECORD_NOT_FOUND');
  });
}

function outputs(desk: UseUses): void {
  const released = async (run: string, as = 'consumer-c'): Promise<string> =>
    desk()
      .grants.act('compute:release', { run }, as)
      .then(
        () => 'OK',
        (err: unknown) => (err as { code: string }).code,
      );

  it('leaves after a grantor approved it, once, and not before', async () => {
    const { grants } = desk();
    const grant = await desk().grant();
    const { id: run, output } = await desk().ran(desk().run(grant, await desk().algorithm()));
    const review = { run, digest: output.digest, verdict: 'APPROVED' as const, findings: '符合' };
    const refused = (over: object, as: string): Promise<string> =>
      grants.refused('compute:review', { ...review, ...over }, as);

    expect(await released(run)).to.equal('OUTPUT_NOT_REVIEWED');
    expect(await refused({}, 'consumer-c')).to.equal('CALLER_FORBIDDEN');
    expect(await refused({}, 'bank')).to.equal('CALLER_FORBIDDEN');
    expect(await refused({ digest: digestOf('other') }, 'holder-a')).to.equal('ROOT_MISMATCH');
    expect(await refused({ run: unique('none') }, 'holder-a')).to.equal('RECORD_NOT_FOUND');
    expect(await refused({ findings: '13800138000' }, 'holder-a')).to.equal(
      'PERSONAL_DATA_REFUSED',
    );
    await grants.act('compute:review', review, 'holder-a');
    expect(await refused({}, 'holder-a')).to.equal('RECORD_EXISTS');
    expect(await released(run, 'bank')).to.equal('CALLER_FORBIDDEN');
    expect(await released(run)).to.equal('OK');
    expect(await released(run)).to.equal('RECORD_EXISTS');
    expect(await released(unique('none'))).to.equal('RECORD_NOT_FOUND');
    expect(await released('tel-13800138000')).to.equal('PERSONAL_DATA_REFUSED');
    const { status } = await desk().stage.ask('compute:read', { id: run }, 'bank');
    expect(status).to.equal('OUTPUT_RELEASED');
  });

  it('stays where it is when it was rejected, refused, or its grant suspended', async () => {
    const { grants } = desk();
    const grant = await desk().grant();
    const algorithm = await desk().algorithm();
    const reviewed = async (verdict: 'APPROVED' | 'REJECTED'): Promise<string> => {
      const { id: run, output } = await desk().ran(desk().run(grant, algorithm));
      const review = { run, digest: output.digest, verdict, findings: '测试' };
      await grants.act('compute:review', review, 'holder-a');
      return run;
    };

    expect(await released(await reviewed('REJECTED'))).to.equal('OUTPUT_REJECTED');
    const drifted = await desk().ran(desk().run(grant, digestOf('unknown')));
    expect(await released(drifted.id)).to.equal('RUN_REFUSED');
    const review = {
      run: drifted.id,
      digest: digestOf('out'),
      verdict: 'APPROVED',
      findings: '无',
    };
    expect(await grants.refused('compute:review', review, 'holder-a')).to.equal('RUN_REFUSED');
    const approved = await reviewed('APPROVED');
    await grants.act('grant:suspend', { id: grant.id, reasons: '测试' }, 'holder-a');
    expect(await released(approved)).to.equal('GRANT_SUSPENDED');
  });
}
