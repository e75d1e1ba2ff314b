import type { Input } from '@shuquan/chaincode/model';
import { expect } from 'chai';
import { DOCUMENT, onRight } from '../../support/court-desk.js';
import { unique } from '../../support/founded.js';
import { BANK, BANK2, HOLDER_A, HOLDER_B } from '../../support/parties.js';
import { plant } from '../../support/planting.js';
import { cancellation } from '../../support/register-forms.js';
import type { UseCourt } from '../order.suite.js';

type Propose = Input<'pledge:propose'>;

export function pledges(use: UseCourt): void {
  const propose = (right: string, over: Partial<Propose> = {}): Propose => ({
    ...{ id: unique('PL'), right, pledgee: BANK, registerNo: 'ZDW-2026-000731' },
    ...{ documentDigest: DOCUMENT, blocks: [] },
    ...over,
  });
  const act = ({ id, right, documentDigest }: Propose): Input<'pledge:confirm'> => ({
    ...{ id, right, documentDigest },
  });
  async function pledged(input: Propose, by = 'bank'): Promise<void> {
    await use().act('pledge:propose', input, 'holder-a');
    await use().act('pledge:confirm', act(input), by);
  }

  it('is shown once both sides signed, in the order of their confirmation', async () => {
    const desk = use();
    const { right } = await desk.held();
    const first = propose(right);
    const second = propose(right, { pledgee: BANK2, registerNo: 'ZDW-2' });
    await desk.act('pledge:propose', first, 'holder-a');
    await desk.act('pledge:propose', second, 'holder-a');
    expect(await desk.shown(right)).to.deep.equal([]);

    await desk.act('pledge:confirm', act(second), 'bank2');
    await desk.act('pledge:confirm', act(first), 'bank');

    expect(await desk.shown(right)).to.deep.equal([
      `${second.id} ATTACHED 1`,
      `${first.id} ATTACHED 2`,
    ]);
    const [found] = await desk.encumbrances(right);
    expect(found).to.deep.include({ kind: 'PLEDGE', by: BANK2, registerNo: 'ZDW-2' });
    await desk.act('pledge:release', act(second), 'bank2');
    expect(await desk.shown(right)).to.deep.equal([
      `${second.id} LIFTED`,
      `${first.id} ATTACHED 1`,
    ]);
  });

  it('keeps the pledgor from what both agreed, and from nothing else', async () => {
    const desk = use();
    const { right, certificate } = await desk.held();
    const input = propose(right, { blocks: ['DISPOSE', 'GRANT', 'PLEDGE'] });
    await pledged(input);

    expect(await desk.transferred([right], HOLDER_B)).to.equal('PLEDGE_RESTRICTS');
    const cancel = cancellation(certificate, ['OPERATE']);
    expect(
      await desk.apply(unique('rc'), cancel).then(
        () => 'OK',
        (err: unknown) => (err as { code: string }).code,
      ),
    ).to.equal('PLEDGE_RESTRICTS');
    expect(await desk.code('pledge:propose', propose(right), 'holder-a')).to.equal(
      'PLEDGE_RESTRICTS',
    );
    const view = await desk.stage.ask('register:certificate', { no: certificate }, 'bank');
    expect(view.status).to.equal('VALID');
    await desk.act('pledge:release', act(input), 'bank');
    const other = propose(right);
    await desk.act('pledge:propose', other, 'holder-a');
    const strict = propose(right, { blocks: ['PLEDGE'] });
    await pledged(strict);
    expect(await desk.code('pledge:confirm', act(other), 'bank')).to.equal('PLEDGE_RESTRICTS');
    expect(await desk.transferred([right], HOLDER_B)).to.equal('OK');
  });

  it('is each side’s own act, once', async () => {
    const desk = use();
    const { right } = await desk.held();
    const input = propose(right);
    const confirm = (over: object, as = 'bank'): Promise<string> =>
      desk.code('pledge:confirm', { ...act(input), ...over }, as);
    const release = (over: object, as = 'bank'): Promise<string> =>
      desk.code('pledge:release', { ...act(input), ...over }, as);

    expect(await desk.code('pledge:propose', input, 'holder-b')).to.equal('RIGHT_NOT_HELD');
    const wrong = { ...input, pledgee: '91510100MA7DEM0167' };
    expect(await desk.code('pledge:propose', wrong, 'holder-a')).to.equal('USCC_INVALID');
    const own = { ...input, pledgee: HOLDER_A };
    expect(await desk.code('pledge:propose', own, 'holder-a')).to.equal('INPUT_INVALID');
    const nowhere = { ...input, right: 'nothing' };
    expect(await desk.code('pledge:propose', nowhere, 'holder-a')).to.equal('RIGHT_NOT_FOUND');
    const personal = { ...input, registerNo: '13800138000' };
    expect(await desk.code('pledge:propose', personal, 'holder-a')).to.equal(
      'PERSONAL_DATA_REFUSED',
    );
    expect(await confirm({})).to.equal('PLEDGE_NOT_FOUND');
    expect(await release({})).to.equal('PLEDGE_NOT_FOUND');
    await desk.act('pledge:propose', input, 'holder-a');
    expect(await desk.code('pledge:propose', input, 'holder-a')).to.equal('PLEDGE_EXISTS');
    expect(await confirm({}, 'bank2')).to.equal('CALLER_FORBIDDEN');
    expect(await confirm({ documentDigest: '1'.repeat(64) })).to.equal('ROOT_MISMATCH');
    expect(await release({}, 'bank')).to.equal('CALLER_FORBIDDEN');
    expect(await confirm({})).to.equal('OK');
    expect(await confirm({})).to.equal('PLEDGE_STATE_FORBIDS');
    expect(await release({}, 'holder-a')).to.equal('CALLER_FORBIDDEN');
    expect(await release({ documentDigest: '1'.repeat(64) })).to.equal('ROOT_MISMATCH');
    expect(await release({})).to.equal('OK');
    expect(await release({})).to.equal('PLEDGE_STATE_FORBIDS');
    const taken = propose(right);
    await desk.act('pledge:propose', taken, 'holder-a');
    await desk.act('pledge:release', act(taken), 'holder-a');
    expect(await desk.shown(right)).to.deep.equal([`${input.id} LIFTED`]);
  });

  it('is not made of a right that is frozen, disputed or gone', async () => {
    const desk = use();
    const { right } = await desk.held();
    const waiting = propose(right);
    await desk.act('pledge:propose', waiting, 'holder-a');
    const both = async (): Promise<string[]> => [
      await desk.code('pledge:propose', propose(right), 'holder-a'),
      await desk.code('pledge:confirm', act(waiting), 'bank'),
    ];
    const frozen = await desk.freeze(onRight(right));
    expect(await both()).to.deep.equal(['ASSET_FROZEN', 'ASSET_FROZEN']);
    await desk.unfreeze(frozen, onRight(right));

    const open = [{ case: 'D-1', since: desk.now }];
    await plant(desk.stage.bench, ['dispute', right], { v: 1, right, open, closed: [] });
    expect(await both()).to.deep.equal(['DISPUTE_OPEN', 'DISPUTE_OPEN']);
    await plant(desk.stage.bench, ['dispute', right], undefined);

    const order = {
      id: unique('JO'),
      rights: [right],
      caseNo: '测试1号',
      documentDigest: DOCUMENT,
    };
    await desk.act('order:cancel', order, 'judge');
    expect(await both()).to.deep.equal(['RIGHT_NOT_ACTIVE', 'RIGHT_NOT_ACTIVE']);
    await plant(desk.stage.bench, ['right', right], undefined);
    expect(await both()).to.deep.equal(['RIGHT_NOT_FOUND', 'RIGHT_NOT_FOUND']);
  });

  it('is not confirmed once the right is another’s', async () => {
    const desk = use();
    const { right } = await desk.held();
    const input = propose(right);
    await desk.act('pledge:propose', input, 'holder-a');
    const entry = (await desk.stage.ask('register:right', { id: right }, 'bank')).right;

    await plant(desk.stage.bench, ['right', right], { ...entry, holder: HOLDER_B });
    expect(await desk.code('pledge:confirm', act(input), 'bank')).to.equal('RIGHT_NOT_HELD');
    await plant(desk.stage.bench, ['right', right], entry);
  });
}
