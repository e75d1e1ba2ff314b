import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Membership, parseAnchors } from '@shuquan/verifier';
import { createApp } from './app.js';
import { createAuthenticator } from './auth/authenticator.js';
import { readRoots } from './auth/client-certificate.js';
import { demoCredentials, demoPrincipals, writeDemoCredentials } from './auth/demo.js';
import type { DemoCredential } from './auth/demo.js';
import { Directory } from './auth/directory.js';
import { NonceStore } from './auth/nonces.js';
import { createSignedCallers } from './auth/signed-caller.js';
import { loadPrincipals } from './auth/load.js';
import { createTokenCheck } from './auth/token.js';
import { type Config, readConfig } from './config.js';
import { nodeCrypto } from './crypto.js';
import { listenForControl } from './control/server.js';
import { openDocuments } from './documents/open.js';
import { witnessesOf } from './founding/founders.js';
import { cursorSecret } from './http/cursor-secret.js';
import { Idempotency } from './http/idempotency.js';
import { IdempotencyStore } from './http/idempotency-store.js';
import { listen } from './http/server.js';
import { LedgerOutcomes } from './index/outcomes.js';
import { ReadModel } from './index/model.js';
import { Queries } from './index/queries.js';
import { openStore } from './index/store.js';
import { isClientHeld, type Member } from './ledger/member.js';
import { type OpenedLedger, openLedger } from './ledger/open.js';
import type { LedgerCommissionOptions } from './national/ledger-commission.js';
import type { Identity } from './ledger/port.js';
import { createLog, type Logger } from './log/log.js';
import { Metrics } from './metrics/metrics.js';
import type { PublicFace } from './routes/public.js';
import { Witnesses } from './witness/witnesses.js';

/** Name of the chaincode whose write sets make rows. */
const CHAINCODE = 'shuquan';
const SWEEP_MS = 600_000;

/** A gateway that serves. */
export interface Serving {
  readonly url: string;
  /** Where the demo’s API keys are; `undefined` without a demo. */
  readonly credentialsFile: string | undefined;
  /** Stops accepting, drains, closes everything. Twice is fine. */
  close(): Promise<void>;
}

type Close = () => Promise<unknown>;

/**
 * Puts a gateway together from its environment and starts it.
 *
 * @throws ConfigError, GatewayError LEDGER_LOCKED, LEDGER_DAMAGED, LEDGER_UNAVAILABLE
 */
export async function serve(env: NodeJS.ProcessEnv): Promise<Serving> {
  const config = readConfig(env);
  const log = createLog(config.logLevel);
  const closers: Close[] = [];
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => (closing ??= closeAll(closers, log));
  try {
    const serving = await start(config, log, closers);
    log.info({ url: serving.url, ledger: config.ledger }, 'serving');
    return { ...serving, close };
  } catch (err) {
    await close();
    throw err;
  }
}

/** The last that was opened goes first; one that fails keeps no other from closing. */
async function closeAll(closers: Close[], log: Logger): Promise<void> {
  for (const close of closers.reverse()) {
    await close().catch((err: unknown) => {
      log.error({ err }, 'closing failed');
    });
  }
  log.info('closed');
}

async function start(
  config: Config,
  log: Logger,
  closers: Close[],
): Promise<Omit<Serving, 'close'>> {
  const { dataDir } = config;
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const now = (): Date => new Date();
  const opened = await openLedger(config);
  const { ledger } = opened;
  closers.push(() => ledger.close());
  if (opened.backup) closers.push(await listenForControl(dataDir, { backup: opened.backup }));
  const members = membersOf(opened, config);
  startWitnesses(opened, members, config, log, closers);

  const dir = join(dataDir, 'index');
  const model = await ReadModel.open({ dir, ledger, chaincode: CHAINCODE, log });
  closers.push(() => model.close());
  if (config.rebuildIndex) await model.rebuild();
  const queries = new Queries(model);
  const store = new IdempotencyStore(await openStore(join(dataDir, 'idempotency')));
  closers.push(() => store.close());
  const outcomes = new LedgerOutcomes(ledger, model, queries);
  const idempotency = new Idempotency({ store, outcomes, keepMs: config.idempotencyMs, now });
  repeatedly('sweeping the idempotency store', () => idempotency.sweep(), log, closers);

  const documents = await openDocuments(config);
  closers.push(() => documents.close());
  await startCourier({ ledger, queries, now }, members, config, log, closers);

  const credentialsFile = join(dataDir, 'demo-credentials.json');
  const carried = members.filter((member) => !isClientHeld(member));
  const demo = config.demo ? demoCredentials(credentialsFile, peopleOf(carried)) : [];
  const nonces = new NonceStore(await openStore(join(dataDir, 'nonces')));
  closers.push(() => nonces.close());
  repeatedly('forgetting nonces', () => nonces.sweep(now().getTime() / 1000), log, closers);
  const signers = { opened, nonces, queries };
  const auth = authenticatorOf(config, carried, demo, { ...signers, now });
  const metrics = new Metrics();
  const ending = new AbortController();
  const secret = config.cursorSecret ?? cursorSecret(dataDir);
  const publicFace = publicFaceOf(opened, members, config);
  let origins = config.signedOrigins ?? [];
  const app = createApp({
    origins: () => origins,
    ...{ ledger, model, queries, auth, idempotency, documents, log, metrics, now },
    config: { ...config, cursorSecret: secret },
    closing: ending.signal,
    publicFace,
  });
  const server = await listen(app, config);
  origins = config.signedOrigins ?? [server.url];
  closers.push(() => {
    ending.abort();
    return server.close(config.shutdownMs);
  });
  if (config.demo) writeDemoCredentials(credentialsFile, server.url, demo);
  return { url: server.url, credentialsFile: config.demo ? credentialsFile : undefined };
}

