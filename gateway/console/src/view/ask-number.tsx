import { type ReactElement, type SubmitEvent, useId, useRef, useState } from 'react';
import { type Question, questionIn } from '../question.js';
import { Choice, Field } from './field.js';
import { useWords } from './speech.js';

const algorithms = ['SHA-256', 'SM3'] as const;

/** A certificate’s number, the text of its QR, or a digest. */
export function AskNumber({
  given,
  onQuestion,
}: {
  readonly given: string;
  readonly onQuestion: (question: Question) => void;
}): ReactElement {
  const { number: said, fault } = useWords();
  const [text, setText] = useState(given);
  const [algorithm, setAlgorithm] = useState(0);
  const [wrong, setWrong] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const question = questionIn(text, algorithms[algorithm] ?? 'SHA-256');
    setWrong(question === undefined);
    if (question === undefined) input.current?.focus();
    else onQuestion(question);
  };
  return (
    <section aria-labelledby={id} className="card">
      <h2 id={id}>{said.title}</h2>
      <form noValidate onSubmit={submit}>
        <Field label={said.label} hint={said.hint} fault={wrong ? fault.number : undefined}>
          {(described) => (
            <input
              {...described}
              ref={input}
              name="number"
              type="text"
              autoComplete="off"
              spellCheck={false}
              value={text}
              onChange={(event) => {
                setText(event.target.value);
              }}
            />
          )}
        </Field>
        <div className="row">
          <Choice
            label={said.algorithm}
            options={algorithms}
            chosen={algorithm}
            onChoose={setAlgorithm}
          />
          <button type="submit" className="button">
            {said.ask}
          </button>
        </div>
      </form>
    </section>
  );
}
