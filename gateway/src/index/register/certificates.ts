import type { CaseType, CertificateStatus, VersionRef } from '@shuquan/chaincode/model';
import { under } from '../key.js';
import { certificateList, type CertificateRow, type Rows } from './rows.js';
import type { States } from './states.js';

/** A certificate in a list. */
export interface CertificateItem {
  readonly no: string;
  readonly case: string;
  readonly type: CaseType;
  readonly registrar: string;
  readonly data: VersionRef;
  readonly status: CertificateStatus;
  readonly registeredAt: string;
  readonly lastValidDay: string;
  /** When the status changes by time alone; `null`: never. */
  readonly nextChangeAt: string | null;
}

export interface CertificateFilter {
  readonly registrar?: string | undefined;
  readonly month?: string | undefined;
  readonly status?: CertificateStatus | undefined;
}

/** Certificates by number. */
export function listCertificates(
  rows: Rows,
  states: States,
  { registrar, month, status }: CertificateFilter,
  request: { readonly limit: number; readonly after: string | undefined },
): Promise<{ readonly items: CertificateItem[]; readonly next: string | undefined }> {
  const { gt, lt } = under(certificateList(registrar, month));
  return rows.page({ gt: request.after ?? gt, lt }, request.limit, async (no) => {
    const row = await rows.get<CertificateRow>('certificate', no as string);
    if (row === undefined) return undefined;
    const state = await states.ofCertificate(row);
    return status === undefined || status === state.status ? itemOf(row, state) : undefined;
  });
}

function itemOf(
  { certificate }: CertificateRow,
  { status, lastValidDay, nextChangeAt }: Awaited<ReturnType<States['ofCertificate']>>,
): CertificateItem {
  const { no, type, registrar, data, registeredAt } = certificate;
  return {
    ...{ no, case: certificate.case, type, registrar, data, status },
    ...{ registeredAt, lastValidDay, nextChangeAt },
  };
}
