import { addDays, shanghaiDate } from '@shuquan/chaincode/model';
import { expect } from 'chai';
import { Operating, sha256 } from '../../support/operating.js';
import { skip, type Use } from '../suite.js';
import { CONSUMER_C } from '../../support/parties.js';

const hex = sha256('exit');
const today = (use: Use): string => shanghaiDate(use().bench.now().toISOString());

/** 退出: planned, handed over, and closed on evidence that nothing is left. */
export function exits(use: Use): void {
  const plan = (id: string, over: object = {}): object => ({
    ...{ id, effectiveOn: addDays(today(use), 2), planDigest: hex, reasons: '期满前退出' },
    ...over,
  });
  const handOver = (id: string) => ({ id, archiveDigest: hex, files: 12 });

  it('goes from the plan over the hand-over to the closing', async function () {
    if (use().bench.advance === undefined) skip(this, 'the clock can not be set here');
    const play = new Operating(use());
    const { id } = await play.active();
    const product = await play.product(id);
    const state = async (): Promise<unknown> => {
      const { status, exit } = await use().ask('agreement:read', { id }, 'bank');
      return [status, exit];
    };
    const close = (over: object = {}): Promise<string> =>
      play.refused('agreement:closeExit', { id, ...over }, 'implementer');

    await play.act('agreement:planExit', plan(id) as never, 'operator');
    expect(await state()).to.deep.equal(['ACTIVE', 'EXIT_PLANNED']);
    expect(await close()).to.equal('EXIT_STATE_FORBIDS');
    expect(await play.refused('agreement:planExit', plan(id), 'operator')).to.equal(
      'EXIT_STATE_FORBIDS',
    );
    await play.deliver(product.id);
    const early = await play.evidence('operator');
    await play.act('agreement:handOver', handOver(id), 'operator');
    expect(await play.refused('agreement:handOver', handOver(id), 'operator')).to.equal(
      'EXIT_STATE_FORBIDS',
    );
    expect(await close({ destructionEvidence: early.id })).to.equal('EXIT_STATE_FORBIDS');
    await play.desk.later(3);
    expect(await state()).to.deep.equal(['TERMINATED', 'HANDED_OVER']);
    expect(await close()).to.equal('DESTRUCTION_EVIDENCE_REQUIRED');
    expect(await close({ destructionEvidence: early.id })).to.equal(
      'DESTRUCTION_EVIDENCE_REQUIRED',
    );
    const foreign = await play.evidence('implementer');
    expect(await close({ destructionEvidence: foreign.id })).to.equal(
      'DESTRUCTION_EVIDENCE_REQUIRED',
    );
    const { id: destructionEvidence } = await play.evidence('operator');
    await play.act('agreement:closeExit', { id, destructionEvidence }, 'implementer');
    expect(await state()).to.deep.equal(['TERMINATED', 'CLOSED']);
    expect(await close({ destructionEvidence })).to.equal('EXIT_STATE_FORBIDS');
  });

  it('lets nothing be delivered from its day on, though nothing was written to the product', async function () {
    if (use().bench.advance === undefined) skip(this, 'the clock can not be set here');
    const play = new Operating(use());
    const { id } = await play.active();
    const product = await play.product(id);
    await play.act('agreement:planExit', plan(id) as never, 'implementer');
    await play.desk.later(3);

    const refused = await play.refused(
      'operation:deliver',
      {
        ...{ id: 'late-delivery', product: product.id, version: 1, root: hex },
        ...{ recipient: CONSUMER_C, purpose: 'CREDIT_VERIFY' },
        catalogNos: ['CD-GS-0007'],
      },
      'operator',
    );

    expect(refused).to.equal('AGREEMENT_NOT_ACTIVE');
    expect(await use().ask('operation:product', { id: product.id }, 'bank')).to.deep.equal(product);
  });

  it('is of an agreement that was in force, on a day to come, without personal data', async () => {
    const play = new Operating(use());
    const { id } = await play.signed();
    const refuse = (over: object): Promise<string> =>
      play.refused('agreement:planExit', plan(id, over), 'implementer');

    expect(await refuse({})).to.equal('AGREEMENT_STATE_FORBIDS');
    expect(await refuse({ reasons: '联系 13800138000' })).to.equal('PERSONAL_DATA_REFUSED');
    await play.act('agreement:file', { id, filingNo: 'B-5' }, 'authority-official');
    expect(await refuse({ effectiveOn: addDays(today(use), -1) })).to.equal('INPUT_INVALID');
  });

  it('closes on evidence that is there', async () => {
    const play = new Operating(use());
    const { id } = await play.active();

    expect(
      await play.refused(
        'agreement:closeExit',
        { id, destructionEvidence: 'nothing' },
        'implementer',
      ),
    ).to.equal('EVIDENCE_NOT_FOUND');
  });
}
