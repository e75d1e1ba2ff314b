import { Context } from 'fabric-contract-api';
import {
  type Actor,
  canonicalize,
  type Caller,
  certificateBase64,
  fingerprintsOf,
  instant,
  LedgerError,
  type Moment,
  sha256Hex,
  Uscc,
} from '../model/index.js';
import { World } from '../state/world.js';

/** Milliseconds; where the descending order of `newestFirst` ends. */
const END_OF_TIME = 9_999_999_999_999;

const MAX_KNOWN = 1_000;
/** A function of the certificate’s bytes alone; the same few callers come again. */
const known = new Map<string, readonly string[]>();

function fingerprintsOfPem(pem: string): readonly string[] {
  let found = known.get(pem);
  if (found === undefined) {
    found = fingerprintsOf(Buffer.from(certificateBase64(pem), 'base64'));
    if (known.size >= MAX_KNOWN) known.clear();
    known.set(pem, found);
  }
  return found;
}

/** A transaction’s view of the world: who calls, when, what was sent privately, and the records. */
export class LedgerContext extends Context {
  #actor: Actor | undefined;
  #caller: Caller | undefined;
  #fingerprints: readonly string[] | undefined;

  get world(): World {
    return new World(this.stub);
  }

  get caller(): Caller {
    this.#caller ??= {
      mspId: this.clientIdentity.getMSPID(),
      roles: (this.#attribute('role') ?? '').split(',').filter((role) => role !== ''),
      uscc: Uscc.safeParse(this.#attribute('uscc')).data,
      fingerprint: this.fingerprints[0] ?? '',
      custody: this.#attribute('custody') === 'client' ? 'CLIENT_HELD' : 'CUSTODIAL',
    };
    return this.#caller;
  }

  /** Of the caller’s certificate, in every form in which it verifies; its own first. */
  get fingerprints(): readonly string[] {
    this.#fingerprints ??= fingerprintsOfPem(this.certificate);
    return this.#fingerprints;
  }

  /** The caller with the role it acts in; set once its standing was checked. */
  get actor(): Actor {
    if (this.#actor === undefined) throw new TypeError('This transaction has no roles.');
    return this.#actor;
  }

  set actor(actor: Actor) {
    this.#actor = actor;
  }

  /**
   * Tells people of one organisation apart without naming them: SHA-256 over organisation and
   * certificate subject, so that a renewed certificate is the same person still.
   */
  get person(): string {
    const [, subject = ''] = this.clientIdentity.getID().split('::').slice(0, 2);
    return sha256Hex(canonicalize([this.clientIdentity.getMSPID(), subject]));
  }

  /** PEM of the caller’s certificate. */
  get certificate(): string {
    return Buffer.from(this.stub.getCreator().idBytes).toString('utf8');
  }

  /** @throws LedgerError INPUT_INVALID when the proposal’s time has no place in the order of keys */
  get moment(): Moment {
    const ms = this.stub.getDateTimestamp().getTime();
    if (ms >= 0 && ms < END_OF_TIME) return { txId: this.stub.getTxID(), time: instant(ms) };
    throw new LedgerError('INPUT_INVALID', 'The proposal’s time is not between 1970 and 2286.');
  }

  /** Whether a private field was sent at all. */
  hasTransient(name: string): boolean {
    return this.stub.getTransient().has(name);
  }

  /** @throws LedgerError TRANSIENT_MISSING */
  transient(name: string): Uint8Array {
    const bytes = this.stub.getTransient().get(name);
    if (bytes !== undefined && bytes.length > 0) return bytes;
    throw new LedgerError('TRANSIENT_MISSING', `The private field ${name} is missing.`, { name });
  }

  /** Fabric keeps one event a transaction, the last one set: call this once. */
  emit(name: string, payload: object): void {
    this.stub.setEvent(name, Buffer.from(canonicalize({ v: 1, ...payload })));
  }

  /** An attribute that is no text is as good as none. */
  #attribute(name: string): string | undefined {
    const value: unknown = this.clientIdentity.getAttributeValue(name);
    return typeof value === 'string' ? value : undefined;
  }
}
