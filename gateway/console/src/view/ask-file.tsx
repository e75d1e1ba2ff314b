import { type DragEvent, type ReactElement, useId, useState } from 'react';
import { PickFile } from './pick.js';
import { useWords } from './speech.js';

/** Drop or choose; what happens with the file is said before it is given. */
export function AskFile({
  onFiles,
}: {
  readonly onFiles: (files: readonly File[]) => void;
}): ReactElement {
  const { file: said } = useWords();
  const [over, setOver] = useState(false);
  const id = useId();
  const take = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    const files = [...event.dataTransfer.files];
    if (files.length > 0) onFiles(files);
  };
  return (
    <section aria-labelledby={`${id}-t`} className="card first">
      <h2 id={`${id}-t`}>{said.title}</h2>
      <div
        className={over ? 'drop over' : 'drop'}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => {
          setOver(false);
        }}
        onDrop={take}
      >
        <PickFile label={said.choose} describedBy={`${id}-p`} onFiles={onFiles} />
        <span className="only-wide">{said.drop}</span>
        <p className="hint">{said.hint}</p>
      </div>
      <p id={`${id}-p`} className="privacy">
        {said.privacy}
      </p>
    </section>
  );
}
