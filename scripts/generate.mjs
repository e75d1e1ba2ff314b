// Writes what is read from tables in the code: contract metadata, OpenAPI, and the tables of the
// READMEs between `<!-- generated:NAME -->` and `<!-- /generated -->`. `--check` fails on a
// difference and writes nothing.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as prettier from 'prettier';
import { catalogue, errorCatalogue, specs, watchers } from '@shuquan/chaincode/model';
import { gatewayErrors } from '@shuquan/gateway/errors';
import { openApi } from '@shuquan/gateway/openapi/document';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const check = process.argv.includes('--check');

/** With this file a peer's chaincode answers to these names only, each with one string. */
function metadata() {
  const contracts = {
    'org.hyperledger.fabric': {
      name: 'org.hyperledger.fabric',
      transactions: [{ name: 'GetMetadata' }],
    },
  };
  for (const [name, { kind, summary }] of Object.entries(catalogue)) {
    const [contract, transaction] = name.split(':');
    contracts[contract] ??= {
      name: contract,
      info: { title: contract, version: '1' },
      transactions: [],
    };
    contracts[contract].transactions.push({
      name: transaction,
      tag: kind === 'submit' ? ['SUBMIT', 'submitTx'] : ['EVALUATE'],
      parameters: [{ name: 'input', description: summary, schema: { type: 'string' } }],
      returns: { type: 'string' },
    });
  }
  return {
    $schema: 'https://hyperledger.github.io/fabric-chaincode-node/main/api/contract-schema.json',
    info: { title: 'shuquan', version: '1' },
    contracts,
    components: { schemas: {} },
  };
}

const row = (...cells) => `| ${cells.join(' | ')} |`;
const table = (head, rows) =>
  [row(...head), row(...head.map(() => '---')), ...rows.map((cells) => row(...cells))].join('\n');

const transactionsTable = () =>
  table(
    ['Transaction', 'Kind', 'Who may', 'Event', 'What it does'],
    Object.entries(catalogue).map(([name, { kind, access, event, summary }]) => [
      `\`${name}\``,
      kind,
      typeof access === 'string' ? access : access.join(', '),
      event === undefined ? '' : `\`${event}\``,
      summary,
    ]),
  );

/** Reads that are closed to an office until its purpose is on record, and what its query is about. */
const purposesTable = () =>
  table(
    ['Read', 'Query on', 'Offices that need it', 'What it reads'],
    specs
      .filter(([, { openedBy }]) => openedBy !== undefined)
      .map(([name, { openedBy, access, summary }]) => [
        `\`${name}\``,
        openedBy,
        watchers.filter((role) => access.includes(role)).join(', '),
        summary,
      ]),
  );

const errorsTable = (errors) =>
  table(
    ['Code', 'HTTP', 'Meaning'],
    Object.entries(errors).map(([code, { status, title }]) => [`\`${code}\``, status, title]),
  );

async function write(path, text) {
  const file = join(root, path);
  const options = await prettier.resolveConfig(file);
  const formatted = await prettier.format(text, { ...options, filepath: file });
  const current = existsSync(file) ? readFileSync(file, 'utf8') : undefined;
  if (current === formatted) return;
  if (check) {
    console.error(`${path} is out of date: run npm run generate`);
    process.exitCode = 1;
    return;
  }
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, formatted);
}

/** Replaces the named sections of a page; a page without its section is a mistake. */
async function fill(path, sections) {
  let text = readFileSync(join(root, path), 'utf8');
  for (const [name, content] of Object.entries(sections)) {
    const section = new RegExp(`(<!-- generated:${name} -->)[^]*?(<!-- /generated -->)`);
    if (!section.test(text)) throw new Error(`${path} has no section ${name}`);
    text = text.replace(section, (_, open, close) => `${open}\n\n${content}\n\n${close}`);
  }
  await write(path, text);
}

await write('chaincode/contract-metadata/metadata.json', JSON.stringify(metadata()));
await write('gateway/openapi.json', JSON.stringify(openApi()));
await fill('chaincode/README.md', {
  transactions: transactionsTable(),
  purposes: purposesTable(),
  errors: errorsTable(errorCatalogue),
});
await fill('gateway/README.md', { errors: errorsTable(gatewayErrors) });
