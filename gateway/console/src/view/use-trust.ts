import { useEffect, useState } from 'react';
import type { Trust } from '../trust.js';
import { serverTrust } from '../verify.js';

export interface Trusting {
  readonly server: Trust | undefined;
  readonly own: Trust | undefined;
  readonly minIndependent: number;
  readonly setOwn: (own: Trust | undefined) => void;
  readonly setMinIndependent: (count: number) => void;
  /** The reader’s own anchors, else the server’s, asked for again where they did not come before. */
  readonly settled: (signal: AbortSignal) => Promise<Trust | undefined>;
}

/** Whom the reader believes. Nothing of it outlives the visit. */
export function useTrust(): Trusting {
  const [server, setServer] = useState<Trust>();
  const [own, setOwn] = useState<Trust>();
  const [minIndependent, setMinIndependent] = useState(1);
  useEffect(() => {
    const gone = new AbortController();
    serverTrust(gone.signal).then(setServer, () => undefined);
    return () => {
      gone.abort();
    };
  }, []);
  const settled = async (signal: AbortSignal): Promise<Trust | undefined> => {
    if (own !== undefined || server !== undefined) return own ?? server;
    const late = await serverTrust(signal);
    setServer(late);
    return late;
  };
  return { server, own, minIndependent, setOwn, setMinIndependent, settled };
}