/** The people this gateway signs for. */
const membersOf = ({ people }: OpenedLedger, { organizations }: Config): readonly Member[] =>
  [...people.values()].filter(({ mspId }) => organizations?.includes(mspId) ?? true);

/** Asks for whoever has no credential: as a service identity, of every organisation with a peer. */
function publicFaceOf(
  { organizations, anchors }: OpenedLedger,
  members: readonly Member[],
  { publicRateLimitPerMinute }: Config,
): PublicFace | undefined {
  const service = members.find(({ roles }) => roles.length === 0);
  if (service === undefined || publicRateLimitPerMinute === 0) return undefined;
  return { identity: service.identity, organizations, anchors };
}

/** Everybody with a role; a service identity acts for nobody. */
const peopleOf = (
  members: readonly Member[],
): { id: string; mspId: string; roles: readonly string[]; uscc?: string | undefined }[] =>
  members
    .filter(({ roles }) => roles.length > 0)
    .map(({ id, mspId, roles, party }) => ({ id, mspId, roles, uscc: party?.uscc }));

function startWitnesses(
  { ledger }: OpenedLedger,
  members: readonly Member[],
  { witness, beaconIntervalMs: intervalMs }: Config,
  log: Logger,
  closers: Close[],
): void {
  const identities = witness ? witnessesOf(members) : [];
  if (identities.length === 0) return;
  const witnesses = new Witnesses({ ledger, identities, intervalMs, log });
  closers.push(() => witnesses.close());
}

/** Brings the national system’s receipts for what this gateway’s registrars deposited. */
async function startCourier(
  place: Omit<LedgerCommissionOptions, 'registrars'>,
  members: readonly Member[],
  { national, dataDir }: Config,
  log: Logger,
  closers: Close[],
): Promise<void> {
  const registrars = registrarsOf(members);
  if (national === undefined || registrars.length === 0) return;
  const { openNational } = await import('./national/open.js');
  const { Courier } = await import('./national/courier.js');
  const { LedgerCommission } = await import('./national/ledger-commission.js');
  const registry = await openNational({ ...national, folder: join(dataDir, 'national') });
  closers.push(() => registry.close());
  if (registry.isSimulated) log.warn('receipts of the national system are simulated');
  const commission = new LedgerCommission({ ...place, registrars });
  const courier = new Courier({
    registry,
    source: commission,
    sink: commission,
    alarm: (alarm) => {
      log.error({ alarm }, 'a deposit in the national system needs attention');
    },
    log,
  });
  closers.push(() => courier.stop());
}

/** One person of each registrar: any of them may record a receipt. */
function registrarsOf(members: readonly Member[]): Identity[] {
  const byParty = new Map<string, Identity>();
  for (const { roles, party, identity } of members) {
    if (roles.includes('registrar') && party !== undefined && !byParty.has(party.uscc)) {
      byParty.set(party.uscc, identity);
    }
  }
  return [...byParty.values()];
}

function repeatedly(
  what: string,
  sweep: () => Promise<unknown>,
  log: Logger,
  closers: Close[],
): void {
  let sweeping: Promise<unknown> = Promise.resolve();
  const timer = setInterval(() => {
    sweeping = sweep().catch((err: unknown) => {
      log.error({ err }, `${what} failed`);
    });
  }, SWEEP_MS);
  closers.push(() => {
    clearInterval(timer);
    return sweeping;
  });
}

interface SignedPlace {
  readonly opened: OpenedLedger;
  readonly nonces: NonceStore;
  readonly queries: Queries;
  readonly now: () => Date;
}

function authenticatorOf(
  config: Config,
  members: readonly Member[],
  demo: readonly DemoCredential[],
  { opened, nonces, queries, now }: SignedPlace,
): ReturnType<typeof createAuthenticator> {
  const wallet = new Map(members.map(({ id, identity }) => [id, identity]));
  const principals = [...loadPrincipals(config.principalsFile), ...demoPrincipals(demo)];
  const directory = new Directory(principals, wallet);
  const token = config.jwt === undefined ? undefined : createTokenCheck(config.jwt, now);
  const file = config.tls?.clientCaFile;
  const clientRoots = file === undefined ? [] : readRoots(readFileSync(file, 'utf8'));
  const { organizations } = parseAnchors(opened.anchors);
  const signedCallers = createSignedCallers({
    members: new Membership(organizations, nodeCrypto),
    organizations: [...organizations.keys()],
    requireStanding: (certificate) => queries.requireStanding(certificate),
    ...{ directory, nonces, now },
  });
  return createAuthenticator({ directory, token, clientRoots, signedCallers, now });
}
