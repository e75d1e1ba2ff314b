import { expect } from 'chai';
import { FusionDesk, members } from '../support/fusion-desk.js';
import { BANK, HOLDER_B } from '../support/parties.js';
import { RegisterGateway } from './register.js';

describe('projects in which data is fused, over HTTP', function () {
  this.timeout(120_000);
  let opened: RegisterGateway;
  let desk: FusionDesk;

  before(async () => {
    opened = await RegisterGateway.open();
    desk = new FusionDesk(opened.gateway.stage());
  });
  after(() => opened.close());

  const listed = async (query: string): Promise<string[]> =>
    (await opened.get(`/v1/fusions?${query}`, 'bank')).body.items.map(({ id }) => id);

  it('are agreed by every participant, and listed by whoever takes part', async () => {
    const form = desk.form();
    const { body } = await opened.done('/v1/fusions', form, 'holder-a');
    const digest = (body as unknown as { value: { digest: string } }).value.digest;
    const path = `/v1/fusions/${form.id}`;
    const other = desk.form();
    await opened.done('/v1/fusions', other, 'holder-a');
    await opened.done(`/v1/fusions/${other.id}/refusal`, { reasons: '条件未谈妥' }, 'holder-b');

    await opened.done(`${path}/agreements`, { digest }, 'holder-b');
    const waiting = (await opened.get(`/v1/fusions?party=${HOLDER_B}&limit=10`, 'bank')).body;
    expect(waiting.items[0]).to.deep.include({
      ...{ id: form.id, status: 'PROPOSED', participants: members, missing: [members[2]] },
    });
    await opened.done(`${path}/agreements`, { digest }, 'holder-d');

    expect((await opened.get(path, 'bank')).body).to.deep.include({ status: 'AGREED' });
    expect(await listed('limit=10')).to.deep.equal([form.id, other.id]);
    expect(await listed('status=AGREED&limit=10')).to.deep.equal([form.id]);
    expect(await listed('status=DECLINED&limit=10')).to.deep.equal([other.id]);
    expect(await listed(`party=${BANK}&limit=10`)).to.deep.equal([]);
  });

  it('are refused by code, and nothing is recorded', async () => {
    const form = desk.form();
    await opened.done('/v1/fusions', form, 'holder-a');
    const wrong = { digest: '0'.repeat(64) };
    const path = `/v1/fusions/${form.id}/agreements`;

    const codes = [
      await opened.post(path, wrong, { as: 'holder-b' }),
      await opened.post(path, wrong, { as: 'consumer-c' }),
      await opened.post('/v1/fusions/F-nothing/agreements', wrong, { as: 'holder-b' }),
    ].map(({ body }) => body.code);

    expect(codes).to.deep.equal(['ROOT_MISMATCH', 'CALLER_FORBIDDEN', 'FUSION_NOT_FOUND']);
    const { body } = await opened.get(`/v1/fusions/${form.id}`, 'bank');
    expect((body as unknown as { answers: unknown[] }).answers).to.deep.equal([]);
  });
});
