import { existsSync, readFileSync } from 'node:fs';
import { check, LedgerError, parseJson } from '@shuquan/chaincode/model';
import { ConfigError } from '../config.js';
import { type PrincipalEntry, PrincipalsFile } from './principal.js';

/**
 * The operator’s principals; none when there is no such file.
 *
 * @throws ConfigError
 */
export function loadPrincipals(file: string): readonly PrincipalEntry[] {
  if (!existsSync(file)) return [];
  try {
    return check(PrincipalsFile, parseJson(readFileSync(file, 'utf8'))).principals;
  } catch (err) {
    if (!(err instanceof LedgerError)) throw err;
    const issues = (err.params as { issues?: { pointer: string; message: string }[] }).issues;
    throw new ConfigError(
      issues?.map(({ pointer, message }) => `${file} ${pointer}: ${message}`) ?? [
        `${file}: ${err.message}`,
      ],
    );
  }
}
