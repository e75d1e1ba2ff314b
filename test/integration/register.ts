import { randomBytes } from 'node:crypto';
import { adoptRules, developmentRules } from '@shuquan/gateway/founding/rules';
import { expect } from 'chai';
import { unique } from '../support/founded.js';
import { REG1 } from '../support/parties.js';
import { CONTACT, type Form, initialForm } from '../support/register-samples.js';
import { PAPERS, type Party } from '../support/registrar.js';
import type { Stage } from '../support/stage.js';
import { type Answer, type Call, type GatewayOptions, TestGateway } from './gateway.js';

const OFFICIALS = ['registry-official', 'authority-official', 'court-official'];
const STALE_MS = 30_000;
export const WITHHOLD = '涉及尚未公开的评价方法';

/** What goes into the transient map, as HTTP takes it. */
export const privatePart = (contact: object = CONTACT): object => ({
  contact,
  seed: randomBytes(32).toString('base64'),
});

interface Applying {
  readonly as?: Party;
  readonly registrar?: string;
  readonly profile?: string;
}

/** A gateway to a channel with rules in force. */
export async function openUnderRules(options: GatewayOptions = {}): Promise<TestGateway> {
  const gateway = await TestGateway.open(options);
  const { ledger } = gateway.ground;
  const officials = OFFICIALS.map((id) => ledger.identity(id));
  await adoptRules(ledger, developmentRules(2027), officials);
  return gateway;
}

/** A gateway with rules in force, and hands that play cases over HTTP. */
export class RegisterGateway {
  readonly gateway: TestGateway;
  readonly #stage: Stage;
  #beaconAt = 0;

  private constructor(gateway: TestGateway) {
    this.gateway = gateway;
    this.#stage = gateway.stage();
  }

  static async open(options: GatewayOptions = {}): Promise<RegisterGateway> {
    return new RegisterGateway(await openUnderRules(options));
  }

  close(): Promise<void> {
    return this.gateway.close();
  }

  now(): string {
    return this.gateway.ground.clock.now().toISOString();
  }

  /** Moves the clock and has the time stated. */
  async advance(ms: number): Promise<void> {
    this.gateway.ground.clock.advance(ms);
    await this.time();
  }

  /** Has the time stated, if the last beacon is too old to be cited. */
  async time(): Promise<void> {
    const now = this.gateway.ground.clock.now().getTime();
    if (now - this.#beaconAt < STALE_MS) return;
    await this.#stage.witness();
    this.#beaconAt = now;
  }

  /** Any write, whatever comes of it. */
  async post(path: string, body: unknown, call: Call = {}): Promise<Answer> {
    await this.time();
    return this.gateway.post(path, body, call);
  }

  get(path: string, as = 'registrar1'): Promise<Answer> {
    return this.gateway.get(path, { as });
  }

  /** Records why an office looks at what a party has: what its reads and lists name then. */
  async asked(party: string, as: string, purpose = 'SUPERVISION'): Promise<string> {
    const id = unique('qu');
    const on = { kind: 'PARTY', id: party };
    await this.done('/v1/queries', { id, on, purpose, basis: '（2027）川01执1号' }, as);
    return `query=${id}&purpose=${purpose}`;
  }

  /** A list, page by page. */
  async pages<T>(path: string, as: string, limit: number): Promise<T[][]> {
    const pages: T[][] = [];
    const [base = '', query = ''] = path.split('?');
    let cursor: string | undefined;
    do {
      const more = cursor === undefined ? '' : `&cursor=${cursor}`;
      const answer = await this.get(`${base}?${query}&limit=${String(limit)}${more}`, as);
      expect(answer.status, answer.text).to.equal(200);
      const page = answer.body as unknown as { readonly items: T[]; readonly next?: string };
      pages.push(page.items);
      cursor = page.next;
    } while (cursor !== undefined);
    return pages;
  }

  /** Everything that was committed is in the rows. */
  async taken(): Promise<void> {
    const { model, ground } = this.gateway;
    await model.reach(Number((await ground.ledger.info()).height), 60_000);
  }

  /** A write that must be committed. */
  async done(path: string, body: unknown, as: string): Promise<Answer> {
    const answer = await this.post(path, body, { as });
    expect(answer.status, `${path} ${answer.text}`).to.equal(201);
    return answer;
  }

  apply(
    id: string,
    form: Form,
    { as = 'holder-a', registrar = REG1, profile = 'NATIONAL_2026' }: Applying = {},
  ): Promise<Answer> {
    const input = { id, registrar, profile, form };
    if (typeof as === 'string') {
      return this.done('/v1/cases', { ...input, private: privatePart() }, as);
    }
    const brought = as.brings('registration:apply', input, PAPERS);
    const body = { ...brought, private: privatePart(as.contact) };
    return this.done('/v1/cases', body, 'registrar1');
  }

  /** From nothing to the deposit; the notice is withheld, since nobody waits here. */
  async deposited(id: string, form: Form = initialForm(id), how: object = {}): Promise<string> {
    await this.apply(id, { ...form, withholdNotice: WITHHOLD } as Form, how);
    await this.done(`/v1/cases/${id}/acceptance`, {}, 'registrar1');
    await this.done(`/v1/cases/${id}/findings`, { findings }, 'registrar1');
    const reasons = { reasons: '理由成立' };
    await this.done(`/v1/cases/${id}/notice-withholding`, reasons, 'registrar1');
    return this.#decided(id);
  }

  /** From an application that needs no notice to its certificate. */
  async finished(id: string): Promise<void> {
    await this.done(`/v1/cases/${id}/acceptance`, {}, 'registrar1');
    await this.decided(id);
    await this.done('/v1/certificates', { cases: [id] }, 'registrar1');
  }

  /** From acceptance to the moment of registration. */
  async decided(id: string): Promise<void> {
    await this.done(`/v1/cases/${id}/findings`, { findings }, 'registrar1');
    await this.#receipted(id, await this.#decided(id));
  }

  /** @returns the digest deposited */
  async #decided(id: string): Promise<string> {
    const decision = { outcome: 'APPROVED', reasons: '符合规定' };
    await this.done(`/v1/cases/${id}/decision`, decision, 'approver1');
    const { body } = await this.done(`/v1/cases/${id}/deposit`, {}, 'registrar1');
    const { steps } = body.value as unknown as {
      steps: { kind: string; recordDigest: string }[];
    };
    return steps.find(({ kind }) => kind === 'DEPOSITED')?.recordDigest ?? '';
  }

  async #receipted(id: string, recordDigest: string): Promise<void> {
    const receipt = { id: `NDR-${id.toUpperCase()}`, time: this.now(), recordDigest };
    await this.done(`/v1/cases/${id}/receipt`, { receipt }, 'registrar1');
  }

  async registered(id: string, form?: Form, how: object = {}): Promise<void> {
    await this.#receipted(id, await this.deposited(id, form, how));
  }

  /** @returns the number */
  async certified(id: string, form?: Form, how: object = {}): Promise<string> {
    await this.registered(id, form, how);
    const { body } = await this.done('/v1/certificates', { cases: [id] }, 'registrar1');
    const { certificates } = body.value as unknown as { certificates: { no: string }[] };
    return certificates[0]?.no ?? '';
  }
}

export const findings = ['DESCRIPTION', 'SOURCE', 'RIGHTS'].map((matter) => ({
  matter,
  outcome: 'SATISFIED',
  note: '属实',
}));
