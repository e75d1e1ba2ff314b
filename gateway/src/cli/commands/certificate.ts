import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { CertificateFace, check } from '@shuquan/chaincode/model';
import { isCoded } from '../../errors.js';
import type { Api } from '../api/api.js';
import { type ApiOptions, withApi } from '../api/open.js';
import { sizeOf, unreadable } from '../digest.js';
import { CliError, exitCodes } from '../failure.js';
import { type Io, say, sayJson } from '../io.js';
import { asOption, jsonOption, ledgerOption } from '../names.js';
import { writeNew } from '../read.js';
import { urlOptions } from '../where.js';

interface Options extends ApiOptions {
  readonly json?: true;
}

const PDF = 'application/pdf';
/** Far above the largest certificate: what is larger is not read at all. */
const MAX_BYTES = 64 * 1024 * 1024;

/** What is done with the file of a certificate: made from the ledger, and held against it. */
export function certificateFileCommands(group: Command, io: Io): void {
  const print = group
    .command('print')
    .description('a certificate to print, made from the ledger')
    .argument('<no>')
    .requiredOption('--out <file>', 'where to write the PDF; never over a file that is there');
  common(print).action(async (no: string, options: Options & { readonly out: string }) => {
    const path = `v1/certificates/${encodeURIComponent(no)}/pdf`;
    const file = await withApi(io, options, { acts: false }, (api) => api.bytes(path, PDF));
    await writeNew(options.out, file);
    if (options.json === true) sayJson(io, { no, file: options.out, size: file.length });
    else say(io, options.out);
  });
  const checking = group
    .command('check')
    .description('hold a printed certificate against the ledger, which prevails')
    .argument('<file>', 'a PDF');
  common(checking).action(async (file: string, options: Options) => {
    io.exit(await checkFile(io, file, options));
  });
}

function common(command: Command): Command {
  command.addOption(asOption('registrar1')).addOption(ledgerOption()).addOption(jsonOption());
  urlOptions(command);
  return command;
}

async function checkFile(io: Io, path: string, options: Options): Promise<number> {
  const file = await readPdf(path);
  // What reads a PDF is loaded by whoever has one to check.
  const { certificateExitCodes, checkCertificate } = await import('../../certificate/check.js');
  const { explainCheck } = await import('../../certificate/explain.js');
  const found = await withApi(io, options, { acts: false }, (api) =>
    checkCertificate(file, (no) => faceOf(api, no)),
  );
  if (options.json === true) sayJson(io, found);
  else for (const line of explainCheck(found)) say(io, line);
  return certificateExitCodes[found.verdict];
}

async function readPdf(path: string): Promise<Uint8Array> {
  const size = await sizeOf(path);
  if (size === undefined || size > MAX_BYTES) {
    throw new CliError(
      'FILE_UNREADABLE',
      `${path} is no file that a certificate could be in.`,
      exitCodes.noInput,
    );
  }
  try {
    return new Uint8Array(await readFile(path));
  } catch (cause) {
    throw unreadable(path, cause);
  }
}

/** The ledger’s face of a certificate, or `undefined` where it has none of this number. */
async function faceOf(api: Api, no: string): Promise<CertificateFace | undefined> {
  try {
    return check(CertificateFace, await api.get(`v1/certificates/${no}/face`));
  } catch (err) {
    if (isCoded(err) && err.code === 'CERTIFICATE_NOT_FOUND') return undefined;
    throw err;
  }
}
