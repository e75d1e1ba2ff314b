import type { Input, OnBehalfInput } from '@shuquan/chaincode/model';
import type { Person, PersonAct } from '@shuquan/gateway/person/person';
import { expect } from 'chai';
import { unique } from '../../support/founded.js';
import { HOLDER_B, REG1 } from '../../support/parties.js';
import { natural, signing } from '../../support/persons.js';
import {
  allRightsTo,
  initialForm,
  privateContact,
  quietForm,
} from '../../support/register-samples.js';
import { PAPERS, Registrar } from '../../support/registrar.js';
import { without } from '../../support/without.js';
import type { Use } from '../suite.js';

const hex = '0'.repeat(64);
type Inputs = { readonly [N in PersonAct]: (id: string) => Input<N> };

/** What each act asks for; none of these gets as far as the state of the case. */
const inputs: Inputs = {
  'objection:answer': (id) => ({
    ...{ case: id, objection: 'nothing', position: 'CONTESTED', statementDigest: hex },
  }),
  'registration:apply': () => ({
    id: unique('rc'),
    registrar: REG1,
    profile: 'NATIONAL_2026',
    form: initialForm(unique('ds')),
  }),
  'registration:consent': (id) => ({ case: id, application: hex }),
  'registration:withdraw': (id) => ({ case: id, reasons: '不再申请' }),
  'registration:explain': (id) => ({ case: id, explanation: '各自采集' }),
  'acceptance:supplement': (id) => ({ case: id, form: initialForm(unique('ds')) }),
  'review:giveProof': (id) => ({ case: id, documentDigests: [hex] }),
};

/** Only the registrar of a case speaks for a person in it, for that very person, in its words. */
export function broughtActs(contract: string, use: Use): void {
  const names = Object.keys(inputs).filter((name) => name.startsWith(`${contract}:`));
  for (const name of names as PersonAct[]) {
    const play = async (
      person: Person,
      { as = 'registrar1', spoil = (input: object): object => input } = {},
    ): Promise<string> => {
      const desk = new Registrar(use());
      await desk.time();
      const id = unique('rc');
      const form = initialForm(unique('ds'), { allocation: allRightsTo(person.id) });
      await desk.apply(id, form, { as: person });
      const input = spoil(person.brings(name, inputs[name](id), PAPERS));
      return use().code(name, input, as, { transient: privateContact(person.contact) });
    };

    it(`${name} comes from the registrar of the case alone`, async () => {
      expect(await play(natural(), { as: 'holder-a' })).to.equal('CALLER_FORBIDDEN');
      expect(await play(natural(), { as: 'registrar2' })).to.equal('CALLER_FORBIDDEN');
    });

    it(`${name} is of the person that the pseudonym is of`, async () => {
      const other = natural();
      const spoil = (input: object): object => {
        const { onBehalf } = input as { onBehalf: object };
        return { ...input, onBehalf: { ...onBehalf, person: other.id } };
      };

      expect(await play(natural(), { spoil })).to.equal('COMMITMENT_MISMATCH');
    });

    it(`${name} of a person with a key is signed by it, word for word`, async () => {
      const other = signing();
      const changing =
        (change: (given: OnBehalfInput) => object) =>
        (input: object): object => ({
          ...input,
          onBehalf: change((input as { onBehalf: OnBehalfInput }).onBehalf),
        });
      const papers = changing((given) => ({ ...given, papersCommitment: hex }));
      const unsigned = changing((given) => without(given, 'key', 'signature'));
      const half = changing((given) => without(given, 'key'));

      expect(await play(signing(), { spoil: papers })).to.equal('SIGNATURE_INVALID');
      expect(await play(other, { spoil: unsigned })).to.equal('COMMITMENT_MISMATCH');
      expect(await play(other, { spoil: half })).to.equal('INPUT_INVALID');
    });
  }
}

/** A consent brought for a person tells custodian and court who it is, as an application does. */
export function toldConsents(use: Use): void {
  it('says who consents, and says it in private', async () => {
    const desk = new Registrar(use());
    const [person, id] = [natural(), unique('rc')];
    await desk.apply(id, quietForm(unique('ds'), { allocation: allRightsTo(person.id) }));
    const { application } = await desk.view(id);
    const asked = { case: id, application: application.digest };
    const brought = person.brings('registration:consent', asked, PAPERS);
    const transient = privateContact(person.contact);
    const refuse = (input: object, options?: object, as = 'registrar1'): Promise<string> =>
      use().code('registration:consent', input, as, options);

    expect(await refuse(brought)).to.equal('TRANSIENT_MISSING');
    const short = { transient: { ...transient, seed: new Uint8Array(16).fill(7) } };
    expect(await refuse(brought, short)).to.equal('SALT_TOO_SHORT');
    const other = { transient: privateContact({ ...person.contact, name: '另一人' }) };
    expect(await refuse(brought, other)).to.equal('COMMITMENT_MISMATCH');
    const shared = quietForm(unique('ds'), { allocation: allRightsTo(HOLDER_B) });
    const { id: of } = await desk.apply(unique('rc'), shared);
    const { application: theirs } = await desk.view(of);
    const own = { case: of, application: theirs.digest };
    expect(await refuse(own, { transient }, 'holder-b')).to.equal('INPUT_INVALID');
  });
}
