import {
  certificateKey,
  type CertificateSuspension,
  type Change,
  LedgerError,
  type PartyHome,
  type PayloadCustody,
  type Registrar,
  type Role,
  type RoleBinding,
  type RuleProfileAdoption,
  type Setting,
  settingKey,
  type SettingKind,
  type TimePolicy,
} from '../model/index.js';
import type { ChaincodeStub } from 'fabric-shim-api';
import { type Page, type PageRequest, Records } from './records.js';

/** The channel’s configuration: one key per setting, written only by adopted proposals. */
export class Settings {
  readonly #settings: Records<Setting>;
  readonly #numbers: Records<{ v: 1; uscc: string }>;

  constructor(stub: ChaincodeStub) {
    this.#settings = new Records(stub, 'setting');
    this.#numbers = new Records(stub, 'registrar-number');
  }

  async role(role: Role): Promise<RoleBinding | undefined> {
    return (await this.find('ROLE', role))?.value as RoleBinding | undefined;
  }

  async home(uscc: string): Promise<PartyHome | undefined> {
    return (await this.find('HOME', uscc))?.value as PartyHome | undefined;
  }

  /** Whether any of a certificate’s fingerprints is suspended by its own organisation’s name. */
  async isSuspended(mspId: string, fingerprints: readonly string[]): Promise<boolean> {
    for (const fingerprint of fingerprints) {
      const setting = await this.find('CERTIFICATE', certificateKey({ mspId, fingerprint }));
      if ((setting?.value as CertificateSuspension | undefined)?.suspended === true) return true;
    }
    return false;
  }

  async registrar(uscc: string): Promise<Registrar> {
    const setting = await this.#settings.require('REGISTRAR_NOT_FOUND', 'REGISTRAR', uscc);
    return setting.value as Registrar;
  }

  /** @throws LedgerError GOVERNANCE_NOT_FOUNDED */
  async time(): Promise<TimePolicy> {
    return (await this.#channel('TIME')) as TimePolicy;
  }

  /** @throws LedgerError GOVERNANCE_NOT_FOUNDED */
  async custody(): Promise<PayloadCustody> {
    return (await this.#channel('CUSTODY')) as PayloadCustody;
  }

  /**
   * The version of a profile or calendar that is in force at an instant. Versions have no gaps, so
   * the first key that is absent guards the answer (ledger rule 8).
   */
  async inForce(
    kind: 'RULE_PROFILE' | 'CALENDAR',
    id: string,
    instant: string,
  ): Promise<{ readonly version: number; readonly digest: string } | undefined> {
    let found: { version: number; digest: string } | undefined;
    for (let version = 1; ; version += 1) {
      const setting = await this.find(kind, `${id}.${String(version)}`);
      if (setting === undefined) return found;
      const { effectiveFrom, digest } = setting.value as RuleProfileAdoption;
      if (effectiveFrom <= instant) found = { version, digest };
    }
  }

  async find(kind: SettingKind, key: string): Promise<Setting | undefined> {
    return this.#settings.findParsed(kind, key);
  }

  async page(kind: SettingKind, request: PageRequest): Promise<Page<Setting>> {
    return this.#settings.page(request, kind);
  }

  async set(
    change: Exclude<Change, { kind: 'FOUNDING' }>,
    proposal: string,
    txId: string,
  ): Promise<void> {
    const { kind, value } = change;
    const key = settingKey(change);
    if (kind === 'REGISTRAR') await this.#claimNumber(value);
    await this.#settings.put({ v: 1, kind, key, value, proposal, txId }, kind, key);
  }

  /**
   * Region and digit are all that a certificate number says of its registrar, so they are claimed
   * once and for ever, under a key of their own: its absence is what guards the claim (rule 8).
   *
   * @throws LedgerError REGISTRAR_NUMBER_TAKEN
   */
  async #claimNumber({ uscc, region, digit }: Registrar): Promise<void> {
    const known = (await this.find('REGISTRAR', uscc))?.value as Registrar | undefined;
    const moved = known !== undefined && (known.region !== region || known.digit !== digit);
    const number = [region, String(digit)];
    const claim = await this.#numbers.find(...number);
    if (moved || (claim !== undefined && claim.uscc !== uscc)) {
      throw new LedgerError(
        'REGISTRAR_NUMBER_TAKEN',
        moved
          ? 'A registrar keeps its number: certificates issued bear it.'
          : `${number.join('')} is another registrar’s number.`,
        { uscc, region, digit },
      );
    }
    if (claim === undefined) await this.#numbers.put({ v: 1, uscc }, ...number);
  }

  async #channel(kind: SettingKind): Promise<unknown> {
    const setting = await this.find(kind, 'channel');
    if (setting !== undefined) return setting.value;
    throw new LedgerError(
      'GOVERNANCE_NOT_FOUNDED',
      'The channel is not founded yet. Every founding organisation must ratify the founding document.',
    );
  }
}
