import { expect } from 'chai';
import { HOLDER_A, HOLDER_B, HOLDER_D } from '../../support/parties.js';
import type { UseFusions } from '../fusion.suite.js';

export function projects(use: UseFusions): void {
  it('is agreed once every participant has said so by a transaction of its own', async () => {
    const desk = use();
    const project = await desk.propose();
    expect(await desk.read(project.id)).to.deep.include({
      ...{ status: 'PROPOSED', missing: [HOLDER_B, HOLDER_D], answers: [] },
    });

    await desk.agree(project, 'holder-d');
    expect((await desk.read(project.id)).missing).to.deep.equal([HOLDER_B]);
    await desk.agree(project, 'holder-b');

    const { status, missing, answers } = await desk.read(project.id);
    expect({ status, missing }).to.deep.equal({ status: 'AGREED', missing: [] });
    expect(answers.map(({ answered }) => answered.uscc)).to.have.members([HOLDER_B, HOLDER_D]);
  });

  it('is proposed by one who takes part, of what two at least bring, in terms of those named', async () => {
    const desk = use();
    const form = desk.form();
    const [first] = form.inputs;
    const propose = async (over: object, as = 'holder-a'): Promise<string> => {
      await desk.time();
      return desk.stage.code('fusion:propose', { ...form, ...over }, as);
    };

    expect(await propose({}, 'bank')).to.equal('CALLER_FORBIDDEN');
    expect(await propose({ inputs: [first, first] })).to.equal('INPUT_INVALID');
    expect(await propose({ participants: [HOLDER_A, HOLDER_B] })).to.equal('INPUT_INVALID');
    expect(await propose({ agreed: [] })).to.equal('INPUT_INVALID');
    const wrong = [HOLDER_A, HOLDER_B, HOLDER_D, '91510107MA7DEM0838'];
    expect(await propose({ participants: wrong })).to.equal('USCC_INVALID');
    expect(await propose({ name: '电话 13800138000' })).to.equal('PERSONAL_DATA_REFUSED');
    await desk.act('fusion:propose', form, 'holder-a');
    expect(await propose({})).to.equal('FUSION_EXISTS');
  });

  it('is agreed to over its digest, once, and by nobody else', async () => {
    const desk = use();
    const project = await desk.propose();
    const { id, digest } = project;
    const agree = async (over: object, as = 'holder-b'): Promise<string> => {
      await desk.time();
      return desk.stage.code('fusion:agree', { id, digest, ...over }, as);
    };

    expect(await agree({}, 'bank')).to.equal('CALLER_FORBIDDEN');
    expect(await agree({ digest: '0'.repeat(64) })).to.equal('ROOT_MISMATCH');
    expect(await agree({ id: 'nothing' })).to.equal('FUSION_NOT_FOUND');
    expect(await agree({}, 'holder-a')).to.equal('FUSION_ANSWERED');
    await desk.agree(project, 'holder-b');
    expect(await agree({})).to.equal('FUSION_ANSWERED');
    expect(await desk.stage.code('fusion:read', { id: 'nothing' }, 'bank')).to.equal(
      'FUSION_NOT_FOUND',
    );
  });

  it('ends with the first no, and with none after everybody’s yes', async () => {
    const desk = use();
    const [open, done] = [await desk.propose(), await desk.agreed()];
    const decline = async (over: object, as = 'holder-b'): Promise<string> => {
      await desk.time();
      const input = { id: open.id, reasons: '不参加', ...over };
      return desk.stage.code('fusion:decline', input, as);
    };

    expect(await decline({}, 'bank')).to.equal('CALLER_FORBIDDEN');
    expect(await decline({ id: 'nothing' })).to.equal('FUSION_NOT_FOUND');
    expect(await decline({ reasons: '电话 13800138000' })).to.equal('PERSONAL_DATA_REFUSED');
    expect(await decline({ id: done.id })).to.equal('FUSION_ANSWERED');
    await desk.act('fusion:decline', { id: open.id, reasons: '不参加' }, 'holder-b');
    expect((await desk.read(open.id)).status).to.equal('DECLINED');
    expect(await decline({}, 'holder-d')).to.equal('FUSION_ANSWERED');
    const late = { id: open.id, digest: open.digest };
    expect(await desk.stage.code('fusion:agree', late, 'holder-d')).to.equal('FUSION_ANSWERED');
  });
}
