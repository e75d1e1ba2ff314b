import type { PublicCertificate, PublicEvidence } from '@shuquan/chaincode/model';
import type { ReactElement, ReactNode } from 'react';
import type { Found } from '../judge.js';
import { when } from '../words/index.js';
import { useWords } from './speech.js';

/** What the answer says, as the ledger has it. */
export function Findings({ found }: { readonly found: Found }): ReactElement | null {
  const { result: said } = useWords();
  if (found.kind === 'other') {
    return (
      <section className="card">
        <h3>{said.raw}</h3>
        <p>
          <code>{found.transaction}</code>
        </p>
        <pre tabIndex={0} aria-label={said.raw}>
          {found.value}
        </pre>
      </section>
    );
  }
  const evidence = found.kind === 'digest' ? found.answer.evidence : [];
  const certificates =
    found.kind === 'digest' ? found.answer.certificates : [found.answer.certificate];
  const shown = certificates.filter((each) => each !== null);
  if (evidence.length + shown.length === 0) return null;
  return (
    <section className="card">
      <h3>{said.findings}</h3>
      {shown.map((certificate) => (
        <CertificateFound key={certificate.no} certificate={certificate} />
      ))}
      {evidence.map((each) => (
        <EvidenceFound key={each.txId} evidence={each} />
      ))}
      {found.kind === 'digest' && found.answer.truncated && <p className="hint">{said.more}</p>}
    </section>
  );
}

function Line({
  term,
  children,
}: {
  readonly term: string;
  readonly children: ReactNode;
}): ReactElement {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function EvidenceFound({ evidence }: { readonly evidence: PublicEvidence }): ReactElement {
  const { result: said, status } = useWords();
  const { digests, depositedAt, mspId, txId } = evidence;
  return (
    <article>
      <h4>{said.deposit}</h4>
      <dl className="facts">
        <Line term={said.state}>{status[evidence.status] ?? evidence.status}</Line>
        <Line term={said.depositedAt}>{when(depositedAt)}</Line>
        <Line term={said.depositedBy}>{mspId}</Line>
        <Line term="SHA-256">
          <code>{digests['SHA-256']}</code>
        </Line>
        <Line term="SM3">
          <code>{digests.SM3}</code>
        </Line>
        <Line term={said.transaction}>
          <code>{txId}</code>
        </Line>
      </dl>
    </article>
  );
}

function CertificateFound({
  certificate,
}: {
  readonly certificate: PublicCertificate;
}): ReactElement {
  const { result: said, status, encumbrance } = useWords();
  const { no, registrar, registeredAt, lastValidDay, published, depositTxId } = certificate;
  return (
    <article>
      <h4>
        {said.certificate} <code>{no}</code>
      </h4>
      <dl className="facts">
        <Line term={said.state}>{status[certificate.status] ?? certificate.status}</Line>
        {certificate.encumbrances.length > 0 && (
          <Line term={said.encumbrances}>
            <ul>
              {certificate.encumbrances.map(({ kind, from, until }) => (
                <li key={`${kind} ${from}`}>
                  {encumbrance[kind]} · {when(from)}
                  {until === undefined ? '' : ` – ${when(until)}`}
                </li>
              ))}
            </ul>
          </Line>
        )}
        <Line term={said.registrar}>{registrar.name}</Line>
        <Line term={said.registeredAt}>{when(registeredAt)}</Line>
        <Line term={said.lastValidDay}>{lastValidDay}</Line>
        {published !== undefined && <PublishedLines published={published} />}
        <Line term={said.transaction}>
          <code>{depositTxId}</code>
        </Line>
      </dl>
      {published === undefined && <p className="hint">{said.withheld}</p>}
    </article>
  );
}

type Published = NonNullable<PublicCertificate['published']>;

/** In the words of the applicant, whose language they are in. */
function PublishedLines({ published }: { readonly published: Published }): ReactElement {
  const { result: said, right, status } = useWords();
  const { name, overview, restrictions, holders } = published;
  const { resaleAllowed, exportAllowed, objectType, buyerQualification, territory, text } =
    restrictions;
  const allowed = [said.resale[resaleAllowed ? 1 : 0], said.exporting[exportAllowed ? 1 : 0]];
  const limits = [objectType, buyerQualification, restrictions.environment, territory, text].filter(
    (each) => each !== undefined,
  );
  return (
    <>
      <Line term={said.dataName}>
        <span lang="zh-CN">{name}</span>
      </Line>
      <Line term={said.overview}>
        <span lang="zh-CN">{overview}</span>
      </Line>
      <Line term={said.restrictions}>
        {allowed.join('; ')} <span lang="zh-CN">{limits.join('；')}</span>
      </Line>
      <Line term={said.holders}>
        <ul>
          {holders.map((each) => (
            <li key={`${each.holder} ${each.right} ${each.until ?? ''}`}>
              {each.name !== each.holder && <span lang="zh-CN">{each.name} </span>}
              <code>{each.holder}</code> {right[each.right] ?? each.right} ·{' '}
              {status[each.status] ?? each.status}
              {each.until === undefined ? '' : ` · ${each.until}`}
            </li>
          ))}
        </ul>
      </Line>
    </>
  );
}
