import { randomInt } from 'node:crypto';
import type { Input, Output } from '@shuquan/chaincode/model';
import { expect } from 'chai';
import { unique } from '../support/founded.js';
import { plantAgreement } from '../support/operation-plants.js';
import { actedAt, filedAgreement } from '../support/operation-records.js';
import { HOLDER_A, HOLDER_B, OPERATOR } from '../support/parties.js';
import { allRightsTo, quietForm } from '../support/register-samples.js';
import { ResourceDesk } from '../support/resource-desk.js';
import { resourceRevocation } from '../support/resource-forms.js';
import { actsOf } from './register/acts.js';
import { agreed, operated, termAt } from './resource/agreements.js';
import { product } from './resource/products.js';
import { contractSuite, covers, type OpenBench, type Use } from './suite.js';

const hex = '0'.repeat(64);
type Refer = Input<'consistency:refer'>;
type Answer = Output<'consistency:answer'>;

/** One answer over every register, its contradictions enumerated. */
export function consistencySuite(name: string, open: OpenBench): void {
  contractSuite(`consistency: ${name}`, open, (use) => {
    actsOf('consistency', use);
    describe('answer', () => {
      answers(use);
    });
    describe('reference', () => {
      references(use);
    });
    covers('consistency', use);
  });
}

/** A certificate of a product, and everything it rests on. */
async function certified(use: Use): Promise<{
  no: string;
  asset: string;
  agreement: string;
  lookupCode: string;
}> {
  const [desk, asset, agreement] = [new ResourceDesk(use()), unique('ds'), await agreed(use)];
  const { lookupCode } = await desk.coded(operated(asset, agreement), { as: 'operator' });
  const form = product(asset, lookupCode);
  const { no } = await desk.certified(unique('rc'), form, { as: 'operator' });
  return { no, asset, agreement, lookupCode };
}

const codesOf = ({ contradictions }: Answer): string[] => [
  ...new Set(contradictions.map(({ code }) => code)),
];

function answers(use: Use): void {
  const ask = async (input: Input<'consistency:answer'>): Promise<Answer> => {
    await new ResourceDesk(use()).time();
    return use().ask('consistency:answer', input, 'bank');
  };

  it('is clear where certificate, code and agreement stand, from either end', async () => {
    const { no, agreement, lookupCode } = await certified(use);

    for (const answer of [await ask({ certificate: no }), await ask({ lookupCode })]) {
      expect([answer.verdict, answer.contradictions]).to.deep.equal(['CLEAR', []]);
      expect(answer.rights).to.have.length(3);
      expect(answer.resources.map(({ record }) => record.lookupCode)).to.deep.equal([lookupCode]);
      expect(answer.resources[0]?.state.operation).to.include({ agreement, status: 'ACTIVE' });
    }
  });

  it('is not clear once the registration under a certificate is revoked', async () => {
    const { no, lookupCode } = await certified(use);
    const desk = new ResourceDesk(use());
    await desk.updated(resourceRevocation(lookupCode), { as: 'registrar1' });

    const answer = await ask({ certificate: no });

    expect(answer.verdict).to.equal('NOT_CLEAR');
    expect(codesOf(answer)).to.deep.equal(['RIGHT_SUSPENDED', 'PUBLIC_CODE_REVOKED']);
    const reasons = answer.rights.flatMap(({ state }) => state.reasons.map(({ code }) => code));
    expect([...new Set(reasons)]).to.deep.equal(['PUBLIC_CODE_REVOKED']);
  });

  it('is not clear once the agreement ended, and names the agreement', async () => {
    const { no, agreement } = await certified(use);
    const at = use().bench.now().toISOString();
    const terminated = { reasons: '违约', ...actedAt(at) };
    await plantAgreement(
      use().bench,
      filedAgreement({ id: agreement, term: termAt(use), terminated }),
    );

    const answer = await ask({ certificate: no });

    expect(codesOf(answer)).to.deep.equal([
      ...['RIGHT_SUSPENDED', 'PUBLIC_CODE_LAPSED', 'AGREEMENT_TERMINATED'],
    ]);
    expect(answer.contradictions.at(-1)?.about).to.equal(agreement);
  });

  it('speaks of what is there, at an instant that the ledger knows', async () => {
    const code = (input: object): Promise<string> =>
      use().code('consistency:answer', input, 'bank');

    expect(await code({ certificate: 'SJ5112026010001' })).to.equal('CERTIFICATE_NOT_FOUND');
    expect(await code({ lookupCode: 'ZY-511-20260210-000000000000' })).to.equal(
      'RESOURCE_NOT_FOUND',
    );
    const { lookupCode } = await certified(use);
    expect(await code({ lookupCode, asOf: '2199-01-01T00:00:00.000Z' })).to.equal('AS_OF_TOO_LATE');
    expect(await code({})).to.equal('INPUT_INVALID');
    expect(await code({ lookupCode, certificate: 'SJ5112026010001' })).to.equal('INPUT_INVALID');
  });

  it('is recorded where it was asked, with its digest', async () => {
    const { no } = await certified(use);
    const desk = new ResourceDesk(use());
    const id = unique('check');

    const made = await desk.act('consistency:check', { id, certificate: no }, 'holder-a');

    expect(made.answer.verdict).to.equal('CLEAR');
    expect(await use().ask('consistency:read', { id }, 'bank')).to.deep.equal(made);
    const code = (input: object): Promise<string> =>
      use().code('consistency:check', input, 'holder-a');
    expect(await code({ id, certificate: no })).to.equal('CONSISTENCY_CHECK_EXISTS');
    expect(await code({ id: unique('check'), certificate: 'SJ5112026010001' })).to.equal(
      'CERTIFICATE_NOT_FOUND',
    );
    const none = { lookupCode: 'ZY-511-20260210-000000000000' };
    expect(await code({ id: unique('check'), ...none })).to.equal('RESOURCE_NOT_FOUND');
    expect(await use().code('consistency:read', { id: unique('check') }, 'bank')).to.equal(
      'CONSISTENCY_CHECK_NOT_FOUND',
    );
  });
}

