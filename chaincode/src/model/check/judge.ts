import { type Attestation, attestationStatus } from '../attestation.js';
import { addDays, shanghaiDate } from '../clock/index.js';
import { failedItems, missingGroups } from '../market/admission.js';
import { PRICE } from '../market/disclosure.js';
import { conflictsWith } from '../market/listing.js';
import type { ListedSubject } from '../market/terms.js';
import { reason, standingReasons, type Title } from '../market/title.js';
import type { Instants } from '../registration/case-fold.js';
import { nodeName } from '../lineage/derivation.js';
import { canonicalize } from '../canonical.js';
import type { CheckFacts } from './facts.js';
import type { CheckGroup, CheckReason } from './reason.js';

type Rule = (facts: CheckFacts, instants: Instants) => CheckReason[];

/** In the order in which a refused listing is told of them. */
const rules: readonly Rule[] = [
  ({ standing }, instants) => standingReasons(standing, instants),
  separation,
  settled,
  market,
  certificate,
  agreement,
  origin,
  overlap,
  disclosure,
  admission,
  stages,
  valuation,
  security,
  external,
];

/** Everything that speaks against listing a right under terms: a function of the facts alone. */
export const reasonsAgainst = (facts: CheckFacts, instants: Instants): CheckReason[] =>
  rules.flatMap((rule) => rule(facts, instants));

/** Nor does the exchange hold the right to operate what is listed on it. */
function separation({ operatedByExchange }: CheckFacts): CheckReason[] {
  return operatedByExchange.map((id) => reason('SEPARATION', 'SEPARATION_VIOLATION', 'RIGHT', id));
}

/** Until a disposal is registered nobody knows what is left. */
function settled({ pending, standing }: CheckFacts): CheckReason[] {
  const { title } = standing;
  if (!pending || title?.kind !== 'RIGHT') return [];
  return [reason('RIGHT', 'DISPOSAL_PENDING', 'RIGHT', title.view.right.id)];
}

function market({ open, standing }: CheckFacts): CheckReason[] {
  const other = conflictsWith(standing.terms.mode, open);
  if (other === undefined) return [];
  return [reason('MARKET', 'LISTING_CONFLICT_EXCLUSIVE', 'LISTING', other.listing, other.exchange)];
}

function certificate({ certificates, standing }: CheckFacts): CheckReason[] {
  const { title } = standing;
  if (title?.kind !== 'RIGHT' || certificates.length > 0) return [];
  return [reason('CERTIFICATE', 'CERTIFICATE_MISSING', 'RIGHT', title.view.right.id)];
}

/** The operating term must last as long as the listing. */
function agreement({ operation, standing }: CheckFacts): CheckReason[] {
  if (operation === undefined || operation.until >= standing.terms.term.to) return [];
  const { agreement: id, until } = operation;
  return [reason('AGREEMENT', 'LISTING_TERM_EXCEEDED', 'AGREEMENT', id, until)];
}

function origin({ brokenOrigins }: CheckFacts): CheckReason[] {
  return brokenOrigins.map(({ kind, id }) => reason('ORIGIN', 'ORIGIN_CHAIN_BROKEN', kind, id));
}

/** Holders side by side are lawful; the same applicant twice and another’s exclusive share are not. */
function overlap({ repeats, rivals }: CheckFacts): CheckReason[] {
  return [
    ...repeats.map((id) => reason('OVERLAP', 'REPEAT_REGISTRATION', 'CASE', id)),
    ...rivals.map((id) => reason('OVERLAP', 'EXCLUSIVE_CONFLICT', 'RIGHT', id)),
  ];
}

const named = (subject: ListedSubject): string =>
  subject.kind === 'RIGHT' ? subject.right : subject.foreign;
const isOf = (subject: ListedSubject, other: ListedSubject): boolean =>
  canonicalize(subject) === canonicalize(other);

function disclosure({ disclosure: found, standing }: CheckFacts): CheckReason[] {
  const { terms, seller } = standing;
  const isTheirs = found?.seller === seller && isOf(found.subject, terms.subject);
  if (!isTheirs) {
    const id = terms.disclosure ?? named(terms.subject);
    const kind = terms.disclosure === undefined ? terms.subject.kind : 'DISCLOSURE';
    return [reason('DISCLOSURE', 'PRICE_NOT_DISCLOSED', kind, id)];
  }
  if (found.fields.some(({ name }) => name === PRICE)) return [];
  return [reason('DISCLOSURE', 'PRICE_NOT_DISCLOSED', 'DISCLOSURE', found.id)];
}

