import {
  check,
  Founding,
  type PartyHome,
  type Registrar,
  roles,
  type RoleBinding,
  type TimePolicy,
} from '@shuquan/chaincode/model';
import type { MspId } from '../ledger/port.js';

/** Whoever holds a certificate, as the table of people says. */
export interface Person {
  readonly id: string;
  readonly mspId: MspId;
  readonly roles: readonly string[];
  /** Absent for a service identity, which acts for nobody. */
  readonly party?: { readonly id: string; readonly name: string; readonly uscc: string };
}

export interface Channel {
  readonly channel: string;
  readonly purpose: Founding['purpose'];
  /** How far clocks may differ and how old a cited beacon may be. */
  readonly time?: Pick<TimePolicy, 'skewSeconds' | 'maxAgeSeconds'>;
}

const DEFAULT_TIME = { skewSeconds: 60, maxAgeSeconds: 300 };

/**
 * The channel’s first state, read from the table of people and from nothing else: a role may be
 * issued where somebody holds it, a party is at home where its people are, the organisations with
 * a peer govern, and those of them with a witness witness.
 *
 * @param organizations MSP ids of the organisations that run a peer
 * @throws LedgerError INPUT_INVALID when the table makes no channel: fewer than two governors or
 *   witnesses, nobody who registers, no court to keep payloads with
 */
export function foundingDocument(
  people: readonly Person[],
  organizations: readonly MspId[],
  { channel, purpose, time = DEFAULT_TIME }: Channel,
): Founding {
  const issuers = (role: string): MspId[] => mspsOf(people.filter((p) => p.roles.includes(role)));
  const governing = (role: string): MspId[] =>
    issuers(role).filter((mspId) => organizations.includes(mspId));
  const court = governing('court')[0] ?? '';
  return check(Founding, {
    channelId: channel,
    purpose,
    governors: governing('official'),
    roles: roles.flatMap((role): RoleBinding[] => {
      const msps = issuers(role);
      return msps.length === 0 ? [] : [{ role, msps }];
    }),
    homes: homesOf(people),
    time: { witnesses: governing('witness'), quorum: 2, ...time },
    registrars: registrarsOf(people),
    custody: { custodians: organizations.filter((mspId) => mspId !== court), court },
  });
}

const mspsOf = (people: readonly Person[]): MspId[] => [...new Set(people.map((p) => p.mspId))];

function homesOf(people: readonly Person[]): PartyHome[] {
  const codes = new Set(people.flatMap(({ party }) => party?.uscc ?? []));
  return [...codes].map((uscc) => ({
    uscc,
    msps: mspsOf(people.filter(({ party }) => party?.uscc === uscc)),
  }));
}

/**
 * 登记机构 take the digits 1, 2, … in the order of the table. The region is the province in their
 * own code (GB 32100: places 3 and 4 are the administrative division, GB/T 2260).
 */
function registrarsOf(people: readonly Person[]): Registrar[] {
  const registering = people.filter((person) => person.roles.includes('registrar'));
  return homesOf(registering).map(({ uscc, msps }, i) => ({
    uscc,
    mspId: msps[0] ?? '',
    digit: i + 1,
    region: uscc.slice(2, 4),
    state: 'ACTIVE',
  }));
}
