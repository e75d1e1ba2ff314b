import { GatewayError } from '../errors.js';

/** Longest record, line or page header run that is read; a row of the widest table is far shorter. */
export const MAX_ROW_BYTES = 4 * 1024 * 1024;
export const MAX_COLUMNS = 4096;

/** Where in a file something is: a line of text, or a row group of Parquet. */
export interface Place {
  readonly line?: number;
  readonly rowGroup?: number;
}

const wordsFor = ({ line, rowGroup }: Place): string => {
  if (line !== undefined) return `Line ${line}`;
  return rowGroup === undefined ? 'The file' : `Row group ${rowGroup}`;
};

/** DATA_MALFORMED. The data themselves are never repeated: they may be personal or secret. */
export const malformed = (place: Place, what: string, cause?: unknown): GatewayError =>
  new GatewayError('DATA_MALFORMED', `${wordsFor(place)} ${what}.`, { ...place }, { cause });

/** DATA_TOO_LARGE, with what to do. */
export const tooLarge = (place: Place, what: string): GatewayError =>
  new GatewayError('DATA_TOO_LARGE', `${wordsFor(place)} ${what}.`, { ...place });

/** DATA_UNSUPPORTED: a codec, type or encoding, by its name. */
export const unsupported = (name: string, what: string, remedy: string): GatewayError =>
  new GatewayError('DATA_UNSUPPORTED', `${what} ${name} is not read here. ${remedy}.`, { name });
