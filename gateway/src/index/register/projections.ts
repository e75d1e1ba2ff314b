import {
  isInForce,
  type Registration,
  actState,
  type ClosingCheckpoint,
  foldAll,
  type HandOver,
  monthOf,
  type PublishedList,
  type RegisteredDescription,
  type RegistrationCase,
  type RegistrationCertificate,
  renewedTooLate,
  type RightsEntry,
  shanghaiDate,
} from '@shuquan/chaincode/model';
import type { Draft } from '../draft.js';
import { keep, type Projection, type Write } from '../keep.js';
import { keyOf, place } from '../key.js';
import type { PartyRow } from '../rows.js';
import {
  caseList,
  type CaseRow,
  certificateList,
  type CertificateRow,
  type ClosingRow,
  type HandOverRow,
  type OverlapRow,
} from './rows.js';

const partiesOf = ({ applicant, consents }: RegistrationCase): string[] => [
  ...new Set([applicant, ...consents]),
];

async function registrationCase(draft: Draft, { value, at }: Write): Promise<void> {
  const record = value as RegistrationCase;
  const before = (await draft.get(keyOf('case', record.id))) as CaseRow | undefined;
  const first = before?.first ?? { block: at.block, index: at.index };
  const { status } = actState(record, new Map(), '');
  const counted = (await isOver(draft, record)) ? countKey(record, status) : undefined;
  const row: CaseRow = { record, first, ...at, ...(counted === undefined ? {} : { counted }) };
  if (before !== undefined) unlist(draft, before);
  draft.put(keyOf('case', record.id), row);
  list(draft, row, counted === undefined || foldAll(record).objections.size > 0);
  await count(draft, before?.counted, counted);
  noteOverlaps(draft, record);
}

/** Nobody has anything to do about it any more, whatever time does. */
async function isOver(draft: Draft, record: RegistrationCase): Promise<boolean> {
  const { ended, decided, certificateNo, registeredAt } = foldAll(record);
  if (ended !== undefined || certificateNo !== undefined) return true;
  if (decided !== undefined && decided.outcome !== 'APPROVED') return true;
  if (registeredAt === undefined) return false;
  return renewedTooLate(record) || !(await endsInCertificate(draft, record));
}

async function endsInCertificate(draft: Draft, record: RegistrationCase): Promise<boolean> {
  const { id, version } = record.profile;
  const key = keyOf('codelist', id, String(version).padStart(7, '0'));
  const document = ((await draft.get(key)) as PublishedList | undefined)?.document;
  if (document?.kind !== 'PROFILE') return true;
  return document.procedures.find(({ type }) => type === record.type)?.certificate ?? true;
}

const submittedAt = ({ steps }: RegistrationCase): string => steps[0]?.at ?? '';

const listKeys = ({ record, first }: CaseRow): string[] =>
  [undefined, ...partiesOf(record)].flatMap((party) =>
    [undefined, record.registrar].map((registrar) =>
      keyOf(
        caseList(party, registrar),
        submittedAt(record),
        place(first.block),
        place(first.index),
        record.id,
      ),
    ),
  );

const openKeys = ({ record }: CaseRow): string[] =>
  [record.registrar, ...partiesOf(record)].map((uscc) => keyOf('case-open', uscc, record.id));

function unlist(draft: Draft, before: CaseRow): void {
  for (const key of [...listKeys(before), ...openKeys(before)]) draft.delete(key);
}

function list(draft: Draft, row: CaseRow, isOpen: boolean): void {
  for (const key of listKeys(row)) draft.put(key, row.record.id);
  if (isOpen) for (const key of openKeys(row)) draft.put(key, row.record.id);
}

const countKey = (record: RegistrationCase, status: string): string => {
  const month = shanghaiDate(submittedAt(record)).slice(0, 7).replace('-', '');
  return keyOf('case-count', record.registrar, month, record.type, status);
};

