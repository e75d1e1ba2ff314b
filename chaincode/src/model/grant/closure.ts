import type { Measures } from '../encumbrance/closure.js';
import type { Emergent } from '../encumbrance/emergent.js';
import type { AuthorizationAgreement } from '../operation/agreement.js';
import type { Party, PartyQualification } from '../party.js';
import type { PublicResourceRegistration } from '../public-resource/registration.js';
import type { RightClosure } from '../registration/right.js';
import type { Consent, ConsentWithdrawal } from '../voucher/consent.js';
import type { Grant, GrantAnswer, GrantEntry } from './grant.js';
import type { Within } from './order.js';
import type { Pact, PactAnswer } from './pact.js';

/** A right with everything that its status depends on, as records: nothing is computed yet. */
export interface GrantGround extends Pick<RightClosure, 'right' | 'registration' | 'dispositions'> {
  /** Orders and controls on the right and its holder: they may keep from using the data. */
  readonly measures?: Measures | undefined;
  /** The right above a licence. */
  readonly above?: GrantGround | undefined;
  /** The public data resource that it comes from, and the agreement that this is operated under. */
  readonly resource?:
    | {
        readonly record: PublicResourceRegistration;
        readonly agreement?: AuthorizationAgreement | undefined;
      }
    | undefined;
}

/** A pact as one of its grants meets it. */
export interface PactLink {
  readonly pact: Pact;
  readonly answer?: PactAnswer | undefined;
  /** The chain of the other side’s grant; absent where the closure reached the pact from there. */
  readonly other?: Pick<GrantClosure, 'ground' | 'links'> | undefined;
}

/** One grant of a chain. */
export interface GrantLink {
  readonly grant: Grant;
  readonly answer?: GrantAnswer | undefined;
  readonly entries: readonly GrantEntry[];
  readonly grantee?: Party | undefined;
  /** Suspensions in an emergency of all that the grantee has. */
  readonly halts?: readonly Emergent[] | undefined;
  /** Of the grantee, as far as they were cited. */
  readonly qualifications: readonly PartyQualification[];
  readonly consent?:
    { readonly consent: Consent; readonly withdrawal?: ConsentWithdrawal | undefined } | undefined;
  /** The pact that it is bound in, as long as nobody declined that. */
  readonly pact?: PactLink | undefined;
  /** Units that are left of its own count, where it has one. */
  readonly left?: number | undefined;
}

/** Every record that a grant’s effect depends on; the grant itself is the last link. */
export interface GrantClosure {
  readonly ground: GrantGround;
  /** From the grant that was made of the right downwards. */
  readonly links: readonly [GrantLink, ...GrantLink[]];
  /** The order of purposes. A later list moves none, so one serves every instant. */
  readonly within: Within;
}
