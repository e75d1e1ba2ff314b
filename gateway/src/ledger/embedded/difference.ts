/** Where stored bytes are not what the blocks say. */
export interface Difference {
  readonly kind:
    | 'database'
    | 'genesis'
    | 'block'
    | 'transaction'
    | 'validation-flag'
    | 'state'
    | 'private-hash'
    | 'private-value'
    | 'history'
    | 'transaction-index';
  /** A whole sentence. */
  readonly detail: string;
  readonly block?: number;
  readonly transaction?: number;
  readonly txId?: string;
  readonly organization?: string;
  readonly namespace?: string;
  readonly collection?: string;
  /** As text; the parts of a composite key are joined by `~`. For hashes, hex. */
  readonly key?: string;
}

/** U+0000 does not print. */
export const readableKey = (key: string): string =>
  key.replace(/^\0/, '').replace(/\0$/, '').replaceAll('\0', '~');
