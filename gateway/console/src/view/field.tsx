import { type ReactElement, type ReactNode, useId } from 'react';

/** What a control needs to be told apart and explained to whoever does not see it. */
export interface Described {
  readonly id: string;
  readonly 'aria-invalid': boolean;
  readonly 'aria-describedby': string;
}

/** A control with its label, its hint, and what is wrong with what was given. */
export function Field({
  label,
  hint,
  fault,
  children,
}: {
  readonly label: string;
  readonly hint: string;
  readonly fault: string | undefined;
  readonly children: (described: Described) => ReactNode;
}): ReactElement {
  const id = useId();
  return (
    <>
      <label htmlFor={id} className="of-field">
        {label}
      </label>
      {children({
        id,
        'aria-invalid': fault !== undefined,
        'aria-describedby': fault === undefined ? `${id}-h` : `${id}-w ${id}-h`,
      })}
      {fault !== undefined && (
        <p id={`${id}-w`} className="fault" role="alert">
          {fault}
        </p>
      )}
      <p id={`${id}-h`} className="hint">
        {hint}
      </p>
    </>
  );
}

/** One of a few, named by what the page says and known by its place. */
export function Choice({
  label,
  options,
  chosen,
  onChoose,
}: {
  readonly label: string;
  readonly options: readonly string[];
  readonly chosen: number;
  readonly onChoose: (index: number) => void;
}): ReactElement {
  return (
    <label>
      {label}{' '}
      <select
        value={chosen}
        onChange={(event) => {
          onChoose(Number(event.target.value));
        }}
      >
        {options.map((option, index) => (
          <option key={option} value={index}>
            {option}
          </option>
        ))}
      </select>
    </label>
  );
}
