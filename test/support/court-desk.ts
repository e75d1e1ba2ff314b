import type { Encumbrance, Input, Name, Output } from '@shuquan/chaincode/model';
import type { SubmitOptions } from '@shuquan/gateway/ledger/port';
import { unique } from './founded.js';
import { GrantDesk } from './grant-desk.js';
import { COURT, HOLDER_A, HOLDER_D } from './parties.js';
import { FIRST } from './registrar.js';
import { allRightsTo, quietForm } from './register-samples.js';
import { transfer } from './register-forms.js';

const DAY = 86_400_000;
export const DOCUMENT = '7'.repeat(64);
export const document = { caseNo: '（2026）川01执保7号', documentDigest: DOCUMENT };

type Freeze = Input<'order:freeze'>;
type On = Freeze['on'][number];
export const onRight = (id: string): On => ({ kind: 'RIGHT', id });
export const onParty = (id: string): On => ({ kind: 'PARTY', id });

/** Data of one holder: its certificate, and its rights in the order HOLD, USE, OPERATE. */
export interface Held {
  readonly asset: string;
  readonly certificate: string;
  readonly rights: readonly string[];
  readonly right: string;
}

/** Plays courts, an authority and pledgees beside the registrar that keeps the rights. */
export class CourtDesk extends GrantDesk {
  get now(): string {
    return this.stage.bench.now().toISOString();
  }

  in(days: number): string {
    return new Date(this.stage.bench.now().getTime() + days * DAY).toISOString();
  }

  async held(as = 'holder-a'): Promise<Held> {
    const asset = unique('ds');
    const allocation = allRightsTo(as === 'holder-d' ? HOLDER_D : HOLDER_A);
    const form = quietForm(asset, { allocation });
    const { no, rights } = await this.certified(unique('rc'), form, { as });
    return { asset, certificate: no, rights, right: rights[2] ?? '' };
  }

  order(on: On | readonly On[], over: Partial<Freeze> = {}): Freeze {
    return {
      ...{ id: unique('JO'), on: 'kind' in on ? [on] : [...on], ...document },
      ...{ blocks: ['DISPOSE', 'GRANT', 'LIST', 'PLEDGE'], until: this.in(30) },
      ...over,
    };
  }

  async freeze(
    on: On | readonly On[],
    over: Partial<Freeze> = {},
    as = 'judge',
    options?: SubmitOptions,
  ): Promise<string> {
    await this.time();
    const input = this.order(on, over);
    await this.stage.submit('order:freeze', input, as, options);
    return input.id;
  }

  unfreeze(id: string, on: On, as = 'judge'): Promise<Output<'order:unfreeze'>> {
    return this.act('order:unfreeze', { id, on: [on], ...document }, as);
  }

  async code(name: Name, input: unknown, as: string): Promise<string> {
    await this.time();
    try {
      await this.act(name as 'order:freeze', input as Freeze, as);
    } catch (err) {
      const { code } = err as { code?: string };
      if (code !== undefined) return code;
      throw err;
    }
    return 'OK';
  }

  async encumbrances(right: string, asOf?: string): Promise<Encumbrance[]> {
    const times = asOf === undefined ? {} : { asOf };
    return (await this.stage.ask('encumbrance:ofRight', { right, ...times }, 'bank')).encumbrances;
  }

  /** `FREEZE id ATTACHED 1`, one each. */
  async shown(right: string, asOf?: string): Promise<string[]> {
    return (await this.encumbrances(right, asOf)).map(({ id, status, position = '' }) =>
      `${id} ${status} ${String(position)}`.trim(),
    );
  }

  /** What becomes of the transfer of rights that the holder asks for. */
  transferred(
    rights: readonly string[],
    to: string,
    as = 'holder-a',
    by = 'holder-b',
  ): Promise<string> {
    const id = unique('rc');
    return this.registered(id, transfer({ rights, to }), {
      as,
      consents: [by],
    }).then(
      () => 'OK',
      (err: unknown) => (err as { code: string }).code,
    );
  }

  /** A transfer that was approved, as the registrar is about to deposit it. */
  async aboutToTransfer(rights: readonly string[], to: string): Promise<string> {
    const id = unique('rc');
    await this.approved(id, transfer({ rights, to }), { consents: ['holder-b'] });
    return id;
  }

  deposit(id: string): Promise<string> {
    return this.code('register:deposit', { case: id }, FIRST.by);
  }
}

const hex = '0'.repeat(64);

/** An entry of a head as an order would have made it, for tests that plant one. */
export const plantedHold = (id: string, now: Date, over: object = {}): object => ({
  ...{ id, ...document, blocks: ['DISPOSE', 'USE'], superiors: [], renewals: [], handOvers: [] },
  until: new Date(now.getTime() + 9 * DAY).toISOString(),
  ordered: {
    ...{ uscc: COURT, mspId: 'CourtMSP', role: 'court', fingerprint: hex },
    ...{ custody: 'CUSTODIAL', at: now.toISOString(), txId: hex },
  },
  ...over,
});
