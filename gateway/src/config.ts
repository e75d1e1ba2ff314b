import { accessSync, constants, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { MspId } from '@shuquan/chaincode/model';
import { z } from 'zod';

/** What to set, and every fault of what was set, so that one start names them all. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(`The configuration is wrong:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
    this.faults = faults;
  }
}

const whole = (min: number, max: number, preset: number): z.ZodType<number> =>
  z
    .string()
    .regex(/^\d+$/, 'must be a whole number')
    .transform(Number)
    .pipe(z.int().min(min, `must be at least ${min}`).max(max, `must be at most ${max}`))
    .default(preset);

const yesNo = z.enum(['true', 'false'], 'must be true or false').transform((v) => v === 'true');
const list = z.string().transform((text) =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== ''),
);
const text = z.string().min(1, 'must not be empty');

/** Asymmetric only: with a shared secret whoever can check a token can also make one. */
const JwtAlgorithm = z.enum(
  ['ES256', 'ES384', 'PS256', 'RS256', 'EdDSA'],
  'must be of ES256, ES384, PS256, RS256, EdDSA',
);

const ORIGIN = /^https?:\/\/[a-z0-9.[\]:-]+$/;

const Environment = z.object({
  PORT: whole(0, 65_535, 3000),
  HOST: text.default('127.0.0.1'),
  DATA_DIR: text.default('./data'),
  LEDGER: z
    .enum(['embedded', 'fabric', 'fabric-network'], 'must be embedded, fabric or fabric-network')
    .default('embedded'),
  DEMO: yesNo.optional(),
  NETWORK_DIR: text.default('./network/.data'),
  ORGANIZATIONS: list.pipe(z.array(MspId)).optional(),
  WITNESS: yesNo.optional(),
  BEACON_INTERVAL_SECONDS: whole(1, 86_400, 30),
  PRINCIPALS_FILE: text.optional(),
  CURSOR_SECRET: z.string().min(32, 'must have at least 32 characters').optional(),
  SIGNED_ORIGINS: list
    .pipe(z.array(z.string().regex(ORIGIN, 'must be https://NAME or http://NAME, without a path')))
    .optional(),
  TLS_CERT_FILE: text.optional(),
  TLS_KEY_FILE: text.optional(),
  TLS_CLIENT_CA_FILE: text.optional(),
  JWT_ISSUER: text.optional(),
  JWT_AUDIENCE: text.optional(),
  JWT_ALGORITHMS: list.pipe(z.array(JwtAlgorithm).min(1)).default(['ES256']),
  JWT_JWKS_FILE: text.optional(),
  JWT_JWKS_URL: z.url({ protocol: /^https$/, error: 'must be an https URL' }).optional(),
  LOG_LEVEL: z
    .enum(
      ['fatal', 'error', 'warn', 'info', 'debug', 'silent'],
      'must be fatal, error, warn, info, debug or silent',
    )
    .default('info'),
  RATE_LIMIT_PER_MINUTE: whole(1, 10_000_000, 6000),
  PUBLIC_RATE_LIMIT_PER_MINUTE: whole(0, 1_000_000, 60),
  TRUSTED_PROXIES: list.optional(),
  METRICS_ACCESS: z
    .enum(['loopback', 'principal', 'public'], 'must be loopback, principal or public')
    .default('loopback'),
  IDEMPOTENCY_HOURS: whole(24, 8760, 24),
  MIN_FREE_MIB: whole(0, 1_000_000, 64),
  SHUTDOWN_SECONDS: whole(1, 600, 10),
  INDEX_REBUILD: yesNo.default(false),
  DOCUMENTS_KEY_FILE: text.optional(),
  DOCUMENT_MAX_MIB: whole(1, 1_000_000, 1024),
  NATIONAL_SYSTEM: z
    .string()
    .regex(/^(none|simulator|module:.+)$/, 'must be none, simulator or module:PATH')
    .optional(),
  NATIONAL_SETTINGS_FILE: text.optional(),
});
type Environment = z.output<typeof Environment>;
export type EnvironmentName = keyof Environment;

/** Names of every setting; those in `secretNames` may come from a file, as `NAME_FILE`. */
export const environmentNames = Object.keys(Environment.shape) as EnvironmentName[];
export const secretNames = ['CURSOR_SECRET'] as const;

export interface JwtConfig {
  readonly issuer: string;
  readonly audience: string;
  readonly algorithms: readonly string[];
  readonly jwks: { readonly file: string } | { readonly url: string };
}

export interface TlsConfig {
  readonly certFile: string;
  readonly keyFile: string;
  readonly clientCaFile: string | undefined;
}

/** Settings after all checks; paths are absolute, durations carry their unit. */
export interface Config {
  readonly port: number;
  readonly host: string;
  readonly dataDir: string;
  readonly ledger: 'embedded' | 'fabric' | 'fabric-network';
  /** Embedded only: demo people get API keys, written to `demo-credentials.json`. */
  readonly demo: boolean;
  readonly networkDir: string;
  /** Whose people this gateway signs for; `undefined`: everybody in the wallet. */
  readonly organizations: readonly string[] | undefined;
  /** Whether the witnesses of `organizations` run in this process. */
  readonly witness: boolean;
  readonly beaconIntervalMs: number;
  readonly principalsFile: string;
  readonly cursorSecret: string | undefined;
  /** Addresses that requests may be signed for; `undefined`: where it listens. */
  readonly signedOrigins: readonly string[] | undefined;
  readonly tls: TlsConfig | undefined;
  readonly jwt: JwtConfig | undefined;
  readonly logLevel: Environment['LOG_LEVEL'];
  readonly rateLimitPerMinute: number;
  /** Of one address, without a credential; 0: nobody is answered without one. */
  readonly publicRateLimitPerMinute: number;
  readonly trustedProxies: readonly string[];
  readonly metricsAccess: Environment['METRICS_ACCESS'];
  readonly idempotencyMs: number;
  readonly minFreeBytes: number;
  readonly shutdownMs: number;
  readonly rebuildIndex: boolean;
  /** The master key of the documents; made on first start. */
  readonly documentsKeyFile: string;
  readonly documentMaxBytes: number;
  /** The connector of the national system; `undefined`: receipts are recorded by people. */
  readonly national:
    { readonly system: string; readonly settingsFile: string | undefined } | undefined;
}

/** @throws ConfigError with every fault at once */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const faults: string[] = [];
  const settings = parseEach(withFiles(present(env), faults), faults);
  const config = assemble(settings);
  faults.push(...contradictions(settings, config));
  if (faults.length > 0) throw new ConfigError(faults);
  return config;
}

