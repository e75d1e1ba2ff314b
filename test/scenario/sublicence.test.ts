import { differenceOf, type StepResult } from '@shuquan/gateway/demo/scenario';
import { sublicence } from '@shuquan/gateway/demo/sublicence';
import { expect } from 'chai';
import { PlayedScenario } from '../support/played-scenario.js';

describe('scenario sublicence on the embedded ledger', function () {
  this.timeout(180_000);
  const played = PlayedScenario.inSuite(sublicence);
  const step = (name: string): StepResult | undefined => played.step(name);

  it('holds in every step', () => {
    played.holds();
  });

  it('leaves the service what it did not pass on', () => {
    expect(step('sublicence')).to.include({ status: 'ACTIVE', left: 80_000 });
  });

  it('has a code of its own for every dimension that a sub-licence exceeds', () => {
    expect(Object.values(step('violations')?.['refused'] ?? {})).to.deep.equal([
      'SUBGRANT_EXCEEDS_RIGHT',
      'SUBGRANT_EXCEEDS_FIELDS',
      'SUBGRANT_EXCEEDS_TERRITORY',
      'SUBGRANT_EXCEEDS_TERM',
      'SUBGRANT_EXCEEDS_COUNT',
      'SUBGRANT_EXCEEDS_RECIPIENT',
      'SUBGRANT_EXCEEDS_DEPTH',
      'PURPOSE_PROHIBITED',
      'SUBGRANT_EXCEEDS_PURPOSE',
      'SUBGRANT_EXCEEDS_PURPOSE',
    ]);
  });

  it('records a run whose output is for something else, and refuses it', () => {
    expect(step('runs')).to.include({
      ...{ drift: 'PURPOSE_DRIFT', status: 'REFUSED', released: 'OUTPUT_RELEASED' },
    });
  });

  it('exports what agreement, grant and sub-licence allow together, bound to its text', () => {
    expect(step('policy')).to.deep.include({
      ...{ prohibited: ['MARKETING', 'PERSONAL_PROFILING', 'RAW_RESALE'] },
      text: 'ODRL_TEXT_MISMATCH',
    });
  });

  it('counts every attempt, and says what it can not see', () => {
    expect(step('drift')?.['codes']).to.deep.equal([
      ...['OK', 'OK', 'PURPOSE_DRIFT', 'PURPOSE_PROHIBITED'],
    ]);
    expect(step('answer')?.['notObservable']).to.match(/after extraction is not observable/);
  });

  it('plays again on the same ledger, step for step', async () => {
    expect(differenceOf(played.results, await played.again())).to.equal(undefined);
  });
});
