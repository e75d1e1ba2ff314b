// Writes what is read from the catalogue: the chaincode's metadata. `--check` fails on a difference.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as prettier from 'prettier';
import { catalogue } from '@shuquan/chaincode/model';

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

async function emit(path, value) {
  const file = join(root, path);
  const options = await prettier.resolveConfig(file);
  const text = await prettier.format(JSON.stringify(value), { ...options, filepath: file });
  if (check) {
    let current = '';
    try {
      current = readFileSync(file, 'utf8');
    } catch (err) {
      if (err.code !== 'ENOENT') throw err;
    }
    if (current !== text) {
      console.error(`${path} is out of date: run npm run generate`);
      process.exitCode = 1;
    }
    return;
  }
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

await emit('chaincode/contract-metadata/metadata.json', metadata());
