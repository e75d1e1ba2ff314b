import type { Grant, GrantScope, Input, Output, Pact } from '@shuquan/chaincode/model';
import { unique } from './founded.js';
import { GrantDesk, type Granted, TEXT } from './grant-desk.js';
import { HOLDER_A, HOLDER_B } from './parties.js';
import { allRightsTo } from './register-samples.js';
import type { Stage } from './stage.js';

type Propose = Input<'pact:propose'>;

/** Two offers, each of one side to the other. */
export interface Offers {
  readonly first: Grant;
  readonly second: Grant;
}

/** Plays pacts between `holder-a` and `holder-b`, each with a right of its own. */
export class PactDesk {
  readonly grants: GrantDesk;
  readonly #own: { readonly a: Granted; readonly b: Granted };

  private constructor(grants: GrantDesk, own: { readonly a: Granted; readonly b: Granted }) {
    this.grants = grants;
    this.#own = own;
  }

  static async open(stage: Stage): Promise<PactDesk> {
    const grants = new GrantDesk(stage);
    const a = await grants.operated();
    const b = await grants.operated({ allocation: allRightsTo(HOLDER_B) }, 'holder-b');
    return new PactDesk(grants, { a, b });
  }

  get stage(): Stage {
    return this.grants.stage;
  }

  async offers(
    { first = {}, second = {} }: { first?: Partial<GrantScope>; second?: Partial<GrantScope> } = {},
    own = this.#own,
  ): Promise<Offers> {
    const { grants } = this;
    const one = grants.rootOffer(own.a, first, { grantee: HOLDER_B });
    const other = grants.rootOffer(own.b, second, { grantee: HOLDER_A });
    return {
      first: await grants.act('grant:offer', one, 'holder-a'),
      second: await grants.act('grant:offer', other, 'holder-b'),
    };
  }

  terms({ first, second }: Offers): Promise<Output<'pact:terms'>> {
    return this.stage.ask('pact:terms', { first: first.id, second: second.id }, 'bank');
  }

  async proposal(offers: Offers, over: Partial<Propose> = {}): Promise<Propose> {
    const { digest: terms } = await this.terms(offers);
    const { first, second } = offers;
    return {
      id: unique('P'),
      first: first.id,
      second: second.id,
      terms,
      textDigest: TEXT,
      ...over,
    };
  }

  async proposed(offers: Offers): Promise<Pact> {
    return this.grants.act('pact:propose', await this.proposal(offers), 'holder-a');
  }

  agree({ id, terms, textDigest }: Pact): Promise<Output<'pact:agree'>> {
    return this.grants.act('pact:agree', { id, terms, textDigest }, 'holder-b');
  }

  /** Two grants in effect. */
  async agreed(offers: Offers): Promise<Pact> {
    const pact = await this.proposed(offers);
    await this.agree(pact);
    return pact;
  }

  /** Of both grants, and of the pact. */
  async statuses(pact: Pact): Promise<string[]> {
    const { first, second, id } = pact;
    const views = [await this.grants.grant(first.grant), await this.grants.grant(second.grant)];
    return [...views.map(({ status }) => status), (await this.read(id)).status];
  }

  read(id: string): Promise<Output<'pact:read'>> {
    return this.stage.ask('pact:read', { id }, 'bank');
  }

  refused(name: 'pact:propose' | 'pact:agree' | 'pact:decline', input: object, as: string) {
    return this.grants.refused(name, input, as);
  }
}