/** A case that is over stands under one count; a later step may move it to another. */
async function count(
  draft: Draft,
  from: string | undefined,
  to: string | undefined,
): Promise<void> {
  if (from === to) return;
  const add = async (key: string | undefined, by: number): Promise<void> => {
    if (key === undefined) return;
    draft.put(key, (((await draft.get(key)) as number | undefined) ?? 0) + by);
  };
  await add(from, -1);
  await add(to, 1);
}

function noteOverlaps(draft: Draft, record: RegistrationCase): void {
  for (const step of record.steps) {
    if (step.kind !== 'OVERLAP_FOUND') continue;
    for (const { other, tier, similarity, article } of step.flags) {
      if (other === undefined) continue;
      const row: OverlapRow = { case: record.id, tier, similarity, at: step.at, article };
      draft.put(keyOf('overlap-on', other.asset, place(other.version), record.id), row);
    }
  }
}

async function certificate(draft: Draft, { value, at }: Write): Promise<void> {
  const issued = value as RegistrationCertificate;
  const { no, registrar, rights } = issued;
  const description = await descriptionAt(draft, issued);
  const holders = await Promise.all(
    rights.map(async (id) => ((await draft.get(keyOf('right', id))) as RightsEntry).holder),
  );
  const names: Record<string, string> = {};
  for (const uscc of new Set([registrar, ...holders])) {
    const row = (await draft.get(keyOf('party', uscc))) as PartyRow | undefined;
    names[uscc] = row?.party.name ?? uscc;
  }
  const row: CertificateRow = {
    certificate: issued,
    description,
    names,
    ...at,
  };
  draft.put(keyOf('certificate', no), row);
  for (const r of [registrar, undefined]) {
    for (const m of [monthOf(no), undefined]) draft.put(keyOf(certificateList(r, m), no), no);
  }
}

/** The revision in force when a certificate was issued, as the contracts choose it. */
async function descriptionAt(
  draft: Draft,
  { data, issuedAt }: RegistrationCertificate,
): Promise<RegisteredDescription> {
  const instants = { asOf: issuedAt, knownAt: issuedAt };
  const number = (n: number): string => String(n).padStart(4, '0');
  const key = ['description', data.asset, number(data.version)];
  let found: RegisteredDescription | undefined;
  for (let revision = 1; ; revision += 1) {
    const row = await draft.get(keyOf(...key, number(revision)));
    if (row === undefined) break;
    const description = row as RegisteredDescription;
    const registration = await draft.get(keyOf('registration', description.case));
    found =
      found === undefined || isInForce(registration as Registration | undefined, instants)
        ? description
        : found;
  }
  if (found === undefined) throw new TypeError(`${data.asset} is not described.`);
  return found;
}

function right(draft: Draft, { value }: Write): void {
  const entry = value as RightsEntry;
  draft.put(keyOf('right', entry.id), entry);
  const { asset, version } = entry.data;
  draft.put(keyOf('right-data', entry.holder, asset, place(version)), entry.data);
}

function closing(draft: Draft, { attributes, value, at }: Write): void {
  const row: ClosingRow = { closing: value as ClosingCheckpoint, ...at };
  const key = keyOf('closing-open', ...attributes);
  draft.put(keyOf('closing', ...attributes), row);
  if (row.closing.state === 'PROPOSED') draft.put(key, row.closing);
  else draft.delete(key);
}

function handOver(draft: Draft, { value, at }: Write): void {
  const row: HandOverRow = { handOver: value as HandOver, ...at };
  const { registrar, successor, received } = row.handOver;
  draft.put(keyOf('hand-over', registrar), row);
  if (received !== undefined) draft.put(keyOf('taken-over', successor, registrar), registrar);
}

/** Rows of the data-property register, by type of the composite key. */
export const registerProjections: Readonly<Record<string, Projection>> = {
  case: registrationCase,
  certificate,
  right,
  closing,
  'hand-over': handOver,
  setting: keep('setting'),
  codelist: keep('codelist'),
  version: keep('version'),
  description: keep('description'),
  registration: keep('registration'),
  disp: keep('disp'),
  serial: keep('serial'),
  query: keep('query'),
};
