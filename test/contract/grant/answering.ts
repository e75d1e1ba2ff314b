import { expect } from 'chai';
import type { UsePlay } from '../grant.suite.js';

const other = '1'.repeat(64);

export function answering(use: UsePlay): void {
  it('is the grantee’s, over the text and the terms that were offered, and given once', async () => {
    const { desk, granted } = use();
    const grant = await desk.act('grant:offer', desk.rootOffer(granted), 'holder-a');
    const { id, textDigest, termsDigest } = grant;
    const accept = (over: object, as = 'consumer-c'): Promise<string> =>
      desk.refused('grant:accept', { id, textDigest, termsDigest, ...over }, as);

    expect(await accept({}, 'holder-a')).to.equal('CALLER_FORBIDDEN');
    expect(await accept({ textDigest: other })).to.equal('ROOT_MISMATCH');
    expect(await accept({ termsDigest: other })).to.equal('ROOT_MISMATCH');
    expect(await accept({ id: 'nothing' })).to.equal('GRANT_NOT_FOUND');
    await desk.accept(grant, 'consumer-c');
    expect(await accept({})).to.equal('GRANT_ANSWERED');
    expect(await desk.refused('grant:decline', { id, reasons: '不需要' }, 'consumer-c')).to.equal(
      'GRANT_ANSWERED',
    );
  });

  it('may be no', async () => {
    const { desk, granted } = use();
    const { id } = await desk.act('grant:offer', desk.rootOffer(granted), 'holder-a');
    const decline = { id, reasons: '不需要' };

    expect(await desk.refused('grant:decline', decline, 'bank')).to.equal('CALLER_FORBIDDEN');
    const personal = { id, reasons: '电话 13800138000' };
    expect(await desk.refused('grant:decline', personal, 'consumer-c')).to.equal(
      'PERSONAL_DATA_REFUSED',
    );
    expect(await desk.refused('grant:decline', { ...decline, id: 'nothing' }, 'bank')).to.equal(
      'GRANT_NOT_FOUND',
    );
    await desk.act('grant:decline', decline, 'consumer-c');
    expect((await desk.grant(id)).status).to.equal('DECLINED');
  });

  it('comes too late once the offer is taken back', async () => {
    const { desk, granted } = use();
    const grant = await desk.act('grant:offer', desk.rootOffer(granted), 'holder-a');
    const { id, textDigest, termsDigest } = grant;

    await desk.act('grant:revoke', { id, reasons: '撤回' }, 'holder-a');

    const accept = { id, textDigest, termsDigest };
    expect(await desk.refused('grant:accept', accept, 'consumer-c')).to.equal(
      'GRANT_STATE_FORBIDS',
    );
    expect(await desk.refused('grant:decline', { id, reasons: '不' }, 'consumer-c')).to.equal(
      'GRANT_STATE_FORBIDS',
    );
  });
}
