import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, posix, relative, resolve, sep } from 'node:path';
import { expect } from 'chai';
import ts from 'typescript';

const root = resolve(import.meta.dirname, '../../..');
const MODEL = '@shuquan/chaincode/model';
const NODE = 'node:';
const VERIFIER = '@shuquan/verifier';
const WIRE = '@shuquan/verifier/wire';
/** What every side of the port may know. */
const port = ['gateway/src/ledger/port.ts', 'gateway/src/errors.ts'] as const;

/**
 * Who may import whom: source folder or file → folders, files and packages. What is inside a folder
 * may import the rest of it. `node:` stands for every built-in module.
 */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  // A second implementation that shares no code with the first.
  'test/support/register-oracle': ['test/support/clock-oracle.ts'],
  'chaincode/src/model': ['zod', 'canonicalize', '@noble/hashes'],
  'chaincode/src/model/clock': [
    ...['calendar.ts', 'errors.ts', 'schema.ts'].map((file) => `chaincode/src/model/${file}`),
    'zod',
  ],
  'chaincode/src/crypto.ts': ['node:crypto'],
  'chaincode/src/state': [
    ...['chaincode/src/model', 'fabric-shim-api', '@hyperledger/fabric-protos'],
  ],
  'chaincode/src/contracts': [
    'chaincode/src/model',
    'chaincode/src/state',
    'chaincode/src/crypto.ts',
    'fabric-contract-api',
  ],
  'chaincode/src/shim-log.ts': ['fabric-shim'],
  'chaincode/src/index.ts': ['chaincode/src/contracts', 'chaincode/src/shim-log.ts'],
  'verifier/src/wire': ['@bufbuild/protobuf'],
  'verifier/src': [
    MODEL,
    'zod',
    '@bufbuild/protobuf',
    '@noble/hashes',
    '@noble/curves',
    '@peculiar/asn1-schema',
    '@peculiar/asn1-x509',
  ],
  'gateway/src/errors.ts': [MODEL],
  'gateway/src/config.ts': [MODEL, NODE, 'zod'],
  'gateway/src/crypto.ts': [NODE, 'gateway/src/ledger/port.ts'],
  'gateway/src/ledger/port.ts': [MODEL],
  'gateway/src/ledger/attempts.ts': [MODEL, NODE, ...port],
  'gateway/src/ledger/laned.ts': [MODEL, NODE, ...port, 'gateway/src/ledger/lanes.ts'],
  'gateway/src/ledger/embedded': [
    ...[MODEL, NODE, VERIFIER, WIRE, ...port, 'gateway/src/crypto.ts', 'gateway/src/guard.ts'],
    ...['gateway/src/ledger/attempts.ts', 'gateway/src/ledger/proposal.ts', 'gateway/src/files.ts'],
    ...['@shuquan/chaincode', '@shuquan/network/people', '@shuquan/network/topology'],
    ...['level', '@peculiar/x509', 'reflect-metadata', 'zod'],
    ...['fabric-shim', 'fabric-contract-api', '@hyperledger/fabric-protos', 'google-protobuf'],
  ],
  'gateway/src/ledger/fabric': [
    ...[MODEL, NODE, VERIFIER, WIRE, ...port, 'gateway/src/crypto.ts', 'zod'],
    ...['gateway/src/ledger/attempts.ts', 'gateway/src/ledger/proposal.ts'],
    ...['@hyperledger/fabric-gateway', '@hyperledger/fabric-protos', '@grpc/grpc-js'],
  ],
  'gateway/src/ledger/fabric-network': [
    ...[MODEL, NODE, WIRE, ...port, 'gateway/src/crypto.ts', 'gateway/src/ledger/proposal.ts'],
    ...['gateway/src/ledger/fabric', 'fabric-network', 'zod'],
  ],
  'gateway/src/index': [
    ...[MODEL, NODE, VERIFIER, WIRE, ...port, 'gateway/src/crypto.ts', 'gateway/src/log'],
    ...['level', 'lru-cache'],
  ],
  'gateway/src/fingerprint': [
    ...[MODEL, NODE, 'gateway/src/errors.ts', 'zod'],
    ...['csv-parse', 'hyparquet', 'hyparquet-compressors'],
  ],
  'gateway/src/witness': [MODEL, NODE, VERIFIER, WIRE, ...port, 'gateway/src/crypto.ts'],
  'gateway/src/digests.ts': [MODEL, NODE],
  'gateway/src/files.ts': [NODE, 'gateway/src/errors.ts'],
  'gateway/src/documents': [
    ...[MODEL, NODE, 'gateway/src/errors.ts', 'gateway/src/digests.ts', 'gateway/src/files.ts'],
    ...['gateway/src/config.ts', 'level', 'zod'],
  ],
  'gateway/src/national': [
    ...[MODEL, NODE, 'gateway/src/errors.ts', 'gateway/src/files.ts', 'gateway/src/config.ts'],
    ...['gateway/src/witness/clock.ts', 'gateway/src/witness/log.ts', 'zod'],
    ...['gateway/src/ledger/port.ts', 'gateway/src/index'],
  ],
  'gateway/src/founding': [MODEL, NODE, ...port, 'gateway/src/ledger/member.ts'],
  'gateway/src/certificate': [
    ...[MODEL, NODE, 'gateway/src/errors.ts', 'gateway/src/print', 'qrcode'],
    ...['pdfjs-dist', '@napi-rs/canvas', 'jsqr'],
  ],
  // Fonts and documents, whatever is printed.
  'gateway/src/print': [NODE, 'gateway/src/errors.ts', 'pdfkit', 'fontkit'],
  // Pure but for the fonts: what it prints was checked before.
  'gateway/src/court': [VERIFIER, 'gateway/src/print'],
  'gateway/src/own-key.ts': [MODEL, NODE, 'gateway/src/crypto.ts'],
  'gateway/src/voucher': [MODEL, 'gateway/src/own-key.ts'],
  'gateway/src/person': [MODEL, NODE, 'gateway/src/voucher/holder.ts'],
  'gateway/src/delivery': [
    ...[MODEL, NODE, 'gateway/src/errors.ts', 'gateway/src/files.ts', 'gateway/src/own-key.ts'],
    'zod',
  ],
  'gateway/src/schemas': [
    ...[MODEL, VERIFIER, 'gateway/src/founding/rules.ts', 'gateway/src/odrl/profile.ts', 'zod'],
    ...['gateway/src/routes/answer.ts', 'gateway/src/delivery/manifest.ts'],
  ],
  'gateway/src/odrl': [MODEL, NODE, 'gateway/src/errors.ts', 'zod'],
  'gateway/src/log': ['pino'],
  'gateway/src/metrics': ['prom-client'],
  'gateway/src/signature': [NODE, 'gateway/src/errors.ts', 'structured-headers'],
  'gateway/src/auth': [
    ...[MODEL, NODE, VERIFIER, WIRE, ...port, 'gateway/src/config.ts', 'jose', 'zod'],
    ...['gateway/src/signature', 'gateway/src/files.ts', 'gateway/src/index/store.ts'],
  ],
  'gateway/src/http': [
    ...[MODEL, NODE, ...port, 'gateway/src/auth', 'gateway/src/config.ts', 'gateway/src/index'],
    ...['gateway/src/log', 'gateway/src/metrics', 'gateway/src/files.ts', 'gateway/src/signature'],
    ...['express', 'express-rate-limit', 'helmet', 'lru-cache', 'zod'],
  ],
  'gateway/src/routes': [
    ...[MODEL, WIRE, ...port, 'gateway/src/auth', 'gateway/src/http', 'gateway/src/index'],
    ...['gateway/src/metrics', 'gateway/src/certificate/apart.ts', 'zod'],
    ...['gateway/src/documents/entry.ts', 'gateway/src/documents/port.ts', 'gateway/src/odrl'],
    'gateway/src/schemas',
  ],
  // Everything that runs in a browser: no Node, no gateway.
  'gateway/console/src': [
    ...[MODEL, VERIFIER, 'zod', 'react', 'react-dom', 'react/jsx-runtime'],
    'hash-wasm',
  ],
  // What reads the user’s file, and what may not speak to anybody.
  'gateway/console/src/hash.ts': [MODEL, 'hash-wasm'],
  'gateway/console/src/hash-worker.ts': [MODEL, 'gateway/console/src/hash.ts'],
  'gateway/src/openapi': [MODEL, NODE, ...port, 'gateway/src/http', 'gateway/src/routes', 'zod'],
};

