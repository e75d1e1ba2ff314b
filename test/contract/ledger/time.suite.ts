import type { EvidenceRecord } from '@shuquan/chaincode/model';
import { expect } from 'chai';
import { setTimeout as sleep } from 'node:timers/promises';
import { depositInput, unique } from '../../support/founded.js';
import { codeOf } from '../../support/rejected.js';
import type { Use } from '../ledger.suite.js';

const HOUR = 3_600_000;
/** An adapter asks for the latest beacon twice a second, not for each of a burst of deposits. */
const A_MOMENT = 600;

/** Transactions cite beacons; those that were made too early or held back do not count. */
export function time(use: Use): void {
  it('cites the latest beacon for a caller who named none', async () => {
    const ground = use();
    const beacon = await ground.witness();
    await sleep(A_MOMENT);

    const { value } = await ground.ledger.submit(
      'evidence:deposit',
      depositInput(),
      ground.as('holder-a'),
    );

    expect(value).to.deep.include({ beacon, interval: 'BOUNDED' });
  });

  it('cites it in what is prepared for a signature elsewhere', async () => {
    const ground = use();
    const { mspId, certificatePem: pem } = ground.row('holder-a');
    const beacon = await ground.witness();
    await sleep(A_MOMENT);

    const { bytes } = await ground.ledger.prepare('evidence:deposit', depositInput(), {
      mspId,
      pem,
    });
    const { value } = await ground.endorse('holder-a', bytes);

    expect((value as EvidenceRecord).beacon).to.deep.equal(beacon);
  });

  it('refuses a beacon that two later ones overtook', async () => {
    const ground = use();
    const beacon = await ground.witness();
    await ground.witness();
    await ground.witness();

    const late = ground.ledger.submit(
      'evidence:deposit',
      depositInput({ beacon }),
      ground.as('holder-a'),
    );

    expect(await codeOf(late)).to.equal('BEACON_TOO_OLD');
  });

  it('refuses a beacon whose number was guessed', async () => {
    const ground = use();
    const { number } = await ground.witness();
    const beacon = { number, digest: 'ab'.repeat(32) };

    const guessed = ground.ledger.submit(
      'evidence:deposit',
      depositInput({ beacon }),
      ground.as('holder-a'),
    );

    expect(await codeOf(guessed)).to.equal('BEACON_TOO_OLD');
  });

  it('cites a fresh beacon by itself when the one it knew was overtaken', async () => {
    const ground = use();
    const deposit = () =>
      ground.ledger.submit('evidence:deposit', depositInput(), ground.as('holder-a'));
    await ground.witness();
    await deposit();
    await ground.witness();
    const latest = await ground.witness();

    const { value } = await deposit();

    expect(value.beacon?.number).to.be.within(latest.number - 1, latest.number);
  });

  it('lets a withheld transaction die when it is sent at last', async () => {
    const ground = use();
    const beacon = await ground.witness();
    const input = depositInput({ id: unique('ev'), beacon });
    const proposal = ground.propose('holder-a', ['evidence:deposit', JSON.stringify(input)]);
    const withheld = await ground.endorse('holder-a', proposal);
    await ground.witness();
    await ground.witness();

    expect(await codeOf(ground.commit('holder-a', withheld))).to.equal('LEDGER_CONFLICT');
  });

  it('refuses a client whose clock is before or long after the beacon', async () => {
    const ground = use();
    const beacon = await ground.witness();
    const at = (ms: number) => {
      const args = ['evidence:deposit', JSON.stringify(depositInput({ beacon }))];
      return ground.endorse('holder-a', ground.propose('holder-a', args, new Date(ms)));
    };

    expect(await codeOf(at(Date.now() - HOUR))).to.equal('CLIENT_TIME_OUT_OF_WINDOW');
    // Peers from Fabric 3 on look at the time before the contract does.
    expect(await codeOf(at(Date.now() + HOUR))).to.be.oneOf([
      'BEACON_TOO_OLD',
      'CLIENT_TIME_OUT_OF_WINDOW',
    ]);
  });
}
