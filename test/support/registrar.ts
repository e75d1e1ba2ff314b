import type { Committed } from '@shuquan/gateway/ledger/port';
import { millis, type Output, type TransactionName, type Input } from '@shuquan/chaincode/model';
import type { Stage } from './stage.js';
import { type Form, privateContact, REG1 } from './register-samples.js';

/** `2026-09-14 10:00` in Shanghai. */
export const shanghai = (text: string): string =>
  new Date(`${text.replace(' ', 'T')}:00+08:00`).toISOString();

type Case = Output<'registration:apply'>;

/** Plays cases for a test, step by step, stating the time before every step that the clock moved. */
export class Registrar {
  readonly stage: Stage;
  #beaconAt = 0;

  constructor(stage: Stage) {
    this.stage = stage;
  }

  /** Moves the clock to an instant and has the witnesses state it. */
  async goTo(instant: string): Promise<void> {
    const { bench } = this.stage;
    if (bench.advance === undefined) throw new TypeError('The clock can not be set here.');
    bench.advance(millis(instant) - bench.now().getTime());
    await this.time();
  }

  /** Has the time stated, if the last beacon is too old to be cited. */
  async time(): Promise<void> {
    const now = this.stage.bench.now().getTime();
    if (Math.abs(now - this.#beaconAt) < 30_000) return;
    await this.stage.witness();
    this.#beaconAt = this.stage.bench.now().getTime();
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
    { as = 'holder-a', registrar = REG1, profile = 'NATIONAL_2026' } = {},
  ): Promise<Case> {
    await this.time();
    const input = { id, registrar, profile, form };
    return this.stage.submit('registration:apply', input, as, { transient: privateContact() });
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