/** Packages that one folder alone may load: for what loading does to a process, or for what they read. */
const onlyIn: Readonly<Record<string, readonly string[]>> = {
  'csv-parse': ['gateway/src/fingerprint'],
  hyparquet: ['gateway/src/fingerprint'],
  'fabric-network': ['gateway/src/ledger/fabric-network'],
  '@hyperledger/fabric-gateway': ['gateway/src/ledger/fabric'],
  pdfkit: ['gateway/src/print'],
  fontkit: ['gateway/src/print'],
  'pdfjs-dist': ['gateway/src/certificate/read'],
  '@napi-rs/canvas': ['gateway/src/certificate/read'],
  'fabric-shim': [
    'chaincode/src/shim-log.ts',
    'gateway/src/ledger/embedded',
    'gateway/src/guard.ts',
  ],
  'fabric-contract-api': [
    'chaincode/src/contracts',
    'gateway/src/ledger/embedded',
    'gateway/src/guard.ts',
  ],
};

interface Import {
  readonly file: string;
  readonly target: string;
}

function sources(folder: string): string[] {
  const path = join(root, folder);
  if (!existsSync(path)) return [];
  if (/\.tsx?$/.test(folder)) return [folder];
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => posix.join(folder, name.split(sep).join('/')));
}

function importsOf(file: string, text = readFileSync(join(root, file), 'utf8')): Import[] {
  const imported = ts.preProcessFile(text, true, false).importedFiles.map((i) => i.fileName);
  const required = [...text.matchAll(/(?<!\.)\brequire\('([^']+)'\)/g)].map(
    ([, name = '']) => name,
  );
  return [...imported, ...required].map((name) => ({
    file,
    target: name.startsWith('.') ? sourceOf(relative(root, join(root, dirname(file), name))) : name,
  }));
}

