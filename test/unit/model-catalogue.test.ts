import { errorCatalogue, isName, roles, specs, specOf } from '@shuquan/chaincode/model';
import { expect } from 'chai';
import type { z } from 'zod';

describe('catalogue', () => {
  for (const [name, spec] of specs) {
    it(`states ${name} in full`, () => {
      expect(name).to.match(/^[a-z]+:[a-z][A-Za-z]+$/);
      expect(spec.summary).to.match(/^[A-Z].+[^.]$/);
      expect(new Set(spec.errors).size, 'an error twice').to.equal(spec.errors.length);
      expect(spec.errors).to.include('INPUT_INVALID');
      expect(Object.keys(errorCatalogue)).to.include.members([...spec.errors]);
      expect(spec.event !== undefined).to.equal(spec.kind === 'submit');
      if (spec.event !== undefined) expect(spec.event).to.match(/^[a-z]+\.[a-z-]+$/);
      expect(Object.keys(errorCatalogue)).to.include.members([...(spec.recordsRefusal ?? [])]);
      if (typeof spec.access !== 'string') expect(roles).to.include.members([...spec.access]);
    });

    it(`refuses what it does not know in ${name}`, () => {
      const { error } = spec.input.safeParse({ unheardOf: 1 });

      expect(error?.issues.map(({ code }) => code)).to.include('unrecognized_keys');
    });
  }

  it('gives every transaction that cites a beacon a place for it, and no other', () => {
    for (const [name, spec] of specs) {
      const { shape } = spec.input as z.ZodObject;
      expect('beacon' in shape, name).to.equal(spec.citesBeacon === true);
    }
  });

  it('knows its own names and none that an object inherits', () => {
    expect(isName('evidence:deposit')).to.equal(true);
    for (const name of ['', 'toString', '__proto__', 'constructor', 'evidence:nothing']) {
      expect(isName(name), name).to.equal(false);
    }
    expect(specOf('party:read').kind).to.equal('evaluate');
  });

  const recording = specs.filter(([, { recordsRefusal }]) => recordsRefusal !== undefined);
  for (const [name, { kind, errors, recordsRefusal = [] }] of recording) {
    it(`answers 409 to what ${name} refuses on record, and refuses nothing of it off record`, () => {
      expect(kind).to.equal('submit');
      const statuses = recordsRefusal.map((code) => errorCatalogue[code].status);
      expect(new Set(statuses)).to.deep.equal(new Set([409]));
      expect(recordsRefusal.filter((code) => errors.includes(code))).to.deep.equal([]);
    });
  }

  for (const [name, { input, spendsOf }] of specs.filter(
    ([, each]) => each.spendsOf !== undefined,
  )) {
    it(`takes a lane and the grant that it spends of in ${name}`, () => {
      const { shape } = input as z.ZodObject;
      expect(Object.keys(shape)).to.include.members(['lane', spendsOf]);
    });
  }
});
