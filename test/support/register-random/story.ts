import type { Input, TransactionName } from '@shuquan/chaincode/model';
import { REG1, REG2 } from '../parties.js';
import { text } from '../register-oracle/days.js';
import { UNDECIDED, type CaseFile, type Who } from '../register-oracle/file.js';
import { Oracle } from '../register-oracle/oracle.js';
import type { Attempt } from '../register-oracle/judge.js';
import { depositOf } from '../embedded.js';
import { type Form, privateContact } from '../register-samples.js';
import { Dice } from './dice.js';
import { isKnown } from './differences.js';
import { aboutPaper, type Application, gift, newData, sameData, type Subject } from './forms.js';
import { MOVES } from './moves.js';
import { deskOf, everybody, holders, people, whoIs } from './people.js';
import type { Outcome, Theatre } from './theatre.js';

/** What the chaincode did against what the oracle said it must do. */
export class Disagreement extends Error {}

interface Move {
  readonly act: TransactionName;
  readonly input: Readonly<Record<string, unknown>>;
  readonly who: Who;
}
export interface Certifying {
  readonly story: Story;
  readonly case: string;
  readonly who: Who;
}

const OVER = ['REFUSED', 'TERMINATED', 'WITHDRAWN', 'NOT_SUPPLEMENTED', 'CERTIFIED'];
const MAX_CASES = 9;

/**
 * What happens to one data set: applications about it, and everything that people do with them in
 * time and too late, rightly and wrongly. Every choice comes from the dice, every expectation from
 * the oracle.
 */
export class Story {
  readonly name: string;
  readonly oracle: Oracle;
  readonly log: string[] = [];
  /** How often each act was taken or refused, by code. */
  readonly seen = new Map<string, number>();
  readonly #theatre: Theatre;
  readonly #dice: Dice;
  readonly #profile: string;
  readonly #registrar: string;
  readonly #parts: readonly string[];
  readonly #evidence = new Set<string>();
  #count = 0;
  #objections = 0;

  constructor(theatre: Theatre, seed: number, index: number) {
    this.#theatre = theatre;
    this.#dice = new Dice(seed, index + 1);
    this.name = `T${seed}-${index}`;
    this.oracle = new Oracle(theatre.table);
    this.#profile = this.#dice.percent(22) ? 'LOCAL_SZ_2023' : 'NATIONAL_2026';
    this.#registrar = this.#dice.percent(80) ? REG1 : REG2;
    this.#parts = this.#dice.percent(50) ? ['WHOLE'] : ['Y2023', 'Y2024', 'Y2025'];
  }

  /** A few acts between two beacons. Certificates are left to the theatre, which numbers them. */
  async play(certify: (wish: Certifying) => void): Promise<void> {
    const acts = this.#dice.weighted({ 0: 15, 1: 30, 2: 30, 4: 25 });
    for (let i = 0; i < Number(acts); i += 1) {
      const move = this.#next();
      if (move === undefined) continue;
      await this.#prepare(move);
      if (this.#isKnown(move)) continue;
      const broken = this.#judge(move);
      if (move.act === 'register:certify' && broken.size === 0) {
        certify({ story: this, case: String(move.input['case']), who: move.who });
        return;
      }
      await this.#do(move, broken);
    }
  }

  #isKnown({ act, input }: Move): boolean {
    const { hour, now } = this.#theatre;
    return isKnown({ act, input, oracle: this.oracle, now, after: hour.after });
  }

  #attempt({ act, input, who }: Move, at = this.#theatre.now): Attempt {
    return { act, input, who, at, after: this.#theatre.hour.after };
  }
  #judge(move: Move): Set<string> {
    return this.oracle.judge(this.#attempt(move));
  }

