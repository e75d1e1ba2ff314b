import { isName, specOf, specs } from '@shuquan/chaincode/model';
import { InvalidArgumentError, Option } from 'commander';
import type { QueryName, TransactionName } from '../ledger/port.js';
import { usage } from './failure.js';

/** @throws CliError USAGE naming what there is */
export function transactionName(text: string): TransactionName {
  if (isName(text) && specOf(text).kind === 'submit') return text as TransactionName;
  const known = specs.filter(([, { kind }]) => kind === 'submit');
  throw usage(
    `There is no transaction ${text}. There are ${known.map(([name]) => name).join(', ')}.`,
  );
}

/** @throws CliError USAGE naming what there is */
export function queryName(text: string): QueryName {
  if (isName(text) && specOf(text).kind === 'evaluate') return text as QueryName;
  const known = specs.filter(([, { kind }]) => kind === 'evaluate');
  throw usage(`There is no query ${text}. There are ${known.map(([name]) => name).join(', ')}.`);
}

export function wholeNumber(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It must be a whole number.');
}

export const list = (text: string): string[] =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');

export const ledgerOption = (): Option =>
  new Option('--ledger <kind>', 'which ledger, instead of LEDGER').choices([
    'embedded',
    'fabric',
    'fabric-network',
  ]);
export const asOption = (id: string): Option =>
  new Option('--as <person>', 'in whose name, by the table of people').default(id);
/** Both are for whoever is no side of what it reads. */
export const queryOption = (): Option =>
  new Option('--query <id>', 'the query that opens it to you, if you are none of its sides');
export const purposeOption = (): Option =>
  new Option('--purpose <code>', 'the purpose for which that query was recorded');
export const jsonOption = (): Option => new Option('--json', 'one JSON object per line');
