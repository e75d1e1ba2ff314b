import { useState } from 'react';
import { FileUnreadable, hashFile } from '../hashing.js';
import type { Conclusion } from '../judge.js';
import type { Question } from '../question.js';
import type { Trust } from '../trust.js';
import { examine } from '../verify.js';
import type { Fault } from '../words/index.js';
import { type Trusting, useTrust } from './use-trust.js';
import { useWork } from './use-work.js';
import type { Work } from './working.js';

export interface Done {
  readonly at: 'done';
  readonly conclusion: Conclusion;
  readonly trust: Trust | undefined;
  readonly checkedAt: string;
}
export type Stage =
  | {
      readonly at: 'form';
      readonly first?: true;
      readonly fault?: Fault;
      readonly cancelled?: true;
    }
  | { readonly at: 'work'; readonly work: Work }
  | Done;

export interface Desk {
  readonly stage: Stage;
  readonly trusting: Trusting;
  readonly takeFiles: (files: readonly File[]) => void;
  readonly take: (question: Question, maxAgeMs?: number) => void;
  readonly cancel: () => void;
  readonly again: () => void;
}

/** What the page does, without how it looks: one question at a time, each of which can be cancelled. */
export function useDesk(): Desk {
  const [stage, setStage] = useState<Stage>({ at: 'form', first: true });
  const trusting = useTrust();
  const work = useWork<Stage>(setStage, (err) => {
    setStage({ at: 'form', ...(err instanceof FileUnreadable ? { fault: 'unreadable' } : {}) });
  });

  const asking = (): void => {
    setStage({ at: 'work', work: { at: 'asking' } });
  };
  const take = (question: Question, maxAgeMs = 0): void => {
    asking();
    work.start((signal) => conclude(question, { trusting, maxAgeMs }, signal));
  };
  const takeFiles = (files: readonly File[]): void => {
    const [file] = files;
    if (file === undefined) return;
    if (files.length > 1) {
      setStage({ at: 'form', fault: 'severalFiles' });
      return;
    }
    const { name, size } = file;
    const hashing = (bytes: number): void => {
      const percent = size === 0 ? 100 : Math.floor((bytes / size) * 100);
      setStage({ at: 'work', work: { at: 'hashing', name, percent } });
    };
    hashing(0);
    work.start(async (signal) => {
      const digests = await hashFile(file, {
        onProgress: (bytes) => {
          if (!signal.aborted) hashing(bytes);
        },
        signal,
      });
      asking();
      return conclude({ kind: 'file', name, size, digests }, { trusting, maxAgeMs: 0 }, signal);
    });
  };

  return {
    ...{ stage, trusting, take, takeFiles },
    cancel: () => {
      work.stop();
      setStage({ at: 'form', cancelled: true });
    },
    again: () => {
      setStage({ at: 'form' });
    },
  };
}

async function conclude(
  question: Question,
  { trusting, maxAgeMs }: { readonly trusting: Trusting; readonly maxAgeMs: number },
  signal: AbortSignal,
): Promise<Done> {
  const now = new Date();
  const trust = await trusting.settled(signal);
  const notBefore = maxAgeMs === 0 ? {} : { notBefore: new Date(now.getTime() - maxAgeMs) };
  const insistence = { minIndependent: trusting.minIndependent, ...notBefore };
  const conclusion = await examine(question, { trust, insistence }, signal);
  return { at: 'done', conclusion, trust, checkedAt: now.toISOString() };
}
