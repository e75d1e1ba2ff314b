import { type ReactElement, useEffect, useRef } from 'react';
import { type Fact, factsOf } from '../facts.js';
import type { Conclusion } from '../judge.js';
import type { Trust } from '../trust.js';
import { sentence, when } from '../words/index.js';
import { Findings } from './findings.js';
import { Roots } from './roots.js';
import { useWords } from './speech.js';

interface Props {
  readonly conclusion: Conclusion;
  readonly trust: Trust | undefined;
  readonly checkedAt: string;
  readonly onAgain: () => void;
}

const mark = { good: '✓', caution: '!', bad: '✕' } as const;

/** The verdict in plain words first; then what is proven, what is only stated, what is not proven. */
export function VerdictView({ conclusion, trust, checkedAt, onAgain }: Props): ReactElement {
  const { headline, verdict, result: said, lang, trust: trusted, print } = useWords();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus();
  }, [conclusion]);
  const words = headline[conclusion.headline];
  const facts = factsOf(conclusion, trust);
  return (
    <section aria-label={said.region} className="result">
      <div className={`verdict ${conclusion.tone}`} data-verdict={conclusion.verdict}>
        <span className="mark" aria-hidden="true">
          {mark[conclusion.tone]}
        </span>
        <div>
          <p className="word">
            {verdict[conclusion.verdict]}
            {lang === 'en' ? '' : <span lang="en"> {conclusion.verdict}</span>}
          </p>
          <h2 ref={heading} tabIndex={-1}>
            {words.title}
          </h2>
          <p>{words.advice}</p>
        </div>
      </div>
      <Subject conclusion={conclusion} />
      <div className="facts-of">
        <FactList
          kind="proven"
          title={said.proven}
          facts={facts.proven}
          none={said.nothingProven}
        />
        <FactList kind="stated" title={said.stated} facts={facts.stated} />
        <FactList kind="not-proven" title={said.notProven} facts={facts.notProven} />
      </div>
      {conclusion.found !== undefined && <Findings found={conclusion.found} />}
      <section className="card only-print">
        <h3>{trusted.title}</h3>
        {trust !== undefined && <Roots trust={trust} />}
        <p>
          {print} {window.location.origin}
        </p>
      </section>
      <Steps conclusion={conclusion} />
      <p className="hint">{said.checkedAt(when(checkedAt))}</p>
      <Deeds conclusion={conclusion} onAgain={onAgain} />
    </section>
  );
}

function FactList({
  kind,
  title,
  facts,
  none,
}: {
  readonly kind: string;
  readonly title: string;
  readonly facts: readonly Fact[];
  readonly none?: string;
}): ReactElement | null {
  const said = useWords();
  if (facts.length === 0 && none === undefined) return null;
  return (
    <section className={`card ${kind}`} data-facts={kind}>
      <h3>{title}</h3>
      {facts.length === 0 ? (
        <p>{none}</p>
      ) : (
        <ul>
          {facts.map((each) => (
            <li key={each.fact}>{sentence(said, each)}</li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Subject({ conclusion: { question } }: Pick<Props, 'conclusion'>): ReactElement | null {
  const { result: said } = useWords();
  if (question.kind === 'answer') return null;
  const lines: readonly (readonly [string, string])[] =
    question.kind === 'file'
      ? [
          [said.fileName, question.name],
          [said.size, said.bytes(question.size)],
          ['SHA-256', question.digests['SHA-256']],
          ['SM3', question.digests.SM3],
        ]
      : question.kind === 'digest'
        ? [[question.algorithm, question.hex]]
        : [[said.certificateNo, question.no]];
  return (
    <section className="card">
      <h3>{said.subject}</h3>
      <dl className="facts">
        {lines.map(([term, value]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>
              <code>{value}</code>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Steps({ conclusion: { report } }: Pick<Props, 'conclusion'>): ReactElement | null {
  const { result: said, step, outcome } = useWords();
  if (report === undefined || report.steps.length === 0) return null;
  return (
    <details className="card">
      <summary>{said.steps}</summary>
      <table>
        <tbody>
          {report.steps.map((each, index) => (
            <tr key={`${each.step} ${String(index)}`} data-outcome={each.outcome}>
              <th scope="row">{step[each.step]}</th>
              <td>{outcome[each.outcome]}</td>
              <td lang="en">{each.detail}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

function Deeds({ conclusion, onAgain }: Pick<Props, 'conclusion' | 'onAgain'>): ReactElement {
  const { result: said } = useWords();
  const { text, question } = conclusion;
  return (
    <div className="row deeds">
      <button type="button" className="button" onClick={onAgain}>
        {said.again}
      </button>
      <button
        type="button"
        className="button plain"
        onClick={() => {
          window.print();
        }}
      >
        {said.print}
      </button>
      {text !== undefined && question.kind !== 'answer' && (
        <button
          type="button"
          className="button plain"
          onClick={() => {
            keep(text);
          }}
        >
          {said.keep}
        </button>
      )}
    </div>
  );
}

/** The answer as it came, so that anybody can check it again. */
function keep(text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = 'answer.json';
  link.click();
  URL.revokeObjectURL(address);
}
