export interface TarEntry {
  /** At most 100 bytes of ASCII. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

const block = 512;

/** A ustar archive with nothing in it that differs between machines: no time, no owner. */
export function tar(entries: readonly TarEntry[]): Uint8Array {
  const parts = entries.flatMap(({ name, bytes }) => {
    const padding = (block - (bytes.length % block)) % block;
    return [header(name, bytes.length), bytes, new Uint8Array(padding)];
  });
  return Buffer.concat([...parts, new Uint8Array(2 * block)]);
}

function header(name: string, size: number): Uint8Array {
  if (!/^[\x21-\x7e]{1,100}$/.test(name)) {
    throw new TypeError(`"${name}" does not fit a ustar header.`);
  }
  const bytes = Buffer.alloc(block);
  const octal = (value: number, at: number, length: number): void => {
    bytes.write(value.toString(8).padStart(length - 1, '0'), at, 'latin1');
  };
  bytes.write(name, 0, 'latin1');
  octal(0o644, 100, 8);
  octal(0, 108, 8);
  octal(0, 116, 8);
  octal(size, 124, 12);
  octal(0, 136, 12);
  bytes.fill(' ', 148, 156);
  bytes.write('0', 156, 'latin1');
  bytes.write('ustar\0' + '00', 257, 'latin1');
  // POSIX: the checksum is taken with its own field as spaces, then written as six digits, NUL, space.
  const sum = bytes.reduce((total, byte) => total + byte, 0);
  bytes.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return bytes;
}