  async #do(move: Move, broken: ReadonlySet<string>): Promise<void> {
    const { act, input, who } = move;
    const isFiling = act === 'registration:apply' || act === 'acceptance:supplement';
    const options = isFiling ? { transient: privateContact() } : {};
    const submitted = act === 'register:certify' ? certifyInput(input) : input;
    const outcome: Outcome<TransactionName> = await this.#theatre.attempt(
      act,
      submitted as Input<typeof act>,
      who.person,
      options,
    );
    const said = 'code' in outcome ? outcome.code : 'OK';
    const line = `${text(this.#theatre.hour.after)} ${who.person} ${act} ${describe(input)} → ${said}`;
    this.log.push(line);
    this.#see(`${act} ${said}`);
    if ('code' in outcome) {
      if (broken.has(outcome.code)) return;
      throw this.disagree(
        `${line} (${outcome.message}); the oracle: ${[...broken].join(', ') || 'OK'}`,
      );
    }
    if (broken.size > 0) throw this.disagree(`${line}; the oracle: ${[...broken].join(', ')}`);
    this.#recorded(move, outcome);
  }

  #recorded(move: Move, outcome: { value: unknown; from: number; to: number }): void {
    const { steps } = outcome.value as {
      steps: { at: string; notBefore: string; kind: string; recordDigest?: string }[];
    };
    const step = steps.at(-1);
    const at = new Date(step?.at ?? '').getTime();
    const { after } = this.#theatre.hour;
    if (!(at >= outcome.from && at <= outcome.to) || step?.notBefore !== text(after)) {
      throw this.disagree(
        `${move.act}: the step is of ${text(at)}, after ${step?.notBefore ?? '-'}`,
      );
    }
    const { recordDigest } = step;
    this.oracle.record(this.#attempt(move, at), recordDigest === undefined ? {} : { recordDigest });
  }

  #see(what: string): void {
    this.seen.set(what, (this.seen.get(what) ?? 0) + 1);
  }

  certified(id: string, who: Who, { no, at }: { no: string; at: number }): void {
    const move = { act: 'register:certify' as const, input: { case: id }, who };
    this.log.push(`${text(this.#theatre.hour.after)} ${who.person} register:certify ${id} → ${no}`);
    this.#see('register:certify OK');
    this.oracle.record(this.#attempt(move, at), { no });
  }

  disagree(what: string): Disagreement {
    return new Disagreement(`${this.name}: ${what}\n${this.log.join('\n')}`);
  }

  /** What comes next: mostly what helps the case on, sometimes anything at all. */
  #next(): Move | undefined {
    const { now } = this.#theatre;
    const files = this.oracle.cases.map((id) => this.oracle.file(id));
    const open = files.filter((file) => !this.#isOver(file, now));
    if (open.length === 0 || this.#dice.percent(6)) return this.#apply();
    const file = this.#dice.percent(8) ? this.#dice.pick(files) : this.#dice.pick(open);
    return this.#dice.percent(14) ? this.#anything(file) : this.#helpful(file);
  }

  #isOver(file: CaseFile, now: number): boolean {
    const status = file.status(now);
    return OVER.includes(status) || (status === 'REGISTERED' && !file.type.certificate);
  }

  /** The evidence that a form names is deposited first. */
  async #prepare({ input, who: as }: Move): Promise<void> {
    const form = input['form'] as Form | undefined;
    const evidence = form !== undefined && 'digests' in form ? form.evidence : undefined;
    if (form === undefined || !('digests' in form) || evidence === undefined) return;
    if (this.#evidence.has(evidence)) return;
    this.#evidence.add(evidence);
    const deposit = depositOf(evidence, { digests: form.digests });
    const outcome = await this.#theatre.attempt('evidence:deposit', deposit, as.person);
    if ('code' in outcome) throw this.disagree(`evidence:deposit ${evidence} → ${outcome.code}`);
  }

  #apply(): Move | undefined {
    if (this.oracle.cases.length >= MAX_CASES) return undefined;
    const { form, profile, registrar, as } = this.#application();
    this.#count += 1;
    const again = this.#count > 1 && this.#dice.percent(2) ? 1 : 0;
    const id = `${this.name}.${this.#count - again}`;
    const input = { id, registrar, profile, form };
    return { act: 'registration:apply', input, who: as };
  }

  #application(): Application {
    const now = this.#theatre.now;
    const subject: Subject = {
      ...{ asset: this.name, dice: this.#dice, oracle: this.oracle, now, parts: this.#parts },
      ...{ profile: this.#profile, registrar: this.#registrar },
    };
    const { holdings, papers } = this.oracle.book;
    if (holdings.size === 0) return this.#dice.percent(88) ? newData(subject) : sameData(subject);
    const paper = papers.size > 0 ? 1 : 0;
    const kind = this.#dice.weighted({
      ...{ again: 12, TRANSFER: 26, LICENSE: 16, TRUST: 2 },
      ...{ RENEWAL: 18 * paper, CANCELLATION: 14 * paper },
      ...{ REVOCATION: 6 * paper, CORRECTION: 6 * paper, CHANGE: 5 * paper },
    });
    switch (kind) {
      case 'again':
        return sameData(subject);
      case 'TRANSFER':
      case 'LICENSE':
      case 'TRUST':
        return gift(subject, kind);
      default:
        return aboutPaper(subject, kind);
    }
  }

  #helpful(file: CaseFile): Move | undefined {
    const status = file.status(this.#theatre.hour.after);
    const { id, applicant, registrar } = file.facts;
    const dice = this.#dice;
    const { reviewer } = deskOf(registrar);
    switch (status) {
      case 'AWAITING_CONSENT':
        return this.#move(dice.percent(93) ? 'registration:consent' : 'acceptance:correct', file);
      case 'SUBMITTED':
        return this.#move(
          dice.weighted({
            ...{ 'acceptance:accept': 55, 'acceptance:correct': 14, 'acceptance:reject': 3 },
            ...{ 'registration:withdraw': 2, wait: 26 },
          }),
          file,
        );
      case 'CORRECTION_REQUIRED':
        return this.#move(
          file.served === undefined && dice.percent(60)
            ? 'acceptance:serve'
            : dice.weighted({ 'acceptance:supplement': 60, wait: 40 }),
          file,
        );
      case 'APPROVED':
        return this.#deposit(file);
      case 'DEPOSITED_PENDING':
        return this.#move(dice.percent(75) ? 'register:receipt' : 'wait', file);
      case 'REGISTERED':
        if (file.objections.length > 0 && dice.percent(40)) {
          return this.#move('acceptance:serve', file);
        }
        return { act: 'register:certify', input: { case: id }, who: reviewer };
      case 'CERTIFIED':
        return this.#move(dice.pick(['objection:raise', 'acceptance:serve']), file);
      default:
        return UNDECIDED.includes(status) ? this.#review(file, applicant) : undefined;
    }
  }

  /** What can not be deposited now may be later; mostly its applicant gives it up. */
  #deposit(file: CaseFile): Move | undefined {
    const deposit = this.#move('register:deposit', file);
    const stuck = deposit !== undefined && this.#judge(deposit).size > 0;
    return this.#dice.percent(stuck ? 60 : 3) ? this.#move('registration:withdraw', file) : deposit;
  }

  #review(file: CaseFile, applicant: string): Move | undefined {
    const dice = this.#dice;
    if (file.proofWanted !== undefined && dice.percent(70)) {
      return this.#move('review:giveProof', file, whoIs(applicant));
    }
    if (file.objections.length > 0 && dice.percent(60)) return this.#move('objection:decide', file);
    if (file.unexplained.length > 0 && dice.percent(60)) {
      return this.#move('registration:explain', file);
    }
    const approval = this.#approval(file);
    if (this.#judge(approval).size === 0) {
      return dice.percent(90) ? approval : this.#move('review:decide', file);
    }
    // Too early, by the one who may: without a notice, or before its end.
    if (dice.percent(10)) return approval;
    const fresh = file.notice === undefined && !file.has('review:withhold') && file.type.notice;
    return this.#move(
      dice.weighted({
        ...{ 'review:record': file.has('review:record') ? 12 : 40, 'review:askProof': 6 },
        ...{ 'review:publish': fresh ? 40 : 0, 'objection:raise': file.notice ? 12 : 0 },
        ...{ 'review:withhold': fresh && file.facts.asksNoNotice ? 40 : 0 },
        ...{ 'review:extend': 4, 'review:decide': 8, wait: 20 },
      }),
      file,
    );
  }

  #approval({ facts }: CaseFile): Move {
    const { approver } = deskOf(facts.registrar);
    const input = { case: facts.id, outcome: 'APPROVED', reasons: '符合规定' };
    return { act: 'review:decide', input, who: approver };
  }

  /** Any act by anybody, with an input that is right in form. */
  #anything(file: CaseFile): Move | undefined {
    const acts = [
      ...['registration:consent', 'registration:withdraw', 'registration:explain'],
      ...['acceptance:correct', 'acceptance:serve', 'acceptance:supplement', 'acceptance:accept'],
      ...['acceptance:reject', 'review:record', 'review:askProof', 'review:giveProof'],
      ...['review:extend', 'review:publish', 'review:withhold', 'review:decide', 'objection:raise'],
      ...['objection:decide', 'register:deposit', 'register:receipt', 'register:certify'],
    ];
    const move = this.#move(this.#dice.pick(acts), file);
    return move === undefined || this.#dice.percent(75)
      ? move
      : { ...move, who: this.#dice.pick(everybody) };
  }

  #move(act: string, file: CaseFile, as?: Who): Move | undefined {
    if (act === 'wait') return undefined;
    const { id, applicant, registrar } = file.facts;
    const { reviewer } = deskOf(registrar);
    const own = people.a.uscc === applicant ? people.a : (as ?? this.#applicantOf(file));
    const make = MOVES[act];
    if (make === undefined) throw new TypeError(`There is no ${act} to play.`);
    const { input, by } = make({
      file,
      dice: this.#dice,
      now: this.#theatre.now,
      form: this.oracle.form(id) as unknown as Form,
      objection: () => `${id}.O${(this.#objections += 1)}`,
    });
    const unheard = file.unheard[0];
    const who = {
      applicant: own,
      registrar: reviewer,
      asked: unheard === undefined ? own : whoIs(unheard),
      other: this.#dice.pick([...holders, people.bank].filter(({ uscc }) => uscc !== applicant)),
    }[by];
    return { act: act as TransactionName, input: { case: id, ...input }, who };
  }

  #applicantOf(file: CaseFile): Who {
    return file.deeds[0]?.who ?? people.a;
  }
}

const certifyInput = ({ case: id, month }: Readonly<Record<string, unknown>>): object => ({
  cases: [id],
  ...(month === undefined ? {} : { month }),
});

function describe(input: Readonly<Record<string, unknown>>): string {
  const shown = JSON.stringify(input, (name, value: unknown) =>
    name === 'description' || name === 'digests' ? undefined : value,
  );
  return shown.length > 700 ? `${shown.slice(0, 700)}…` : shown;
}
