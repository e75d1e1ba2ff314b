import { type ReactElement, useEffect, useRef } from 'react';
import { useWords } from './speech.js';

export type Work =
  | { readonly at: 'hashing'; readonly name: string; readonly percent: number }
  | { readonly at: 'asking' };

/** Tenths are enough to be told aloud; the bar itself moves with every slice. */
const STEP = 10;

/** What is going on, for eyes and ears, and the way out of it. */
export function Working({
  work,
  onCancel,
}: {
  readonly work: Work;
  readonly onCancel: () => void;
}): ReactElement {
  const { progress: said } = useWords();
  const cancel = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    cancel.current?.focus();
  }, []);
  const title = work.at === 'hashing' ? said.hashing(work.name) : said.asking;
  const spoken = work.at === 'hashing' ? Math.floor(work.percent / STEP) * STEP : undefined;
  return (
    <section className="card working" aria-label={title}>
      <p className="title">{title}</p>
      {work.at === 'hashing' && (
        <>
          <progress max={100} value={work.percent} aria-label={title} />
          <p aria-hidden="true">{said.share(work.percent)}</p>
        </>
      )}
      <p role="status" className="heard">
        {title} {spoken === undefined ? '' : said.share(spoken)}
      </p>
      <button ref={cancel} type="button" className="button plain" onClick={onCancel}>
        {said.cancel}
      </button>
    </section>
  );
}
