import type { ReactElement } from 'react';
import type { Trust } from '../trust.js';
import { useWords } from './speech.js';

/** The pinned roots with their fingerprints, to be held against printed ones. */
export function Roots({ trust }: { readonly trust: Trust }): ReactElement {
  const { trust: said } = useWords();
  return (
    <>
      {trust.singleCustodian && <p className="origin single">{said.single}</p>}
      <dl className="roots">
        {trust.organizations.map(({ mspId, custodian, roots }) => (
          <div key={mspId}>
            <dt>{mspId}</dt>
            <dd>
              {said.custodian} {custodian}
            </dd>
            {roots.map(({ fingerprint }) => (
              <dd key={fingerprint}>
                {said.fingerprint} <code>{fingerprint}</code>
              </dd>
            ))}
          </div>
        ))}
      </dl>
      <p className="hint">
        {said.channel} <code>{trust.anchors.channel}</code>
      </p>
    </>
  );
}
