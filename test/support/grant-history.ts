import {
  acceptGrant,
  type ActedBy,
  type AuthorizationAgreement,
  type Decision,
  type Grant,
  type GrantClosure,
  type GrantGround,
  type GrantLink,
  type GrantScope,
  type Instants,
  narrowGrant,
  offerGrant,
  permits,
  type PublicResourceRegistration,
  type RegistrationCase,
  requireGrantable,
  type RightsEntry,
  sayOfGrant,
  type UseQuestion,
} from '@shuquan/chaincode/model';
import { within } from './grant-orders.js';
import { filedAgreement } from './operation-records.js';
import { CONSUMER_C, OPERATOR } from './parties.js';

const hex = '0'.repeat(64);
const DAY = 86_400_000;
const REGISTERED = '2026-06-01T00:00:00.000Z';
const START = Date.parse('2027-01-01T02:00:00.000Z');

export const actor = (uscc: string, at: string): ActedBy => ({
  ...{ uscc, mspId: 'AuthorityMSP', role: 'operator', fingerprint: hex },
  ...{ custody: 'CUSTODIAL', at, txId: hex },
});

/** A right of the operator’s that comes from an agreement, as records. */
export function groundRecords({
  right = {},
  agreement = {},
}: {
  readonly right?: Partial<RightsEntry>;
  readonly agreement?: Partial<AuthorizationAgreement>;
} = {}): GrantGround {
  const registration = {
    ...{ v: 1 as const, case: 'RC-1', registeredAt: REGISTERED, knownAt: REGISTERED },
    ...{ recordDigest: hex, depositTxId: hex, txId: hex },
  };
  const resource = {
    ...{
      v: 1,
      lookupCode: 'ZY-511-20260601-000000000000',
      case: 'RC-0',
      article: 'PUBLIC_2025/26号',
    },
    ...{ holder: OPERATOR, catalogNos: ['CD-GS-0007'], agreement: 'AGR-1' },
    ...{ registeredAt: REGISTERED, lastValidDay: '2029-05-31', entries: [], txId: hex },
  } as unknown as PublicResourceRegistration;
  return {
    right: {
      ...{ v: 1, id: 'RC-1.R3', data: { asset: 'DS-1', version: 1 }, right: 'OPERATE' },
      ...{ holder: OPERATOR, share: 'CONCURRENT', parts: ['2024', '2025', '2026'] },
      validity: { count: 5, unit: 'YEAR' },
      restrictions: { resaleAllowed: true, exportAllowed: true },
      ...{ publicCode: resource.lookupCode, case: 'RC-1', registrar: OPERATOR },
      ...{
        profile: { id: 'NATIONAL_2026', version: 1 },
        article: 'NATIONAL_2026/21(1)',
        txId: hex,
      },
      ...right,
    },
    registration,
    dispositions: [],
    resource: {
      record: resource,
      agreement: filedAgreement({
        purposes: ['FINANCE', 'MARKETING'],
        prohibitedPurposes: ['PROFILING'],
        ...agreement,
      }),
    },
  };
}

export type Move =
  | {
      readonly kind: 'GRANT';
      readonly on: number;
      readonly scope: GrantScope;
    }
  | { readonly kind: 'NARROW'; readonly on: number; readonly scope: GrantScope }
  | { readonly kind: 'SUSPENDED' | 'RESUMED' | 'REVOKED'; readonly on: number }
  | { readonly kind: 'AGREEMENT'; readonly suspended: boolean }
  | { readonly kind: 'WAIT'; readonly days: number };

/** One grant as the play knows it, kept apart from what the model derives. */
export interface Told {
  readonly grant: Grant;
  readonly parent: number | undefined;
  scopes: readonly GrantScope[];
  suspended: boolean;
  revoked: boolean;
}

/** Grants and what became of them, made as the chaincode makes them, through the pure model. */
export class GrantHistory {
  readonly told: Told[] = [];
  readonly #links: GrantLink[] = [];
  #ground = groundRecords();
  #now = START;
  agreementSuspended = false;

