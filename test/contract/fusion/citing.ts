import type { FusionProject } from '@shuquan/chaincode/model';
import { expect } from 'chai';
import { CONTRACT, members } from '../../support/fusion-desk.js';
import { unique } from '../../support/founded.js';
import { HOLDER_A, HOLDER_B, HOLDER_D } from '../../support/parties.js';
import {
  allRightsTo,
  type InitialForm,
  privateContact,
  quietForm,
} from '../../support/register-samples.js';
import { FIRST } from '../../support/registrar.js';
import { without } from '../../support/without.js';
import type { UseFusions } from '../fusion.suite.js';

/** As the project has it: under its contract, and all rights to `holder-a`. */
const fused = ({ id }: Pick<FusionProject, 'id'>, over: Partial<InitialForm> = {}): InitialForm =>
  quietForm(unique('ds'), {
    ...{ origin: 'FUSED_CONTRACT', fusion: id },
    allocation: allRightsTo(HOLDER_A).map((each) => ({ ...each, proofDigest: CONTRACT })),
    ...over,
  });

export function citing(use: UseFusions): void {
  const refused = async (form: InitialForm, as = 'holder-a'): Promise<string> => {
    const desk = use();
    await desk.time();
    const { registrar, profile } = FIRST;
    const input = { id: unique('rc'), registrar, profile, form };
    const options = { transient: privateContact() };
    return desk.stage.code('registration:apply', input, as, options);
  };

  it('is registered where it says what the participants agreed to', async () => {
    const desk = use();
    const project = await desk.agreed();

    const form = fused(project, { participants: members });

    expect((await desk.certified(unique('rc'), form)).rights).to.have.length(3);
  });

  it('waits for everybody’s agreement', async () => {
    const desk = use();
    const project = await desk.propose();

    expect(await refused(fused(project))).to.equal('FUSION_NOT_AGREED');
    expect(await refused(fused({ id: 'nothing' }))).to.equal('FUSION_NOT_FOUND');
  });

  it('is refused where it is of another origin, contract, holder or list of participants', async () => {
    const desk = use();
    const project = await desk.agreed();
    const { allocation } = fused(project);

    expect(await refused(fused(project, { origin: 'COLLECTED' }))).to.equal('FUSION_MISMATCH');
    expect(await refused(fused(project, { origin: 'FUSED_NO_CONTRACT' }))).to.equal(
      'FUSION_MISMATCH',
    );
    const stranger = { participants: [HOLDER_A, HOLDER_B] };
    expect(await refused(fused(project, stranger))).to.equal('FUSION_MISMATCH');
    const others = allocation.map((each) => ({ ...each, holder: HOLDER_D }));
    expect(await refused(fused(project, { allocation: others }))).to.equal('FUSION_MISMATCH');
    const papers = allocation.map((each) => ({ ...each, proofDigest: '8'.repeat(64) }));
    expect(await refused(fused(project, { allocation: papers }))).to.equal('FUSION_MISMATCH');
    expect(await refused(fused(project), 'consumer-c')).to.equal('CALLER_FORBIDDEN');
  });

  it('without a contract needs its participants’ consents to operate, as the rule has it', async () => {
    const desk = use();
    const form = without(desk.form({ agreed: [] }), 'contractDigest');
    const project = await desk.act('fusion:propose', form, 'holder-a');
    for (const as of ['holder-b', 'holder-d']) await desk.agree(project, as);
    const origin = 'FUSED_NO_CONTRACT' as const;
    const allocation = allRightsTo(HOLDER_A);
    const application = fused(project, { origin, allocation, participants: members });

    const few = { origin, allocation, participants: [HOLDER_A, HOLDER_B] };
    expect(await refused(fused(project, few))).to.equal('FUSION_MISMATCH');
    const { consents } = await desk.apply(unique('rc'), application);
    expect(consents).to.have.members([HOLDER_B, HOLDER_D]);
  });
}