/** One by one, with the default in place of what is wrong, so that contradictions show as well. */
function parseEach(env: Readonly<Record<string, string>>, faults: string[]): Environment {
  const entries = Object.entries(Environment.shape).map(([name, schema]) => {
    const result = schema.safeParse(env[name]);
    if (result.success) return [name, result.data];
    faults.push(...result.error.issues.map(({ message }) => `${name} ${message}`));
    return [name, schema.safeParse(undefined).data];
  });
  return Object.fromEntries(entries) as Environment;
}

/** An empty variable counts as not set: that is what `NAME=` in an environment file means. */
function present(env: NodeJS.ProcessEnv): Record<string, string> {
  const names = [...environmentNames, ...secretNames.map((name) => `${name}_FILE`)];
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = env[name];
      return value === undefined || value === '' ? [] : [[name, value]];
    }),
  );
}

function withFiles(env: Record<string, string>, faults: string[]): Record<string, string> {
  const out = { ...env };
  for (const name of secretNames) {
    const file = env[`${name}_FILE`];
    if (file === undefined) continue;
    if (env[name] !== undefined) {
      faults.push(`${name} and ${name}_FILE are both set; set one`);
      continue;
    }
    try {
      out[name] = readFileSync(file, 'utf8').trim();
    } catch (err) {
      faults.push(`${name}_FILE can not be read (${(err as NodeJS.ErrnoException).code ?? '?'})`);
    }
  }
  return out;
}

