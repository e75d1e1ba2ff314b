import {
  type Consent,
  type ConsentWithdrawal,
  counterpartOf,
  type Dispositions,
  type Grant,
  type GrantAnswer,
  type GrantClosure,
  type GrantConduct,
  type GrantGround,
  type GrantLink,
  type GrantProof,
  isWithin,
  MAX_LICENCE_DEPTH,
  type Pact,
  type PactAnswer,
  type PactLink,
  type PartyQualification,
  type PublicResourceRegistration,
  type PurposeTree,
  PURPOSES,
  type Registration,
  type RightsEntry,
  treeOf,
} from '@shuquan/chaincode/model';
import { emergenciesOf, measuresOf } from '../encumbrances/closures.js';
import { adoptedDocument, adoptions } from '../adopted.js';
import type { Rows } from '../register/rows.js';
import type { PartyRow } from '../rows.js';
import type { AgreementRow } from '../operation/agreements.js';

/** The purposes that were in force when they were asked for, and until when. */
export interface PurposesInForce {
  readonly tree: PurposeTree;
  readonly until: string | undefined;
}

/** The records behind grants, as the rows have them. Made for one question: what was found stays so. */
export class Closures {
  readonly #rows: Rows;
  readonly #instant: string;
  readonly #grounds = new Map<string, Promise<GrantGround | undefined>>();
  #purposes: Promise<PurposesInForce> | undefined;

  constructor(rows: Rows, instant: string) {
    this.#rows = rows;
    this.#instant = instant;
  }

  /** `undefined` where there is no such grant. */
  async of(id: string, seen = new Set<string>()): Promise<GrantClosure | undefined> {
    const chain: GrantLink[] = [];
    let next: string | undefined = id;
    let right = '';
    while (next !== undefined) {
      const grant: Grant | undefined = await this.#rows.get<Grant>('grant', next);
      if (grant === undefined) return undefined;
      const pact = await this.#pact(grant.id, seen);
      chain.unshift({ ...(await this.#link(grant)), ...(pact === undefined ? {} : { pact }) });
      const { source }: Grant = grant;
      next = source.kind === 'GRANT' ? source.grant : undefined;
      if (source.kind === 'RIGHT') right = source.right;
    }
    return this.#over(right, chain);
  }

  async #over(right: string, chain: readonly GrantLink[]): Promise<GrantClosure | undefined> {
    const ground = await this.ground(right);
    const [first, ...rest] = chain;
    if (ground === undefined || first === undefined) return undefined;
    const { tree } = await this.purposes();
    const within = (code: string, broader: string): boolean => isWithin(tree, code, broader);
    return { ground, links: [first, ...rest], within };
  }

  async #link(grant: Grant): Promise<GrantLink> {
    const { id, grantee, personal } = grant;
    const answer = await this.#rows.get<GrantAnswer>('grant-answer', id);
    const conduct = await this.#rows.get<GrantConduct>('grant-conduct', id);
    const proof = await this.#rows.get<GrantProof>('grant-proof', id);
    const cited = await Promise.all(
      (proof?.qualifications ?? []).map((each) =>
        this.#rows.get<PartyQualification>('party-qualification', grantee, each),
      ),
    );
    const consent = personal && (await this.#consent(personal.consent));
    return {
      ...{ grant, answer, entries: conduct?.entries ?? [] },
      halts: await emergenciesOf(this.#rows, { kind: 'PARTY', id: grantee }),
      grantee: (await this.#rows.get<PartyRow>('party', grantee))?.party,
      qualifications: cited.filter((each) => each !== undefined),
      ...(consent === undefined ? {} : { consent }),
    };
  }

  async #consent(id: string): Promise<GrantLink['consent']> {
    const consent = await this.#rows.get<Consent>('consent', id);
    if (consent === undefined) return undefined;
    const withdrawal = await this.#rows.get<ConsentWithdrawal>('consent-withdrawal', id);
    return { consent, ...(withdrawal === undefined ? {} : { withdrawal }) };
  }

  /** The pact that binds a grant, followed once, as the contracts do. */
  async #pact(grant: string, seen: Set<string>): Promise<PactLink | undefined> {
    const found = await this.#rows.get<{ readonly pact: string }>('pact-of', grant);
    const pact = found && (await this.#rows.get<Pact>('pact', found.pact));
    if (pact === undefined) return undefined;
    const answer = await this.#rows.get<PactAnswer>('pact-answer', pact.id);
    if (answer?.outcome === 'DECLINED') return undefined;
    if (seen.has(pact.id)) return { pact, answer };
    seen.add(pact.id);
    return { pact, answer, other: await this.of(counterpartOf(pact, grant).grant, seen) };
  }

  /** A right with all that its status depends on; `undefined` where there is none. */
  ground(id: string, depth = 0): Promise<GrantGround | undefined> {
    const found = this.#grounds.get(id) ?? this.#readGround(id, depth);
    this.#grounds.set(id, found);
    return found;
  }

  async #readGround(id: string, depth: number): Promise<GrantGround | undefined> {
    const right = await this.#rows.get<RightsEntry>('right', id);
    if (right === undefined) return undefined;
    const entries = (await this.#rows.get<Dispositions>('disp', id))?.entries ?? [];
    const dispositions = await Promise.all(
      entries.map(async (entry) => ({
        ...{ entry, registration: await this.#registration(entry.case) },
      })),
    );
    const isLicence = right.basis?.kind === 'LICENSE' && depth < MAX_LICENCE_DEPTH;
    const above = isLicence ? await this.ground(right.basis?.right ?? '', depth + 1) : undefined;
    return {
      ...{ right, dispositions, registration: await this.#registration(right.case) },
      measures: await measuresOf(this.#rows, right),
      ...(above === undefined ? {} : { above }),
      ...(await this.#resource(right.publicCode)),
    };
  }

  async #resource(code: string | undefined): Promise<Pick<GrantGround, 'resource'>> {
    const record =
      code === undefined
        ? undefined
        : await this.#rows.get<PublicResourceRegistration>('resource', code);
    if (record === undefined) return {};
    const agreement =
      record.agreement === undefined
        ? undefined
        : (await this.#rows.get<AgreementRow>('agreement', record.agreement))?.record;
    return { resource: { record, ...(agreement === undefined ? {} : { agreement }) } };
  }

  #registration(of: string): Promise<Registration | undefined> {
    return this.#rows.get<Registration>('registration', of);
  }

  /** The list of purposes in force; without one no purpose lies within another. */
  purposes(): Promise<PurposesInForce> {
    this.#purposes ??= this.#readPurposes();
    return this.#purposes;
  }

  async #readPurposes(): Promise<PurposesInForce> {
    let tree: PurposeTree = new Map();
    let until: string | undefined;
    for await (const each of adoptions(this.#rows, 'RULE_PROFILE', PURPOSES)) {
      const { effectiveFrom } = each;
      if (effectiveFrom > this.#instant) {
        until = until === undefined || effectiveFrom < until ? effectiveFrom : until;
        continue;
      }
      const document = await adoptedDocument(this.#rows, PURPOSES, each);
      if (document?.kind === 'PURPOSES') tree = treeOf(document);
    }
    return { tree, until };
  }
}
