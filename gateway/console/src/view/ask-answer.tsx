import { type ReactElement, type SubmitEvent, useId, useState } from 'react';
import type { Fault } from '../words/index.js';
import { Choice, Field } from './field.js';
import { PickFile } from './pick.js';
import { readSmall } from './read-small.js';
import { useWords } from './speech.js';

const DAY_MS = 86_400_000;
/** How old an answer may be; 0 stands for any age. */
const ages: readonly number[] = [0, DAY_MS, 30 * DAY_MS];

/** A signed answer that somebody brought. */
export function AskAnswer({
  onAnswer,
}: {
  readonly onAnswer: (text: string, maxAgeMs: number) => void;
}): ReactElement {
  const { answer: said, fault } = useWords();
  const [text, setText] = useState('');
  const [age, setAge] = useState(0);
  const [wrong, setWrong] = useState<Fault>();
  const id = useId();
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    setWrong(text.trim() === '' ? 'answer' : undefined);
    if (text.trim() !== '') onAnswer(text.trim(), ages[age] ?? 0);
  };
  const open = ([file]: readonly File[]): void => {
    if (file === undefined) return;
    void readSmall(file).then((read) => {
      setWrong(typeof read === 'string' ? undefined : read.fault);
      if (typeof read === 'string') setText(read);
    });
  };
  return (
    <section aria-labelledby={id} className="card">
      <h2 id={id}>{said.title}</h2>
      <form noValidate onSubmit={submit}>
        <Field label={said.label} hint={said.hint} fault={wrong && fault[wrong]}>
          {(described) => (
            <textarea
              {...described}
              name="answer"
              rows={4}
              spellCheck={false}
              value={text}
              onChange={(event) => {
                setText(event.target.value);
              }}
            />
          )}
        </Field>
        <div className="row">
          <PickFile label={said.choose} accept=".json,application/json" onFiles={open} />
          <Choice label={said.age} options={said.ages} chosen={age} onChoose={setAge} />
          <button type="submit" className="button">
            {said.check}
          </button>
        </div>
      </form>
    </section>
  );
}
