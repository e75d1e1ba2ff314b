import { LedgerError } from '../errors.js';
import { type PartyQualification, qualificationStatus } from '../party.js';
import type { ActedBy } from '../operation/acted.js';
import type { SectorAct } from './emergency.js';

const PREFIX = 'SUPERVISOR_';

/** The qualification by which a party supervises a sector: `SUPERVISOR_FINANCE`. */
export const supervisorOf = (sector: string): string => `${PREFIX}${sector}`;

/**
 * For which sector a supervisor acts: the one that its accreditation names, valid when it acts.
 *
 * @throws LedgerError SECTOR_NOT_ACCREDITED
 */
export function sectorAct(
  by: ActedBy,
  id: string,
  qualification: PartyQualification | undefined,
): SectorAct {
  const isValid =
    qualification !== undefined &&
    qualification.code.startsWith(PREFIX) &&
    qualification.recordedAt <= by.at &&
    qualificationStatus(qualification, by.at) === 'VALID';
  if (isValid) return { ...by, sector: qualification.code.slice(PREFIX.length), qualification: id };
  throw new LedgerError('SECTOR_NOT_ACCREDITED', `${id} accredits the caller for no sector now.`, {
    qualification: id,
  });
}
