import { randomBytes } from 'node:crypto';
import {
  ApplicantContact,
  check,
  identityCommitment,
  type Input,
  type OnBehalfInput,
  personId,
} from '@shuquan/chaincode/model';
import type { Holder } from '../voucher/holder.js';

/** Acts of parties that a registrar may bring for a natural person. */
export const personActs = [
  'objection:answer',
  'registration:apply',
  'registration:consent',
  'registration:withdraw',
  'registration:explain',
  'acceptance:supplement',
  'review:giveProof',
] as const;
export type PersonAct = (typeof personActs)[number];

/** Who a natural person is: everything that stays private, the salt included. */
export type PersonContact = ApplicantContact & { readonly identitySalt: string };

/**
 * A natural person at its registrar’s desk: who it is, the pseudonym that follows from that, and its
 * own key where it has one.
 */
export class Person {
  readonly contact: PersonContact;
  readonly id: string;
  readonly identityCommitment: string;
  readonly #holder: Holder | undefined;

  /** @throws LedgerError INPUT_INVALID when the contact is none of Annex 1 */
  constructor(given: object, holder?: Holder) {
    const identitySalt = randomBytes(32).toString('hex');
    const contact = check(ApplicantContact, { identitySalt, ...given, type: 'NATURAL_PERSON' });
    this.contact = { ...contact, identitySalt: contact.identitySalt ?? identitySalt };
    this.identityCommitment = identityCommitment(this.contact);
    this.id = personId(this.identityCommitment, holder?.key);
    this.#holder = holder;
  }

  /** What the registrar submits in the person’s name: signed by it, if it has a key. */
  brings<N extends PersonAct>(act: N, input: Input<N>, papersCommitment: string): Input<N> {
    const { id: person, identityCommitment: commitment } = this;
    const who: OnBehalfInput = { person, identityCommitment: commitment, papersCommitment };
    if (this.#holder === undefined) return { ...input, onBehalf: who };
    const keyed = { ...who, key: this.#holder.key };
    const signature = this.#holder.personAct(act, { ...input, onBehalf: keyed });
    return { ...input, onBehalf: { ...keyed, signature } };
  }
}
