import { canonicalize } from '@shuquan/chaincode/model';
import { nodeCrypto } from '@shuquan/gateway/crypto';
import { buildProposal, creatorOf } from '@shuquan/gateway/ledger/proposal';
import { verifyAnswer } from '@shuquan/verifier';
import { expect } from 'chai';
import { members } from '../../support/founded.js';
import { BANK, CONSUMER_C } from '../../support/parties.js';
import type { UsePlay } from '../grant.suite.js';

const nonce = 'cd'.repeat(16);

export function proving(use: UsePlay): void {
  it('is signed by several organisations, and a verifier checks it without the ledger', async () => {
    const { desk, granted } = use();
    const { bench } = desk.stage;
    const { id } = await desk.granted(desk.rootOffer(granted), 'holder-a', 'consumer-c');
    const question = { grant: id, by: CONSUMER_C, purpose: 'CREDIT_VERIFY', audience: BANK, nonce };

    const { envelope, value } = await bench.ledger.attest(
      'grant:permits',
      question,
      bench.as('bank'),
      members,
    );

    const base64 = Buffer.from(envelope).toString('base64');
    const answer = JSON.stringify({ v: 1, kind: 'shuquan.answer', envelope: base64 });
    const { anchors } = bench;
    if (anchors === undefined) throw new TypeError('This channel has no anchors.');
    const asked = {
      require: members,
      transaction: 'grant:permits',
      input: ([text = '']: readonly string[]) => text === canonicalize(question),
      fresh: (text: string) => (JSON.parse(text) as { nonce?: string }).nonce === nonce,
    };
    const report = verifyAnswer(answer, anchors(), asked, nodeCrypto);
    expect(report).to.include({ verdict: 'VALID', value: canonicalize(value) });
    expect(value.decision.permitted).to.equal(true);
    expect(value.beacon?.height).to.be.greaterThan(0);
    const other = { ...asked, fresh: (text: string) => text.includes('ef'.repeat(16)) };
    expect(verifyAnswer(answer, anchors(), other, nodeCrypto).verdict).to.equal('STALE');
  });

  it('rests on acts that a key signed which never came here', async () => {
    const { desk, granted } = use();
    const { bench } = desk.stage;
    const { id } = await desk.granted(desk.rootOffer(granted), 'holder-a', 'consumer-c');
    const as = bench.as('holder-a');
    const input = { id, reasons: '核查', beacon: await desk.stage.timely() };
    const proposal = buildProposal({
      ...{ channel: 'shuquan', chaincode: 'shuquan' },
      args: ['grant:suspend', canonicalize(input)].map((arg) => Buffer.from(arg)),
      creator: creatorOf(as),
      time: bench.now(),
    }).bytes;

    const endorsed = await bench.ledger.endorse(proposal, await as.sign(proposal));
    expect((await desk.grant(id)).status).to.equal('ACTIVE');
    await bench.ledger.submitSigned(endorsed.bytes, await as.sign(endorsed.bytes));

    expect((await desk.grant(id)).status).to.equal('SUSPENDED');
  });
}
