import { z } from 'zod';
import { LedgerError } from '../errors.js';
import { identityCommitment, isPerson, PersonId, personId } from '../holder.js';
import { Hex256 } from '../schema.js';
import {
  HolderKey,
  HolderSignature,
  requireSigned,
  type SignatureCheck,
} from '../voucher/signature.js';
import { statementText } from '../voucher/statement.js';
import type { ApplicantContact } from './fields.js';

const carriedShape = {
  person: PersonId,
  /** Commitment to who the person is: the pseudonym follows from it. */
  identityCommitment: Hex256,
  /** Salted commitment to what the registrar has of this act: the paper signed, the identity check. */
  papersCommitment: Hex256,
  /** Of a person that signs by itself: its pseudonym is of this key, and nothing is done without it. */
  key: HolderKey.optional(),
  /** Of the person, over the statement `person-act`. */
  signature: HolderSignature.optional(),
};

/** For whom a registrar brings an act: a natural person, who has no certificate of its own. */
export const OnBehalfInput = z
  .strictObject(carriedShape)
  .refine(({ key, signature }) => (key === undefined) === (signature === undefined), {
    path: ['signature'],
    message: 'A key comes with its signature, and a signature with its key',
  })
  .meta({ id: 'OnBehalfInput' });
export type OnBehalfInput = z.infer<typeof OnBehalfInput>;

/** Whose word it is that the person wanted this: the registrar’s alone, or the person’s own key’s. */
export const CarriedManner = z
  .enum(['RECORDED_BY_REGISTRAR', 'SIGNED_BY_PERSON'])
  .meta({ id: 'CarriedManner' });

/** What the record says of an act that was brought for a natural person. */
export const OnBehalf = z
  .strictObject({ ...carriedShape, manner: CarriedManner })
  .meta({ id: 'OnBehalf' });
export type OnBehalf = z.infer<typeof OnBehalf>;

/** An act or a step: who made it, and for whom. */
export interface Deed {
  readonly by: { readonly uscc: string };
  readonly onBehalf?: OnBehalf | undefined;
}

/** Whose act it is: the caller’s own party’s, or that of the person it was brought for. */
export const partyOf = ({ by, onBehalf }: Deed): string => onBehalf?.person ?? by.uscc;

/** An act as the person states it: the whole input, without what its carrier adds. */
export interface Stated {
  readonly transaction: string;
  readonly channel: string;
  readonly input: { readonly onBehalf?: OnBehalfInput | undefined } & object;
}

interface Asked {
  readonly onBehalf?: OnBehalfInput | undefined;
  readonly beacon?: unknown;
}
const withoutCarrier = ({ onBehalf: _onBehalf, beacon: _beacon, ...asked }: Asked): object => asked;
const withoutSignature = ({ signature: _signature, ...carried }: Partial<OnBehalfInput>): object =>
  carried;

/** What a person signs, so that its carrier can change nothing of it and use it for nothing else. */
export function personActText({ transaction, channel, input }: Stated): string {
  const onBehalf = withoutSignature(input.onBehalf ?? {});
  const asked = { ...withoutCarrier(input), onBehalf };
  return statementText('person-act', channel, { transaction, input: asked });
}

/**
 * The pseudonym is the one that identity and key give, and a person with a key signed this very act.
 *
 * @throws LedgerError COMMITMENT_MISMATCH, SIGNATURE_INVALID
 */
export function carried(given: OnBehalfInput, stated: Stated, crypto: SignatureCheck): OnBehalf {
  const { person, identityCommitment: commitment, key, signature } = given;
  if (personId(commitment, key) !== person) throw mismatch('person', person);
  if (key === undefined || signature === undefined) {
    return { ...given, manner: 'RECORDED_BY_REGISTRAR' };
  }
  requireSigned({ key, text: personActText(stated), signature }, crypto);
  return { ...given, manner: 'SIGNED_BY_PERSON' };
}

/**
 * The commitment is to the very person whose name and number go into the private collection: a
 * registrar can not make up a holder whom no court finds afterwards.
 *
 * @throws LedgerError INPUT_INVALID, COMMITMENT_MISMATCH
 */
export function requireIdentity(
  { type, name, identityNumber, identitySalt }: ApplicantContact,
  onBehalf: OnBehalf,
): void {
  if (type !== 'NATURAL_PERSON') throw wrongContact('type', 'Is no natural person');
  if (identitySalt === undefined) throw wrongContact('identitySalt', 'Missing');
  const found = identityCommitment({ name, identityNumber, identitySalt });
  if (found !== onBehalf.identityCommitment) throw mismatch('identity', onBehalf.person);
}

const mismatch = (part: 'person' | 'identity', person: string): LedgerError =>
  new LedgerError(
    'COMMITMENT_MISMATCH',
    part === 'person'
      ? 'The pseudonym does not follow from the commitment to the person’s identity and its key.'
      : 'Name, identity number and salt do not give the commitment to the person’s identity.',
    { person, part },
  );

const wrongContact = (member: string, message: string): LedgerError =>
  new LedgerError('INPUT_INVALID', 'The private contact is not that of a natural person.', {
    issues: [{ pointer: `/contact/${member}`, message }],
  });

/**
 * Only an organisation enters a register of organisations; whoever is none has no party here.
 *
 * @throws LedgerError CALLER_FORBIDDEN
 */
export function requireOrganization(party: string, article: string): void {
  if (!isPerson(party)) return;
  throw new LedgerError(
    'CALLER_FORBIDDEN',
    'Public data resources are registered by organisations.',
    {
      article,
    },
  );
}