/** A component is in a file of its own kind. */
const sourceOf = (file: string): string => {
  const component = file.replace(/\.js$/, '.tsx');
  return existsSync(join(root, component)) ? component : file.replace(/\.js$/, '.ts');
};

const inside = (target: string, place: string): boolean =>
  place === NODE
    ? target.startsWith(NODE) || builtinModules.includes(target)
    : target === place || target.startsWith(`${place}/`);

/** The most specific row that speaks of a file. */
function rowOf(file: string): string | undefined {
  return Object.keys(mayImport)
    .filter((place) => inside(file, place))
    .sort((a, b) => b.length - a.length)[0];
}

function violations(imports: readonly Import[]): string[] {
  return imports
    .filter(({ file, target }) => {
      const row = rowOf(file);
      const outOfRow =
        row !== undefined &&
        ![row, ...(mayImport[row] ?? [])].some((place) => inside(target, place));
      const guarded = Object.keys(onlyIn).find((name) => inside(target, name));
      const outOfPlace =
        guarded !== undefined && !(onlyIn[guarded] ?? []).some((place) => inside(file, place));
      return outOfRow || outOfPlace;
    })
    .map(({ file, target }) => `${file} imports ${target}`);
}

const packages = [
  ...['chaincode/src', 'verifier/src', 'gateway/src', 'gateway/console/src', 'network/src'],
];
const all = (): Import[] => packages.flatMap(sources).flatMap((file) => importsOf(file));

/** The files a file leads to, itself first, until a file is met again. */
function findCycle(edges: ReadonlyMap<string, readonly string[]>): string[] | undefined {
  const done = new Set<string>();
  const path: string[] = [];
  const visit = (file: string): string[] | undefined => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
    if (done.has(file)) return undefined;
    path.push(file);
    for (const next of edges.get(file) ?? []) {
      const cycle = visit(next);
      if (cycle !== undefined) return cycle;
    }
    path.pop();
    done.add(file);
    return undefined;
  };
  for (const file of edges.keys()) {
    const cycle = visit(file);
    if (cycle !== undefined) return cycle;
  }
  return undefined;
}

describe('architecture', () => {
  for (const row of Object.keys(mayImport)) {
    it(`${row} imports only what it may`, () => {
      const imports = sources(row).flatMap((file) => importsOf(file));

      expect(imports).to.not.be.empty;
      expect(violations(imports)).to.deep.equal([]);
    });
  }

  it('loads the libraries that change a process only where they are contained', () => {
    expect(violations(all())).to.deep.equal([]);
  });

  it('has no cycles', () => {
    const edges = new Map<string, string[]>();
    for (const { file, target } of all()) {
      edges.set(file, [...(edges.get(file) ?? []), ...(/\.tsx?$/.test(target) ? [target] : [])]);
    }

    expect(findCycle(edges)).to.equal(undefined);
  });

  it('is composed in main.ts, which nothing imports', () => {
    expect(all().filter(({ target }) => target === 'gateway/src/main.ts')).to.deep.equal([]);
  });

  it('catches a rule that reads the clock through a built-in module', () => {
    const planted = importsOf(
      'chaincode/src/model/planted.ts',
      "import { hrtime } from 'node:process';",
    );

    expect(violations(planted)).to.deep.equal([
      'chaincode/src/model/planted.ts imports node:process',
    ]);
  });

  it('catches the archived client library outside its adapter', () => {
    const planted = importsOf(
      'gateway/src/routes/planted.ts',
      "import { Wallets } from 'fabric-network';",
    );

    expect(violations(planted)).to.have.length(1);
  });
});
