import { evidence } from '@shuquan/gateway/demo/evidence';
import { differenceOf, type StepResult } from '@shuquan/gateway/demo/scenario';
import { expect } from 'chai';
import { PlayedScenario } from '../support/played-scenario.js';

describe('scenario evidence on the embedded ledger', () => {
  const played = PlayedScenario.inSuite(evidence);
  const step = (name: string): StepResult | undefined => played.step(name);

  it('holds in every step', () => {
    played.holds();
  });

  it('deposits the digests of the list', () => {
    expect(step('deposit-dataset')?.['digests']).to.deep.equal({
      'SHA-256': '69de0eb4de285f5c6afc004853f26eb052d73cd9e9dcf681c3d5c1f13bb5925c',
      SM3: '115e7c89734e6e1e62a72b4f7d322ce9705b27a5977406b3d2011d0b009da4a8',
    });
  });

  it('does not find the altered file', () => {
    expect(step('tampered-not-found')).to.include({ ok: true, found: false });
  });

  it('bounds every deposit from both sides', () => {
    const proven = step('interval')?.['proven'] as { notBefore: string; notAfter: string }[];

    expect(proven).to.have.length(9);
    for (const { notBefore, notAfter } of proven) expect(notBefore < notAfter).to.equal(true);
  });

  it('says that one custodian holds every key', () => {
    expect(step('answer')).to.include({ verdict: 'VALID', independent: 1, altered: 'INVALID' });
  });

  it('plays again on the same ledger, step for step', async () => {
    expect(differenceOf(played.results, await played.again())).to.equal(undefined);
  }).timeout(60_000);
});

describe('two plays of a scenario', () => {
  const one = [
    { step: 'deposit', ok: true },
    { step: 'find', ok: true },
  ];

  it('are alike when the steps are, whatever they found', () => {
    const other = one.map((result) => ({ ...result, block: '7' }));

    expect(differenceOf(one, other)).to.equal(undefined);
  });

  it('differ where a step is missing, another, or did not hold', () => {
    expect(differenceOf(one, one.slice(0, 1))).to.match(/^Step 2: find \(held\) on one ledger/);
    expect(differenceOf(one, [...one].reverse())).to.match(/^Step 1/);
    expect(differenceOf(one, [{ step: 'deposit', ok: false }])).to.match(/did not hold/);
  });
});