/**
 * Every group passed, by the exchange itself; outside of one, by an exchange or registrar that is not
 * the seller. What the findings cite must still count.
 */
function admission({ admission: found, staleEvidence, standing }: CheckFacts): CheckReason[] {
  const { terms, seller, exchange } = standing;
  const by = found?.decided.uscc;
  const isTheirs =
    found !== undefined &&
    isOf(found.subject, terms.subject) &&
    (exchange === undefined ? by !== seller : by === exchange);
  if (!isTheirs) {
    const id = terms.admission ?? named(terms.subject);
    const kind = terms.admission === undefined ? terms.subject.kind : 'ADMISSION';
    return [reason('ADMISSION', 'ADMISSION_MISSING', kind, id)];
  }
  const { id } = found;
  return [
    ...missingGroups(found).map((group) =>
      reason('ADMISSION', 'ADMISSION_MISSING', 'ADMISSION', id, group),
    ),
    ...failedItems(found).map(({ group, item }) =>
      reason('ADMISSION', 'ADMISSION_REFUSED', 'ADMISSION', id, `${group} ${item}`),
    ),
    ...staleEvidence.map((each) =>
      reason('ADMISSION', 'ADMISSION_MISSING', each.kind, each.id, 'EVIDENCE'),
    ),
  ];
}

/** 全流程合规: asked for where the rules of admission name stages. */
function stages({ uncoveredStages = [], standing }: CheckFacts): CheckReason[] {
  const { title } = standing;
  if (title?.kind !== 'RIGHT') return [];
  const data = nodeName(title.view.right.data);
  return uncoveredStages.map((stage) =>
    reason('ADMISSION', 'ATTESTATION_MISSING', 'VERSION', data, stage),
  );
}

/** Data need not be valued; a valuation that is cited must be one, and not too old. */
function valuation(
  { valuation: found, valuationDays, standing }: CheckFacts,
  { asOf }: Instants,
): CheckReason[] {
  const { terms, title } = standing;
  if (terms.valuation === undefined) return [];
  if (found === undefined || !isValuationOf(found, title, asOf)) {
    return [reason('VALUATION', 'ATTESTATION_MISSING', 'ATTESTATION', terms.valuation)];
  }
  const on = found.valuation?.valuedOn ?? shanghaiDate(found.at);
  if (addDays(on, valuationDays) >= shanghaiDate(asOf)) return [];
  return [reason('VALUATION', 'VALUATION_TOO_OLD', 'ATTESTATION', found.id, on)];
}

function isValuationOf(found: Attestation, title: Title | undefined, asOf: string): boolean {
  const data = title?.kind === 'RIGHT' ? title.view.right.data : title?.record.data;
  const isOne = found.kind === 'VALUATION' && attestationStatus(found, asOf) === 'VALID';
  return isOne && data !== undefined && found.subject === nodeName(data);
}

function security({ unassessed }: CheckFacts): CheckReason[] {
  return unassessed.map(({ catalogNo, level }) => {
    const code = level === 'CORE' ? 'CORE_DATA_REFUSED' : 'ATTESTATION_MISSING';
    return reason('SECURITY', code, 'CATALOG', catalogNo, level);
  });
}

/** Codes of contradictions that other rules tell of already. */
const TOLD = /^(?:RIGHT_|JUDICIAL_ORDER$|ADMINISTRATIVE_CONTROL$)/;

const groupOf = (code: string): CheckGroup => {
  if (code.startsWith('PUBLIC_CODE') || code === 'HOLDER_DIFFERS') return 'PUBLIC_CODE';
  if (code.startsWith('AGREEMENT')) return 'AGREEMENT';
  return code.startsWith('CERTIFICATE') ? 'CERTIFICATE' : 'EXTERNAL';
};

/** What the registers say against each other (X14). */
function external({ contradictions }: CheckFacts): CheckReason[] {
  return contradictions
    .filter(({ code }) => !TOLD.test(code))
    .map(({ code, about }) => reason(groupOf(code), code, 'RECORD', about));
}