  get now(): string {
    return new Date(this.#now).toISOString();
  }

  get instants(): Instants {
    return { asOf: this.now, knownAt: this.now };
  }

  closure(index: number): GrantClosure {
    const chain: GrantLink[] = [];
    for (let at: number | undefined = index; at !== undefined; at = this.told[at]?.parent) {
      const link = this.#links[at];
      if (link !== undefined) chain.unshift(link);
    }
    const [first, ...rest] = chain;
    if (first === undefined) throw new TypeError('There is no such grant.');
    return { ground: this.#ground, links: [first, ...rest], within };
  }

  permits(index: number, question: Omit<UseQuestion, 'grant' | 'by'>): Decision {
    const { id, grantee } = this.#links[index]?.grant ?? { id: '', grantee: '' };
    return permits(this.closure(index), { grant: id, by: grantee, ...question }, this.instants);
  }

  /** @throws LedgerError where the model does not let it happen; then nothing changed */
  move(move: Move): void {
    this.#now += 60_000;
    if (move.kind === 'WAIT') this.#now += move.days * DAY;
    else if (move.kind === 'AGREEMENT') this.#agreement(move.suspended);
    else if (move.kind === 'GRANT') this.#grant(move.on, move.scope);
    else this.#conduct(move);
  }

  #agreement(suspended: boolean): void {
    const reasons = '整改';
    const by = actor(OPERATOR, this.now);
    const before = this.#ground.resource?.agreement?.suspensions ?? [];
    const open = before.at(-1);
    if (suspended === this.agreementSuspended) return;
    const suspensions =
      open === undefined || suspended
        ? [...before, { reasons, ...by }]
        : [...before.slice(0, -1), { ...open, resumed: { reasons, ...by } }];
    this.#ground = groundRecords({ agreement: { suspensions, changedAt: this.now } });
    this.agreementSuspended = suspended;
  }

  #grant(on: number, scope: GrantScope): void {
    const index = this.told.length;
    // The first of all is made of the right, and so is every fourth that asks for it.
    const parent = index === 0 || on % 4 === 3 ? undefined : on % index;
    const above = parent === undefined ? undefined : this.#links[parent];
    const by = actor(above?.grant.grantee ?? OPERATOR, this.now);
    const source =
      above === undefined
        ? { kind: 'RIGHT' as const, right: this.#ground.right.id }
        : { kind: 'GRANT' as const, grant: above.grant.id };
    const grantee = by.uscc === CONSUMER_C ? OPERATOR : CONSUMER_C;
    const input = { id: `G-${String(index)}`, grantee, source, scope, textDigest: hex };
    const grant = offerGrant(input, within, by);
    const given = {
      ground: this.#ground,
      record: { id: 'RC-1', steps: [] } as unknown as RegistrationCase,
      ...(parent === undefined ? {} : { parent: this.closure(parent) }),
      recipient: { qualifications: [] },
      within,
    };
    requireGrantable(grant, given, this.instants);
    const link = { grant, entries: [], qualifications: [] };
    const answer = acceptGrant(link, grant, actor(grantee, this.now));
    this.#links.push({ ...link, answer });
    this.told.push({ grant, parent, scopes: [scope], suspended: false, revoked: false });
  }

  #conduct(move: Extract<Move, { on: number }>): void {
    const index = move.on % Math.max(1, this.told.length);
    const [told, link] = [this.told[index], this.#links[index]];
    if (told === undefined || link === undefined || move.kind === 'GRANT') return;
    const by = actor(link.grant.grantor, this.now);
    const { entries } =
      move.kind === 'NARROW'
        ? narrowGrant(link, { scope: move.scope, reasons: '缩小' }, within, by)
        : sayOfGrant(link, { kind: move.kind, reasons: '测试' }, by);
    this.#links[index] = { ...link, entries };
    if (move.kind === 'NARROW') told.scopes = [...told.scopes, move.scope];
    if (move.kind === 'SUSPENDED' || move.kind === 'RESUMED') {
      told.suspended = move.kind === 'SUSPENDED';
    }
    if (move.kind === 'REVOKED') told.revoked = true;
  }
}
