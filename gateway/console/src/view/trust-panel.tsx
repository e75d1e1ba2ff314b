import { type ReactElement, useId, useState } from 'react';
import { sameRoots, type Trust, trustIn } from '../trust.js';
import type { Fault } from '../words/index.js';
import { Choice } from './field.js';
import { PickFile } from './pick.js';
import { readSmall } from './read-small.js';
import { Roots } from './roots.js';
import { useWords } from './speech.js';

interface Props {
  /** What this server names; absent while it has named nothing that can be used. */
  readonly server: Trust | undefined;
  readonly own: Trust | undefined;
  readonly minIndependent: number;
  readonly onOwn: (own: Trust | undefined) => void;
  readonly onIndependent: (count: number) => void;
}

const counts = ['1', '2', '3'];

/** Whom the reader believes: shown before anything is checked, and to be replaced by the reader. */
export function TrustPanel(props: Props): ReactElement {
  const { server, own, minIndependent, onOwn, onIndependent } = props;
  const { trust: said, fault } = useWords();
  const [wrong, setWrong] = useState<Fault>();
  const id = useId();
  const trust = own ?? server;
  const load = ([file]: readonly File[]): void => {
    if (file === undefined) return;
    void readAnchors(file).then((loaded) => {
      setWrong('fault' in loaded ? loaded.fault : undefined);
      if (!('fault' in loaded)) onOwn(loaded);
    });
  };
  return (
    <section aria-labelledby={id} className="card trust">
      <h2 id={id}>{said.title}</h2>
      <Origin trust={trust} />
      <div className="row">
        <PickFile label={said.load} accept=".json,application/json" onFiles={load} />
        {own !== undefined && (
          <button
            type="button"
            className="button plain"
            onClick={() => {
              onOwn(undefined);
            }}
          >
            {said.drop}
          </button>
        )}
        <Choice
          label={said.independent}
          options={counts}
          chosen={minIndependent - 1}
          onChoose={(index) => {
            onIndependent(index + 1);
          }}
        />
      </div>
      <div aria-live="polite">
        {wrong !== undefined && <p className="fault">{fault[wrong]}</p>}
        {own !== undefined && server !== undefined && <Compared own={own} server={server} />}
      </div>
      {trust !== undefined && <Roots trust={trust} />}
    </section>
  );
}

function Origin({ trust }: { readonly trust: Trust | undefined }): ReactElement {
  const { trust: said } = useWords();
  return (
    <p className={trust?.origin === 'OWN' ? 'origin own' : 'origin'}>
      {trust === undefined ? said.missing : said.origin[trust.origin]}
    </p>
  );
}

function Compared({ own, server }: { readonly own: Trust; readonly server: Trust }): ReactElement {
  const { trust: said } = useWords();
  const same = sameRoots(own, server);
  return <p className={same ? 'hint' : 'fault'}>{same ? said.same : said.differ}</p>;
}

async function readAnchors(file: File): Promise<Trust | { readonly fault: Fault }> {
  const read = await readSmall(file);
  if (typeof read !== 'string') return read;
  try {
    return trustIn(read, 'OWN');
  } catch {
    return { fault: 'anchors' };
  }
}
