import {
  CertificateFace,
  check,
  type DataDescription,
  type DataVersion,
  isPerson,
  PERSON_NAME,
  type RightView,
  shanghaiDate,
} from '@shuquan/chaincode/model';
import type { TransactionRow } from '../rows.js';
import type { CertificateRow, Rows } from './rows.js';
import { States } from './states.js';

/**
 * What stands on a certificate: its record as it was when it was issued, so that one number has one
 * face for ever. What became of its rights is asked of the ledger, not of paper.
 */
export async function faceOf(rows: Rows, no: string): Promise<CertificateFace | undefined> {
  const row = await rows.get<CertificateRow>('certificate', no);
  if (row === undefined) return undefined;
  const { certificate, description, names } = row;
  const { issuedAt, data, receipt } = certificate;
  const states = new States(rows, { asOf: issuedAt, knownAt: issuedAt });
  const { rights } = await states.ofCertificate(row);
  const version = String(data.version).padStart(4, '0');
  const origin = (await rows.get<DataVersion>('version', data.asset, version))?.origin;
  const deposit = await rows.get<TransactionRow>('transaction', certificate.depositTxId);
  return check(CertificateFace, {
    v: 1,
    certificateNo: no,
    ruleProfile: certificate.profile,
    registrar: { uscc: certificate.registrar, name: names[certificate.registrar] },
    ...described(description.description),
    sourceType: origin,
    holders: liveOf(rights).map((view) => holderOf(view, names)),
    remarks: [],
    registeredAt: certificate.registeredAt,
    lastValidDay: certificate.lastValidDay,
    deposit: { txId: certificate.depositTxId, block: deposit?.block },
    ...(receipt === undefined ? {} : { receipt: { id: receipt.id, time: receipt.time } }),
    recordDigest: certificate.recordDigest,
  });
}

/** What was given away before the certificate was issued does not stand on it. */
function liveOf(rights: readonly RightView[]): readonly RightView[] {
  const live = rights.filter(({ state }) => ['ACTIVE', 'SUSPENDED'].includes(state.status));
  return live.length > 0 ? live : rights;
}

/** Characters that each field of the paper has room for. */
const room = { name: 90, overview: 800, restrictions: 400, limits: 200 } as const;

function described({ name, industry, timeSpan, ...rest }: DataDescription): object {
  return {
    dataName: fit(name, room.name),
    overview: fit(rest.overview, room.overview),
    ...(industry === undefined ? {} : { industry }),
    ...(timeSpan === undefined ? {} : { timeSpan }),
    regionScope: rest.regionScope,
    updateFrequency: rest.updateFrequency,
    restrictions: fit(inWords(rest.restrictions), room.restrictions),
  };
}

function holderOf({ right, state }: RightView, names: Readonly<Record<string, string>>): object {
  const { holder, share, limits } = right;
  return {
    id: holder,
    name: isPerson(holder) ? PERSON_NAME : names[holder],
    right: right.right,
    share,
    from: state.from === undefined ? undefined : shanghaiDate(state.from),
    until: state.until,
    ...(limits === undefined ? {} : { limits: fit(limits, room.limits) }),
  };
}

/** What a paper has no room for is cut where everybody sees it; the ledger has the whole. */
const fit = (text: string, max: number): string =>
  text.length <= max ? text : `${text.slice(0, max - 1).replace(/\p{Cs}$/u, '')}…`;

/** What is said with yes or no comes first: it is never cut. */
function inWords(given: DataDescription['restrictions']): string {
  const { objectType, buyerQualification, environment, territory, text } = given;
  return [
    given.resaleAllowed ? '可转售' : '不得转售',
    given.exportAllowed ? '可出境' : '不得出境',
    ...(objectType === undefined ? [] : [`对象：${objectType}`]),
    ...(buyerQualification === undefined ? [] : [`资质：${buyerQualification}`]),
    ...(environment === undefined ? [] : [`环境：${environment}`]),
    ...(territory === undefined ? [] : [`地域：${territory}`]),
    ...(text === undefined ? [] : [text]),
  ].join('；');
}
