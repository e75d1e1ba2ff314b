import { randomInt } from 'node:crypto';
import { organizationCheckCharacter, usccCheckCharacter } from '@shuquan/chaincode/model';

/** The parties of the development channel that tests name, by the person who acts for each. */

/** `registrar1` and `approver1`, `registrar2` and `approver2`. */
export const REG1 = '12510000MB1DEM078F';
export const REG2 = '91510100MA7DEM0C6H';
/** `holder-a`, `holder-b`, `consumer-c` and `holder-d`. */
export const HOLDER_A = '91510100MA7DEM0166';
export const HOLDER_B = '91510700MA7DEM059J';
export const CONSUMER_C = '91510107MA7DEM0839';
export const HOLDER_D = '91510104MA7DEM091Q';
/** `bank` and `bank2`. */
export const BANK = '91510100MA7DEM040N';
export const BANK2 = '91510100MA7DEM0G9Y';
/** `implementer`: a department, and the implementing body of authorised operation. */
export const IMPLEMENTING_BODY = '12510100MB1DEM06XL';
/** `supervisor2`: of another sector than `supervisor`, who is of the implementing body. */
export const SUPERVISOR2 = '11510100MB1DEM0K4P';
/** `operator` and `utility`. */
export const OPERATOR = '91510000MA7DEM024U';
export const UTILITY = '91510000MA7DEM0AXH';
/** `judge` and `judge2`: two courts of one organisation. */
export const COURT = '11510100MB1DEM0D7T';
export const COURT2 = '11510100MB1DEM0J6W';
/** `arbitrator`. */
export const ARBITRATION = '12510100MB1DEM0E5J';
/** `exchange` and `exchange2`. */
export const EXCHANGE = '91510100MA7DEM032U';
export const EXCHANGE2 = '91510100MA7DEM0H7R';
export const NOTARY = '12510100MB1DEM0F3D';

/** A code that nobody has, right in both check characters. */
export function freshUscc(): string {
  const organization = `MA9${String(randomInt(100_000)).padStart(5, '0')}`;
  const first17 = `91510100${organization}${organizationCheckCharacter(organization)}`;
  return first17 + usccCheckCharacter(first17);
}