function references(use: Use): void {
  const number = (): string =>
    String(randomInt(2 ** 40))
      .padStart(20, '7')
      .split('')
      .reverse()
      .join('');
  const referring = (asset: string, over: Partial<Refer> = {}): Refer => ({
    ...{ id: unique('ref'), data: { asset, version: 1 }, kind: 'PLEDGE' as const },
    ...{ number: number(), documentDigest: hex, ...over },
  });

  it('to a pledge elsewhere makes the answer not clear until it ends', async () => {
    const { no, asset } = await certified(use);
    const desk = new ResourceDesk(use());
    const made = await desk.act('consistency:refer', referring(asset), 'operator');
    const ask = async (): Promise<string[]> => {
      await desk.time();
      return codesOf(await use().ask('consistency:answer', { certificate: no }, 'bank'));
    };

    expect(await ask()).to.deep.equal(['PLEDGED']);
    const end = { id: made.id, documentDigest: hex };
    expect(await use().code('consistency:end', end, 'holder-a')).to.equal('CALLER_FORBIDDEN');
    await desk.act('consistency:end', end, 'operator');
    expect(await ask()).to.deep.equal([]);
    expect(await use().code('consistency:end', end, 'operator')).to.equal('REFERENCE_ENDED');
    expect(await use().code('consistency:end', { ...end, id: unique('ref') }, 'operator')).to.equal(
      'REFERENCE_NOT_FOUND',
    );
  });

  it('is of the holder alone, under an id of its own', async () => {
    const { asset } = await certified(use);
    const desk = new ResourceDesk(use());
    const input = referring(asset);
    await desk.time();

    expect(await use().code('consistency:refer', input, 'holder-a')).to.equal('RIGHT_NOT_HELD');
    await desk.act('consistency:refer', input, 'operator');
    expect(await use().code('consistency:refer', input, 'operator')).to.equal('REFERENCE_EXISTS');
  });

  it('to one number for two data sets contradicts itself', async () => {
    const [first, second] = [await certified(use), await certified(use)];
    const desk = new ResourceDesk(use());
    const same = { kind: 'DATA_IP_CERTIFICATE' as const, number: number().slice(0, 17) };
    await desk.act('consistency:refer', referring(first.asset, same), 'operator');
    await desk.act('consistency:refer', referring(second.asset, same), 'operator');
    await desk.time();

    const answer = await use().ask('consistency:answer', { certificate: first.no }, 'bank');

    expect(codesOf(answer)).to.deep.equal(['NUMBER_USED_TWICE']);
  });

  /** Data of `holder-a`, in which `holder-b` has the right to use as well. */
  const shared = async (): Promise<{ desk: ResourceDesk; no: string; asset: string }> => {
    const desk = new ResourceDesk(use());
    const asset = unique('ds');
    const form = quietForm(asset, {
      allocation: [
        ...allRightsTo(HOLDER_A),
        { holder: HOLDER_B, right: 'USE', share: 'CONCURRENT' },
      ],
    });
    const { no } = await desk.certified(unique('rc'), form, { consents: ['holder-b'] });
    return { desk, no, asset };
  };
  const codesNow = async (desk: ResourceDesk, no: string): Promise<string[]> => {
    await desk.time();
    return codesOf(await use().ask('consistency:answer', { certificate: no }, 'bank'));
  };

  it('to data intellectual property of two holders for the same data is a conflict, until one ends', async () => {
    const { desk, no, asset } = await shared();
    const of = (): Partial<Refer> => ({
      ...{ kind: 'DATA_IP_REGISTRATION', number: number().slice(0, 16) },
    });
    await desk.act('consistency:refer', referring(asset, of()), 'holder-a');
    expect(await codesNow(desk, no)).to.deep.equal([]);

    const { id } = await desk.act('consistency:refer', referring(asset, of()), 'holder-b');

    expect(await codesNow(desk, no)).to.deep.equal(['DATA_IP_HOLDERS_DIFFER']);
    await desk.act('consistency:end', { id, documentDigest: hex }, 'holder-b');
    expect(await codesNow(desk, no)).to.deep.equal([]);
  });

  it('to one number by two holders names both', async () => {
    const { desk, no, asset } = await shared();
    const same = { kind: 'DATA_IP_CERTIFICATE' as const, number: number().slice(0, 17) };
    await desk.act('consistency:refer', referring(asset, same), 'holder-a');
    await desk.act('consistency:refer', referring(asset, same), 'holder-b');
    await desk.time();

    const answer = await use().ask('consistency:answer', { certificate: no }, 'bank');

    expect(codesOf(answer)).to.deep.equal(['NUMBER_HOLDER_DIFFERS', 'DATA_IP_HOLDERS_DIFFER']);
    expect(answer.references.flatMap(({ alsoBy }) => alsoBy)).to.have.members([
      ...[HOLDER_A, HOLDER_B],
    ]);
  });

  it('of whoever has no right in the data any more is told', async () => {
    const desk = new ResourceDesk(use());
    const asset = unique('ds');
    const { no, rights } = await desk.certified(unique('rc'), quietForm(asset));
    const same = { kind: 'DATA_IP_CERTIFICATE' as const, number: number().slice(0, 17) };
    await desk.act('consistency:refer', referring(asset, same), 'holder-a');
    const document = { caseNo: '（2026）川01执9号', documentDigest: hex };
    const order = { id: unique('JO'), rights: [...rights], to: HOLDER_B, ...document };
    await desk.act('order:transfer', order, 'judge');

    expect(await codesNow(desk, no)).to.include('DATA_IP_HOLDER_WITHOUT_RIGHT');
  });

  for (const [kind, bad] of [
    ['PLEDGE', '1'.repeat(19)],
    ['DATA_IP_CERTIFICATE', 'A'.repeat(16)],
    ['DATA_IP_REGISTRATION', 'A'.repeat(17)],
    ['DATA_IP_REGISTRATION', '号'.repeat(16)],
  ] as const) {
    it(`takes no ${kind} of the form ${bad}`, async () => {
      const input = referring('nothing', { kind, number: bad });

      expect(await use().code('consistency:refer', input, 'operator')).to.equal('INPUT_INVALID');
    });
  }

  it('is stated by a holder of ordinary property as well', async () => {
    const desk = new ResourceDesk(use());
    const asset = unique('ds');
    const form = quietForm(asset, { allocation: allRightsTo(OPERATOR) });
    await desk.certified(unique('rc'), form, { as: 'operator' });

    const made = await desk.act('consistency:refer', referring(asset), 'operator');

    expect(made.holder).to.equal(OPERATOR);
  });
}
