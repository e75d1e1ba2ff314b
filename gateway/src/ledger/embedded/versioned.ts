/** Height at which a key was written: block, and place in it. */
export interface Version {
  readonly block: number;
  readonly tx: number;
}

/** A value in world state. For private data the value is the hash. */
export interface Versioned {
  readonly version: Version;
  /** A KVMetadataWrite without a key; empty when there is none. */
  readonly metadata: Uint8Array;
  readonly value: Uint8Array;
}

const HEAD = 14;

/** 6 bytes block, 4 bytes place, 4 bytes length of metadata, metadata, value. */
export function encodeVersioned({ version, metadata, value }: Versioned): Buffer {
  const out = Buffer.allocUnsafe(HEAD + metadata.length + value.length);
  out.writeUIntBE(version.block, 0, 6);
  out.writeUInt32BE(version.tx, 6);
  out.writeUInt32BE(metadata.length, 10);
  out.set(metadata, HEAD);
  out.set(value, HEAD + metadata.length);
  return out;
}

export function decodeVersioned(bytes: Buffer): Versioned {
  const end = HEAD + bytes.readUInt32BE(10);
  return {
    version: { block: bytes.readUIntBE(0, 6), tx: bytes.readUInt32BE(6) },
    metadata: bytes.subarray(HEAD, end),
    value: bytes.subarray(end),
  };
}

export const sameVersion = (a: Version | undefined, b: Version | undefined): boolean =>
  a === undefined || b === undefined ? a === b : a.block === b.block && a.tx === b.tx;

interface WireVersion {
  readonly blockNum: bigint;
  readonly txNum: bigint;
}

export const toWire = (version: Version | undefined): WireVersion | undefined =>
  version && { blockNum: BigInt(version.block), txNum: BigInt(version.tx) };

export const fromWire = (version: WireVersion | undefined): Version | undefined =>
  version && { block: Number(version.blockNum), tx: Number(version.txNum) };
