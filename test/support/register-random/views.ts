import type {
  CaseState,
  RegistrationCase,
  RightsEntry,
  RightState,
} from '@shuquan/chaincode/model';
import type { Ledger } from '@shuquan/gateway/ledger/port';

export interface Instants {
  readonly asOf: string;
  readonly knownAt: string;
}
export interface CaseAnswer {
  readonly record: RegistrationCase;
  readonly state: CaseState;
}
export interface RightAnswer {
  readonly right: RightsEntry;
  readonly state: RightState;
}

/** Whoever answers for a case and a right at an instant: the chaincode, or the read model. */
export interface Views {
  readonly name: string;
  /** Resolves once everything that is committed is taken in. */
  catchUp(): Promise<void>;
  stateOfCase(id: string, instants: Instants): Promise<CaseAnswer>;
  stateOfRight(id: string, instants: Instants): Promise<RightAnswer>;
}

/** The contracts’ own answers. */
export const chaincodeViews = (ledger: Ledger, as: Parameters<Ledger['evaluate']>[2]): Views => ({
  name: 'chaincode',
  catchUp: () => Promise.resolve(),
  stateOfCase: (id, instants) => ledger.evaluate('registration:read', { id, ...instants }, as),
  stateOfRight: (id, instants) => ledger.evaluate('register:right', { id, ...instants }, as),
});
