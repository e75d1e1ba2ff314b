import { createRequire } from 'node:module';

/**
 * Loads the Fabric libraries and takes back what they do to the process. Import this before anything
 * that embeds contracts: fabric-shim and fabric-contract-api install handlers for
 * `uncaughtException` and `unhandledRejection` that swallow both, so that a broken process lives on
 * and a failing test passes.
 */
const require = createRequire(import.meta.url);

const EVENTS = ['uncaughtException', 'unhandledRejection'] as const;
const before = new Map(
  EVENTS.map((event) => [event, new Set<unknown>(process.rawListeners(event))]),
);
process.env['CORE_CHAINCODE_LOGGING_LEVEL'] ??= 'WARNING';

/** A chaincode’s answer, as the shim gives it. */
export interface ShimResponse {
  readonly status: number;
  readonly message?: string;
  readonly payload?: Uint8Array;
}

/** The part of the shim’s `ChaincodeStub` that its caller needs. */
export interface ShimStub {
  readonly proposal?: unknown;
  readonly signedProposal?: unknown;
  readonly binding?: unknown;
  readonly txTimestamp?: unknown;
  readonly chaincodeEvent?: {
    getEventName(): string;
    getPayload_asU8(): Uint8Array;
  };
}

/** Runs contracts for one proposal after another (fabric-shim, `ChaincodeFromContract`). */
export interface ShimChaincode {
  Invoke(stub: ShimStub): Promise<ShimResponse>;
  readonly contractImplementations: Readonly<Record<string, { dataMarshall: DataMarshall }>>;
}

interface DataMarshall {
  readonly ajv: { compile(schema: object): unknown };
  handleParameters(
    fn: { readonly parameters?: readonly { readonly schema: object }[] },
    parameters: readonly Buffer[],
    logPrefix: string,
  ): unknown[];
}

export type ContractClass = new () => object;

interface Shim {
  readonly ChaincodeStub: new (
    handler: object,
    channel: string,
    txId: string,
    input: { getArgsList_asU8(): readonly Uint8Array[] },
    signedProposal?: { getSignature(): Uint8Array; getProposalBytes(): Uint8Array },
  ) => ShimStub;
  newLogger(name: string): Logger;
}

interface Logger {
  silent: boolean;
  debug: (...args: readonly unknown[]) => void;
}

const shim = require('fabric-shim') as Shim;
require('fabric-contract-api');
for (const event of EVENTS) {
  for (const listener of process.rawListeners(event)) {
    if (before.get(event)?.has(listener) !== true) {
      process.removeListener(event, listener as (...args: unknown[]) => void);
    }
  }
}

const shimPath = createRequire(require.resolve('fabric-shim'));
const apiPath = createRequire(require.resolve('fabric-contract-api'));
const apiLoggers = apiPath('./lib/logger.js') as { getLogger(name: string): Logger };

/** winston formats each line before it looks at the level: half of a small transaction’s time. */
function silence(logger: Logger): void {
  logger.silent = true;
  logger.debug = () => undefined;
}
for (const name of [
  'contracts-spi/chaincodefromcontract.js',
  'contracts-spi/datamarshall.js',
  'contracts-spi/bootstrap.js',
  'lib/chaincode.js',
  'lib/handler.js',
  'lib/iterators.js',
  'lib/stub.js',
]) {
  silence(shim.newLogger(name));
}
for (const name of ['./lib/contract.js', './lib/jsontransactionserializer.js']) {
  silence(apiLoggers.getLogger(name));
}

/** The shim parses the caller’s certificate in every transaction; the same few callers come again. */
interface ParsesPem {
  fromPEM(pem: string | Uint8Array): unknown;
}
const MAX_CERTIFICATES = 1_000;
const { Certificate } = shimPath('@fidm/x509') as { Certificate: ParsesPem };
const parsed = new Map<string, unknown>();
const parse = Certificate.fromPEM.bind(Certificate);
Certificate.fromPEM = (pem) => {
  const key = typeof pem === 'string' ? pem : Buffer.from(pem).toString('latin1');
  let found = parsed.get(key);
  if (found === undefined) {
    found = parse(pem);
    if (parsed.size >= MAX_CERTIFICATES) parsed.clear();
    parsed.set(key, found);
  }
  return found;
};

export const { ChaincodeStub } = shim;

type ChaincodeConstructor = new (
  contracts: ContractClass[],
  serializers: object,
  metadata: object,
  title: string,
  version: string,
) => ShimChaincode;
const ChaincodeFromContract = shimPath(
  './lib/contract-spi/chaincodefromcontract.js',
) as ChaincodeConstructor;
const { JSONSerializer } = require('fabric-contract-api') as { JSONSerializer: unknown };

/**
 * Fabric’s dispatcher over contract classes.
 *
 * @param metadata the allow-list of callable methods; without it every method is callable
 */
export function chaincodeOf(
  contracts: readonly ContractClass[],
  metadata: object,
  { name, version }: { readonly name: string; readonly version: string },
): ShimChaincode {
  const serializers = { transaction: 'json', serializers: { json: JSONSerializer } };
  // The dispatcher appends to the list and fills in the metadata: both are copies.
  const copy = structuredClone(metadata);
  const chaincode = new ChaincodeFromContract([...contracts], serializers, copy, name, version);
  for (const { dataMarshall } of Object.values(chaincode.contractImplementations)) {
    memoiseCompile(dataMarshall.ajv);
    passText(dataMarshall);
  }
  return chaincode;
}

/**
 * The dispatcher writes every argument out for a log line that nobody reads, then finds that a
 * string is a string. Anything but the right number of plain strings is left to it.
 */
function passText(dataMarshall: DataMarshall): void {
  const handle = dataMarshall.handleParameters.bind(dataMarshall);
  const text = new Map<object, boolean>();
  dataMarshall.handleParameters = (fn, parameters, logPrefix) => {
    let isText = text.get(fn);
    if (isText === undefined) {
      const plain = JSON.stringify({ type: 'string' });
      isText = fn.parameters?.every(({ schema }) => JSON.stringify(schema) === plain) === true;
      text.set(fn, isText);
    }
    if (!isText || fn.parameters?.length !== parameters.length) {
      return handle(fn, parameters, logPrefix);
    }
    return parameters.map((bytes) => bytes.toString('utf8'));
  };
}

/** The dispatcher compiles the schema of every argument of every call; they never change. */
function memoiseCompile(ajv: { compile(schema: object): unknown }): void {
  const known = new Map<string, unknown>();
  const compile = ajv.compile.bind(ajv);
  ajv.compile = (schema) => {
    const key = JSON.stringify(schema);
    let found = known.get(key);
    if (found === undefined) {
      found = compile(schema);
      known.set(key, found);
    }
    return found;
  };
}