function assemble(s: Environment): Config {
  const dataDir = resolve(s.DATA_DIR);
  return {
    port: s.PORT,
    host: s.HOST,
    dataDir,
    ledger: s.LEDGER,
    demo: s.DEMO ?? s.LEDGER === 'embedded',
    networkDir: resolve(s.NETWORK_DIR),
    organizations: s.ORGANIZATIONS,
    witness: s.WITNESS ?? s.LEDGER === 'embedded',
    beaconIntervalMs: s.BEACON_INTERVAL_SECONDS * 1000,
    principalsFile: resolve(s.PRINCIPALS_FILE ?? `${dataDir}/principals.json`),
    cursorSecret: s.CURSOR_SECRET,
    signedOrigins: s.SIGNED_ORIGINS,
    tls: tlsOf(s),
    jwt: jwtOf(s),
    logLevel: s.LOG_LEVEL,
    rateLimitPerMinute: s.RATE_LIMIT_PER_MINUTE,
    publicRateLimitPerMinute: s.PUBLIC_RATE_LIMIT_PER_MINUTE,
    trustedProxies: s.TRUSTED_PROXIES ?? [],
    metricsAccess: s.METRICS_ACCESS,
    idempotencyMs: s.IDEMPOTENCY_HOURS * 3_600_000,
    minFreeBytes: s.MIN_FREE_MIB * 1_048_576,
    shutdownMs: s.SHUTDOWN_SECONDS * 1000,
    rebuildIndex: s.INDEX_REBUILD,
    documentsKeyFile: resolve(s.DOCUMENTS_KEY_FILE ?? `${dataDir}/documents.key`),
    documentMaxBytes: s.DOCUMENT_MAX_MIB * 1_048_576,
    national: nationalOf(s),
  };
}

/** A demo has a simulator, since without receipts nothing is registered under the national rule. */
function nationalOf(s: Environment): Config['national'] {
  const system = s.NATIONAL_SYSTEM ?? (s.LEDGER === 'embedded' ? 'simulator' : 'none');
  if (system === 'none') return undefined;
  const file = s.NATIONAL_SETTINGS_FILE;
  return { system, settingsFile: file === undefined ? undefined : resolve(file) };
}

function tlsOf(s: Environment): TlsConfig | undefined {
  if (s.TLS_CERT_FILE === undefined || s.TLS_KEY_FILE === undefined) return undefined;
  return {
    certFile: resolve(s.TLS_CERT_FILE),
    keyFile: resolve(s.TLS_KEY_FILE),
    clientCaFile: s.TLS_CLIENT_CA_FILE === undefined ? undefined : resolve(s.TLS_CLIENT_CA_FILE),
  };
}

function jwtOf(s: Environment): JwtConfig | undefined {
  if (s.JWT_ISSUER === undefined || s.JWT_AUDIENCE === undefined) return undefined;
  const { JWT_JWKS_FILE: file, JWT_JWKS_URL: url } = s;
  if (file === undefined && url === undefined) return undefined;
  const jwks = file === undefined ? { url: url ?? '' } : { file: resolve(file) };
  return { issuer: s.JWT_ISSUER, audience: s.JWT_AUDIENCE, algorithms: s.JWT_ALGORITHMS, jwks };
}

function isReadable(file: string): boolean {
  try {
    accessSync(file, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}

function contradictions(s: Environment, config: Config): string[] {
  const faults: string[] = [];
  const need = (holds: boolean, fault: string): void => {
    if (!holds) faults.push(fault);
  };
  need(
    !config.demo || config.ledger === 'embedded',
    'DEMO is for LEDGER=embedded only: its keys are in a file',
  );
  need(
    (s.TLS_CERT_FILE === undefined) === (s.TLS_KEY_FILE === undefined),
    'TLS_CERT_FILE and TLS_KEY_FILE belong together',
  );
  need(
    s.TLS_CLIENT_CA_FILE === undefined || config.tls !== undefined,
    'TLS_CLIENT_CA_FILE needs TLS_CERT_FILE and TLS_KEY_FILE',
  );
  need(
    s.JWT_JWKS_FILE === undefined || s.JWT_JWKS_URL === undefined,
    'JWT_JWKS_FILE and JWT_JWKS_URL are both set; set one',
  );
  for (const name of [
    'TLS_CERT_FILE',
    'TLS_KEY_FILE',
    'TLS_CLIENT_CA_FILE',
    'JWT_JWKS_FILE',
    'NATIONAL_SETTINGS_FILE',
  ] as const) {
    const file = s[name];
    if (file !== undefined) need(isReadable(file), `${name} ${file} can not be read`);
  }
  const jwt = [s.JWT_ISSUER, s.JWT_AUDIENCE, s.JWT_JWKS_FILE ?? s.JWT_JWKS_URL];
  need(
    jwt.every((v) => v === undefined) || config.jwt !== undefined,
    'JWT_ISSUER, JWT_AUDIENCE and JWT_JWKS_FILE or JWT_JWKS_URL belong together',
  );
  return faults;
}
