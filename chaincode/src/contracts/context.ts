import { Context } from 'fabric-contract-api';
import {
  type Actor,
  canonicalize,
  type Caller,
  LedgerError,
  type Moment,
  sha256Hex,
} from '../model/index.js';
import { World } from '../state/world.js';

/** A transaction’s view of the world: who calls, when, what was sent privately, and the records. */
export class LedgerContext extends Context {
  #actor: Actor | undefined;

  get world(): World {
    return new World(this.stub);
  }

  get caller(): Caller {
    const attribute = (name: string): string | undefined =>
      this.clientIdentity.getAttributeValue(name) ?? undefined;
    return {
      mspId: this.clientIdentity.getMSPID(),
      roles: (attribute('role') ?? '').split(',').filter((role) => role !== ''),
      uscc: attribute('uscc'),
      fingerprint: sha256Hex(this.#certificateDer()),
      custody: attribute('custody') === 'client' ? 'CLIENT_HELD' : 'CUSTODIAL',
    };
  }

  /** The caller with the role it acts in; set once its standing was checked. */
  get actor(): Actor {
    if (this.#actor === undefined) throw new TypeError('This transaction has no roles.');
    return this.#actor;
  }

  set actor(actor: Actor) {
    this.#actor = actor;
  }

  /** PEM of the caller’s certificate. */
  get certificate(): string {
    return Buffer.from(this.stub.getCreator().idBytes).toString('utf8');
  }

  get moment(): Moment {
    return { txId: this.stub.getTxID(), time: this.stub.getDateTimestamp().toISOString() };
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

  #certificateDer(): Uint8Array {
    return Buffer.from(this.certificate.replaceAll(/-----[A-Z ]+-----|\s/g, ''), 'base64');
  }
}
