import {
  addDays,
  type Grant,
  type GrantScope,
  type Input,
  type Output,
  shanghaiDate,
  type TransactionName,
} from '@shuquan/chaincode/model';
import { unique } from './founded.js';
import { CONSUMER_C } from './parties.js';
import { type InitialForm, quietForm } from './register-samples.js';
import { Registrar } from './registrar.js';
import { without } from './without.js';

const hex = '0'.repeat(64);
export const TEXT = '5'.repeat(64);

/** A scope as a test is about one dimension of it. */
export const scopeOf = (asset: string, over: Partial<GrantScope> = {}): GrantScope => ({
  right: 'USE',
  subset: { data: { asset, version: 1 }, parts: ['WHOLE'] },
  fields: ['uscc', 'grade'],
  purposes: ['CREDIT_VERIFY'],
  territory: ['CN-51'],
  term: { from: '2026-01-01', to: '2030-12-31' },
  resale: false,
  export: false,
  depth: 1,
  ...over,
});

type Offer = Input<'grant:offer'>;

/** A right that grants can be made of. */
export interface Granted {
  readonly asset: string;
  readonly right: string;
}

/** Plays grants for a test, on a channel where the time is stated. */
export class GrantDesk extends Registrar {
  get today(): string {
    return shanghaiDate(this.stage.bench.now().toISOString());
  }

  /** From today on, for so many days. */
  term(days = 300): GrantScope['term'] {
    return { from: this.today, to: addDays(this.today, days) };
  }

  /** Data registered with all three rights of one holder; answers with the right to operate it. */
  async operated(over: Partial<InitialForm> = {}, as = 'holder-a'): Promise<Granted> {
    const asset = unique('ds');
    const { rights } = await this.certified(unique('rc'), quietForm(asset, over), { as });
    const [, , right = ''] = rights;
    return { asset, right };
  }

  scope({ asset }: Pick<Granted, 'asset'>, over: Partial<GrantScope> = {}): GrantScope {
    return scopeOf(asset, { term: this.term(), ...over });
  }

  /** Of a right, to `consumer-c`. */
  rootOffer(granted: Granted, scope: Partial<GrantScope> = {}, over: Partial<Offer> = {}): Offer {
    return {
      id: unique('G'),
      grantee: CONSUMER_C,
      source: { kind: 'RIGHT', right: granted.right },
      scope: this.scope(granted, scope),
      textDigest: TEXT,
      ...over,
    };
  }

  /** Below a grant, with its scope at one level less. */
  subOffer(
    parent: Grant,
    grantee: string,
    scope: Partial<GrantScope> = {},
    over: Partial<Offer> = {},
  ): Offer {
    const above = without(parent.scope, 'count');
    return {
      id: unique('SG'),
      grantee,
      source: { kind: 'GRANT', grant: parent.id },
      scope: { ...above, depth: Math.max(0, above.depth - 1), ...scope },
      textDigest: TEXT,
      ...over,
    };
  }

  accept({ id, textDigest, termsDigest }: Grant, as: string): Promise<Output<'grant:accept'>> {
    return this.act('grant:accept', { id, textDigest, termsDigest }, as);
  }

  /** Offered and accepted. */
  async granted(offer: Offer, from: string, to: string): Promise<Grant> {
    const grant = await this.act('grant:offer', offer, from);
    await this.accept(grant, to);
    return grant;
  }

  /** The code of a refusal, under a beacon that is young enough. */
  async refused(name: TransactionName, input: unknown, as: string): Promise<string> {
    await this.time();
    return this.stage.code(name, input, as);
  }

  permits(
    grant: string,
    by: string,
    over: Partial<Input<'grant:permits'>> = {},
  ): Promise<Output<'grant:permits'>> {
    const question = { grant, by, purpose: 'CREDIT_VERIFY', ...over };
    return this.stage.ask('grant:permits', question, 'bank');
  }

  grant(id: string, over: object = {}): Promise<Output<'grant:read'>> {
    return this.stage.ask('grant:read', { id, ...over }, 'bank');
  }

  /** Registers and verifies a party and gives it a qualification; answers with its id. */
  async qualified(uscc: string, code: string, days = 300): Promise<string> {
    const party = { uscc, type: 'LEGAL_PERSON' as const, name: '示例机构' };
    await this.act('party:register', party, 'registrar1').catch(() => undefined);
    const verified = { uscc, credentialCommitment: hex };
    await this.act('party:verify', verified, 'registrar1').catch(() => undefined);
    const id = unique('q');
    const from = this.stage.bench.now().getTime() - 60_000;
    const validity = {
      validFrom: new Date(from).toISOString(),
      validTo: new Date(from + days * 86_400_000).toISOString(),
    };
    await this.act(
      'party:qualify',
      { uscc, id, code, documentDigest: hex, ...validity },
      'registrar1',
    );
    return id;
  }
}

/** The codes of a refusal, as an answer states them: `CODE link`. */
export function reasonsOf({ decision }: Output<'grant:permits'>): string[] {
  if (decision.permitted) return [];
  return decision.reasons.map(({ code, link }) => `${code} ${link.kind} ${link.id}`);
}
