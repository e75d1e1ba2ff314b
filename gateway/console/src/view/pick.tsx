import { type ChangeEvent, type ReactElement, useId } from 'react';

/** A file input that looks like a button and stays a file input for keyboards and screen readers. */
export function PickFile({
  label,
  accept,
  describedBy,
  onFiles,
}: {
  readonly label: string;
  readonly accept?: string;
  readonly describedBy?: string;
  readonly onFiles: (files: readonly File[]) => void;
}): ReactElement {
  const id = useId();
  const pick = (event: ChangeEvent<HTMLInputElement>): void => {
    const files = [...(event.target.files ?? [])];
    // The same file may be chosen again.
    event.target.value = '';
    if (files.length > 0) onFiles(files);
  };
  return (
    <span className="pick">
      <input id={id} type="file" accept={accept} aria-describedby={describedBy} onChange={pick} />
      <label htmlFor={id} className="button">
        {label}
      </label>
    </span>
  );
}
