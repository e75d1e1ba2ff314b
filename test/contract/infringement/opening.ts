import { expect } from 'chai';
import { PROCESS_LOG } from '../../support/infringement-desk.js';
import { unique } from '../../support/founded.js';
import { HOLDER_A, HOLDER_D } from '../../support/parties.js';
import type { UsePacks } from '../infringement.suite.js';

export function opening(use: UsePacks): void {
  it('keeps what was deposited, where it was got, and grades every claim', async () => {
    const desk = use();
    const { right } = await desk.operated();
    const input = await desk.suspected(right, { suspect: HOLDER_D });

    const pack = await desk.act('infringement:open', input, 'holder-a');

    expect(pack).to.deep.include({ id: input.id, right, holder: HOLDER_A, steps: [] });
    expect(pack.suspected).to.deep.include({ evidence: input.evidence, digests: input.digests });
    const { claims, status } = await desk.pack(input.id);
    expect(status).to.equal('OPEN');
    expect(claims.map(({ claim, grade }) => `${claim} ${grade}`)).to.deep.equal([
      ...['RIGHT_HELD PROVEN', 'SUSPECTED_DEPOSITED PROVEN', 'SAME_BYTES NOT_PROVEN'],
      ...['SAME_DATA NOT_PROVEN', 'OBTAINED STATED', 'SUSPECT STATED', 'INFRINGEMENT NOT_PROVEN'],
    ]);
    const got = claims.find(({ claim }) => claim === 'OBTAINED');
    expect(got?.by).to.deep.equal([HOLDER_A]);
    expect(got?.detail).to.contain(PROCESS_LOG);
  });

  it('proves the same bytes by both digests, and even then finds no infringement', async () => {
    const desk = use();
    const { right, digests } = await desk.sketched();
    const { id } = await desk.packed(right, { digests });

    const grades = await desk.grades(id);

    expect(grades).to.include.members(['SAME_BYTES PROVEN', 'INFRINGEMENT NOT_PROVEN']);
    expect(grades).to.include('SUSPECT NOT_PROVEN');
  });

  it('is of the holder’s own right, over its own deposit of that kind', async () => {
    const desk = use();
    const { right } = await desk.operated();
    const input = await desk.suspected(right);
    const open = (over: object, as = 'holder-a'): Promise<string> =>
      desk.refused('infringement:open', { ...input, id: unique('IP'), ...over }, as);

    expect(await open({ right: 'nothing' })).to.equal('RIGHT_NOT_FOUND');
    expect(await open({ evidence: 'nothing' })).to.equal('EVIDENCE_NOT_FOUND');
    expect(await open({ obtained: { ...input.obtained, processLog: 'nothing' } })).to.equal(
      'EVIDENCE_NOT_FOUND',
    );
    expect(await open({}, 'holder-b')).to.equal('RIGHT_NOT_HELD');
    const others = await desk.suspected(right, {}, 'holder-b');
    const { evidence, digests } = others;
    expect(await open({ evidence, digests })).to.equal('CALLER_FORBIDDEN');
    const log = await desk.evidence('holder-a', { kind: 'LOG' });
    expect(await open({ evidence: log })).to.equal('RECORD_STATE_FORBIDS');
    expect(await open({ digests: { ...input.digests, SM3: '1'.repeat(64) } })).to.equal(
      'ROOT_MISMATCH',
    );
    const [late, told] = [{ on: '2199-01-01' }, { where: '电话 13800138000' }];
    expect(await open({ obtained: { ...input.obtained, ...late } })).to.equal('INPUT_INVALID');
    expect(await open({ obtained: { ...input.obtained, ...told } })).to.equal(
      'PERSONAL_DATA_REFUSED',
    );
    await desk.act('infringement:open', input, 'holder-a');
    expect(await open({ id: input.id })).to.equal('RECORD_EXISTS');
  });

  it('ends with its holder’s word, and takes nothing afterwards', async () => {
    const desk = use();
    const { right } = await desk.operated();
    const { id, digests } = await desk.packed(right);
    const close = (over: object = {}, as = 'holder-a'): Promise<string> =>
      desk.refused('infringement:close', { id, reasons: '已和解', ...over }, as);

    expect(await close({ id: 'nothing' })).to.equal('RECORD_NOT_FOUND');
    expect(await close({}, 'holder-b')).to.equal('CALLER_FORBIDDEN');
    expect(await close({ reasons: '电话 13800138000' })).to.equal('PERSONAL_DATA_REFUSED');
    await desk.act('infringement:close', { id, reasons: '已和解' }, 'holder-a');

    expect((await desk.pack(id)).status).to.equal('CLOSED');
    expect(await close()).to.equal('RECORD_STATE_FORBIDS');
    const fingerprint = desk.fingerprint({ digests }, ['one']);
    expect(await desk.refused('infringement:compare', { id, fingerprint }, 'registrar1')).to.equal(
      'RECORD_STATE_FORBIDS',
    );
  });
}
