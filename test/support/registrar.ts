import type { Committed } from '@shuquan/gateway/ledger/port';
import type { Person, PersonAct } from '@shuquan/gateway/person/person';
import { millis, type Output, type TransactionName, type Input } from '@shuquan/chaincode/model';
import { REG1, REG2 } from './parties.js';
import type { Stage } from './stage.js';
import { type Form, privateContact } from './register-samples.js';

/** `2026-09-14 10:00` in Shanghai. */
export const shanghai = (text: string): string =>
  new Date(`${text.replace(' ', 'T')}:00+08:00`).toISOString();

export type Case = Output<'registration:apply'>;
export type Certificate = Output<'register:certify'>['certificates'][number];

/** A registrar, its people, and the rules it registers under. */
export interface Office {
  readonly registrar: string;
  readonly by: string;
  readonly approver: string;
  readonly profile: string;
}
/** Somebody with a certificate, by its id; or a natural person, whose registrar acts for it. */
export type Party = string | Person;
interface Applying {
  readonly as?: Party;
  readonly registrar?: string;
  readonly profile?: string;
}
/** Where, by whom, and with whose consent. */
interface How {
  readonly office?: Office;
  readonly as?: Party;
  readonly consents?: readonly Party[];
}
/** What a registrar has of an act that it brings. */
export const PAPERS = 'e'.repeat(64);
/** With these a person tells who it is. */
const TELLING: readonly string[] = [
  'registration:apply',
  'registration:consent',
  'acceptance:supplement',
];
const NATIONAL = 'NATIONAL_2026';
/** Five working days, wherever holidays stand. */
const DAYS_OF_NOTICE = 14;
export const FIRST: Office = {
  ...{ registrar: REG1, by: 'registrar1', approver: 'approver1', profile: NATIONAL },
};
export const SECOND: Office = {
  ...{ registrar: REG2, by: 'registrar2', approver: 'approver2', profile: NATIONAL },
};
export const LOCAL: Office = { ...FIRST, profile: 'LOCAL_SZ_2023' };

/** Plays cases for a test, step by step, stating the time before every step that the clock moved. */
export class Registrar {
  readonly stage: Stage;

  constructor(stage: Stage) {
    this.stage = stage;
  }

  /** Moves the clock on by whole days. */
  async later(days: number): Promise<void> {
    await this.goTo(new Date(this.stage.bench.now().getTime() + days * 86_400_000).toISOString());
  }

  /** Moves the clock to an instant and has the witnesses state it. */
  async goTo(instant: string): Promise<void> {
    const { bench } = this.stage;
    if (bench.advance === undefined) throw new TypeError('The clock can not be set here.');
    bench.advance(millis(instant) - bench.now().getTime());
    await this.stage.witness();
  }

  /** Has the time stated, if the last beacon is too old to be cited. */
  async time(): Promise<void> {
    await this.stage.timely();
  }

  async act<N extends TransactionName>(name: N, input: Input<N>, as: string): Promise<Output<N>> {
    return (await this.commit(name, input, as)).value;
  }

  async commit<N extends TransactionName>(
    name: N,
    input: Input<N>,
    as: string,
  ): Promise<Committed<Output<N>>> {
    await this.time();
    return this.stage.commit(name, input, as);
  }

  /** Applies with a contact of its own. */
  async apply(
    id: string,
    form: Form,
    { as = 'holder-a', registrar = REG1, profile = 'NATIONAL_2026' }: Applying = {},
  ): Promise<Case> {
    await this.time();
    const input = { id, registrar, profile, form };
    if (typeof as !== 'string') return this.bring('registration:apply', input, as, { registrar });
    return this.stage.submit('registration:apply', input, as, { transient: privateContact() });
  }

  /** An act of a natural person, which its registrar brings. */
  async bring<N extends PersonAct>(
    name: N,
    input: Input<N>,
    person: Person,
    { registrar = REG1, papers = PAPERS } = {},
  ): Promise<Output<N>> {
    await this.time();
    const { by } = registrar === REG1 ? FIRST : SECOND;
    const options = TELLING.includes(name) ? { transient: privateContact(person.contact) } : {};
    return this.stage.submit(name, person.brings(name, input, papers), by, options);
  }

