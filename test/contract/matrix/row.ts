import type { Name, Role } from '@shuquan/chaincode/model';

/** A role, and the organisations whose CA may issue it under the founding bindings. */
export interface Holder {
  readonly role: Role;
  readonly msps: readonly string[];
}

/**
 * What the rules want of one transaction, written by hand: nothing here is read from the catalogue.
 * `ENROLLED`: every certificate of a member; `FOUNDERS`: officials of the organisations that a
 * founding document names, who have no role on a channel before it; `CLOSED`: nobody, once the
 * channel is founded.
 */
export interface Row {
  readonly transaction: Name;
  /** The article that gives the act to these roles, or makes the answer everybody’s. */
  readonly article: string;
  readonly may: readonly Holder[] | 'ENROLLED' | 'FOUNDERS' | 'CLOSED';
}
