import { createHash, X509Certificate } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Principal } from '../../auth/principal.js';
import { scopesOfRoles } from '../../auth/role-scope.js';
import { GatewayError } from '../../errors.js';
import { openDocuments } from '../../documents/open.js';
import type { DocumentStore } from '../../documents/port.js';
import { witnessesOf } from '../../founding/founders.js';
import { cursorSecret } from '../../http/cursor-secret.js';
import { ReadModel } from '../../index/model.js';
import { Queries } from '../../index/queries.js';
import type { Member } from '../../ledger/member.js';
import { memberOf, type OpenedLedger } from '../../ledger/open.js';
import { createLog } from '../../log/log.js';
import { Metrics } from '../../metrics/metrics.js';
import { latestOf } from '../../witness/channel.js';
import { Witnesses } from '../../witness/witnesses.js';
import { gatewayElsewhere } from '../elsewhere.js';
import type { Io } from '../io.js';
import { configOf, withLedger } from '../session.js';
import type { UrlOptions } from '../where.js';
import type { Api } from './api.js';
import { LocalApi } from './local.js';

export interface ApiOptions extends UrlOptions {
  readonly ledger?: string;
  /** In whose name, where the ledger is here. */
  readonly as: string;
}

/** Name of the chaincode whose write sets make rows. */
const CHAINCODE = 'shuquan';
/** Rows are made from every block that is there, however many those are. */
const CATCH_UP_MS = 600_000;
const STATE_TIME_MS = 10_000;
const HEARTBEAT_MS = 15_000;

/**
 * Works with the routes of a gateway elsewhere, or with the same routes over the ledger here.
 *
 * @param acts whether something is to be submitted
 */
export async function withApi<T>(
  io: Io,
  options: ApiOptions,
  { acts }: { readonly acts: boolean },
  work: (api: Api) => Promise<T>,
): Promise<T> {
  if (options.url !== undefined) {
    return work(await gatewayElsewhere(io, { ...options, url: options.url }));
  }
  const config = configOf(io, options);
  const { dataDir, witness, beaconIntervalMs } = config;
  return withLedger(io, options, async (opened) => {
    const principal = principalOf(memberOf(opened, options.as));
    if (acts && witness) await stateTime(opened, beaconIntervalMs);
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    const model = await openRows(opened, dataDir);
    const documents = await openDocuments(config);
    try {
      const secret = config.cursorSecret ?? cursorSecret(dataDir);
      return await work(await apiOf(opened, { model, documents }, { secret, principal }));
    } finally {
      await documents.close();
      await model.close();
    }
  });
}

function principalOf({ id, identity, roles }: Member): Principal {
  const { raw } = new X509Certificate(identity.pem);
  const fingerprint = createHash('sha256').update(raw).digest('hex');
  return { id, identity, fingerprint, scopes: new Set(scopesOfRoles(roles)) };
}

/** The rows that a gateway on this folder would have, taken up to the last block. */
async function openRows({ ledger }: OpenedLedger, dataDir: string): Promise<ReadModel> {
  const dir = join(dataDir, 'index');
  const log = createLog('silent');
  const model = await ReadModel.open({ dir, ledger, chaincode: CHAINCODE, log });
  try {
    const { height } = await ledger.info();
    await model.reach(Number(height), CATCH_UP_MS);
    model.requireRunning();
    if (BigInt(model.height) >= height) return model;
    throw new GatewayError('LEDGER_UNAVAILABLE', 'The blocks can not all be read. Try again.');
  } catch (err) {
    await model.close();
    throw err;
  }
}

async function apiOf(
  { ledger }: OpenedLedger,
  { model, documents }: { readonly model: ReadModel; readonly documents: DocumentStore },
  { secret, principal }: { readonly secret: string; readonly principal: Principal },
): Promise<Api> {
  const { table } = await import('../../routes/table.js');
  const { Cursors } = await import('../../http/cursor.js');
  const routes = table({
    ...{ ledger, model, documents, queries: new Queries(model), metrics: new Metrics() },
    cursors: new Cursors(secret),
    now: () => new Date(),
    heartbeatMs: HEARTBEAT_MS,
  });
  return new LocalApi(routes, principal);
}

/**
 * An act with a deadline cites a fresh beacon. Where the witnesses are in this process they state
 * the time first; elsewhere they have done so.
 */
async function stateTime(opened: OpenedLedger, intervalMs: number): Promise<void> {
  const { ledger } = opened;
  const identities = witnessesOf([...opened.people.values()]);
  const [first] = identities;
  if (first === undefined) return;
  const isFresh = async (): Promise<boolean> => {
    const latest = await latestOf(ledger, first);
    return latest !== undefined && Date.now() - Date.parse(latest.statement.time) < intervalMs;
  };
  if (await isFresh()) return;
  const signal = AbortSignal.timeout(STATE_TIME_MS);
  const { height } = await ledger.info();
  const witnesses = new Witnesses({ ledger, identities, intervalMs });
  try {
    for await (const { number } of ledger.blocks(height, signal)) {
      if (number >= height && (await isFresh())) return;
    }
  } finally {
    await witnesses.close();
  }
}