  /** From a submitted case to an approved one, without a notice to wait for where there is none. */
  async approve(id: string, { by = 'registrar1', approver = 'approver1' } = {}): Promise<Case> {
    const findings = (['DESCRIPTION', 'SOURCE', 'RIGHTS'] as const).map((matter) => ({
      matter,
      outcome: 'SATISFIED' as const,
      note: '属实',
    }));
    await this.act('review:record', { case: id, findings }, by);
    return this.act(
      'review:decide',
      { case: id, outcome: 'APPROVED', reasons: '符合规定' },
      approver,
    );
  }

  /** A party agrees to the application as it is now. */
  async consent(id: string, as: Party): Promise<Case> {
    const { application, record } = await this.view(id);
    const input = { case: id, application: application.digest };
    return typeof as === 'string'
      ? this.act('registration:consent', input, as)
      : this.bring('registration:consent', input, as, record);
  }

  /** From the application to acceptance, with everybody’s consent. */
  async accepted(
    id: string,
    form: Form,
    { office = FIRST, as = 'holder-a', consents = [] }: How = {},
  ): Promise<Case> {
    await this.apply(id, form, { as, registrar: office.registrar, profile: office.profile });
    for (const party of consents) await this.consent(id, party);
    return this.act('acceptance:accept', { case: id }, office.by);
  }

  /** To an approval that waits for no clock: what needs a notice asks to have it withheld. */
  async approved(
    id: string,
    form: Form,
    { office = FIRST, as = 'holder-a', consents = [] }: How = {},
  ): Promise<Case> {
    await this.accepted(id, form, { office, as, consents });
    if ('withholdNotice' in form) {
      await this.act('review:withhold', { case: id, reasons: '理由正当' }, office.by);
    }
    return this.approve(id, office);
  }

  /** To the moment of registration. */
  async registered(
    id: string,
    form: Form,
    { office = FIRST, as = 'holder-a', consents = [] }: How = {},
  ): Promise<Case> {
    await this.approved(id, form, { office, as, consents });
    const deposited = await this.act('register:deposit', { case: id }, office.by);
    if (deposited.registrationMoment === 'DEPOSIT') return deposited;
    return this.receipt(id, recordDigestOf(deposited), office.by);
  }

  /** To the certificate. */
  async certified(
    id: string,
    form: Form,
    { office = FIRST, as = 'holder-a', consents = [] }: How = {},
  ): Promise<Certificate> {
    await this.registered(id, form, { office, as, consents });
    const { certificates } = await this.act('register:certify', { cases: [id] }, office.by);
    const [certificate] = certificates;
    if (certificate === undefined) throw new TypeError(`${id} has no certificate.`);
    return certificate;
  }

  /** To a certificate whose notice was published and ran its days. */
  async noticed(id: string, form: Form, office = FIRST): Promise<Certificate> {
    await this.accepted(id, form, { office });
    await this.act('review:publish', { case: id }, office.by);
    await this.later(DAYS_OF_NOTICE);
    await this.approve(id, office);
    const deposited = await this.act('register:deposit', { case: id }, office.by);
    await this.receipt(id, recordDigestOf(deposited), office.by);
    const { certificates } = await this.act('register:certify', { cases: [id] }, office.by);
    const [certificate] = certificates;
    if (certificate === undefined) throw new TypeError(`${id} has no certificate.`);
    return certificate;
  }

  /** The receipt that the national system would give now. */
  async receipt(id: string, recordDigest: string, by = 'registrar1'): Promise<Case> {
    const time = this.stage.bench.now().toISOString();
    const receipt = {
      id: `NDR-${id.toUpperCase().replaceAll(/[^A-Z0-9]/g, '-')}`,
      time,
      recordDigest,
    };
    return this.act('register:receipt', { case: id, receipt }, by);
  }

  view(id: string, as = 'registrar1'): Promise<Output<'registration:read'>> {
    return this.stage.ask('registration:read', { id }, as);
  }
}

/** The digest that a case was deposited under. */
export function recordDigestOf({ steps }: Case): string {
  const deposited = steps.find((step) => step.kind === 'DEPOSITED');
  if (deposited === undefined) throw new TypeError('The case is not deposited.');
  return deposited.recordDigest;
}
