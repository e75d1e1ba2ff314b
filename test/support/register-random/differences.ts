import { nightAfter } from '../register-oracle/days.js';
import type { CaseFile } from '../register-oracle/file.js';
import type { Oracle } from '../register-oracle/oracle.js';

const OVER = [
  ...['WITHDRAWN', 'REFUSED', 'TERMINATED', 'NOT_SUPPLEMENTED'],
  ...['APPROVED', 'DEPOSITED_PENDING', 'REGISTERED', 'CERTIFIED'],
];

interface Asked {
  readonly act: string;
  readonly oracle: Oracle;
  readonly file: CaseFile;
  readonly now: number;
  /** Time of the beacon cited. */
  readonly after: number;
}

interface Difference {
  readonly what: string;
  readonly isMet: (asked: Asked) => boolean;
}

/**
 * Where the chaincode and the oracle are known to differ. The stories walk around these, all but
 * with `STRICT=1`, which shows each of them; a line goes once the chaincode is put right.
 */
export const differences: readonly Difference[] = [
  {
    what: 'An objection is heard after the notice has ended, as long as an earlier one is open.',
    isMet: ({ act, file, after }) =>
      act === 'objection:raise' &&
      file.status(after) === 'OBJECTED' &&
      file.notice !== undefined &&
      after >= nightAfter(file.notice.until),
  },
  {
    what: 'Proof and explanations are taken after the case is over.',
    isMet: ({ act, file, after }) =>
      ['review:giveProof', 'registration:explain'].includes(act) &&
      OVER.includes(file.status(after)),
  },
  {
    what: 'A case that silence accepted is not accepted any more once it is withdrawn.',
    isMet: ({ act, file, after }) =>
      act === 'registration:withdraw' &&
      file.acceptedOn(after)?.silent === true &&
      !file.deeds.some((deed) => deed.act.startsWith('review:')),
  },
  {
    what: 'A right that is suspended can be neither cancelled nor revoked.',
    isMet: ({ act, file, now, oracle }) =>
      act === 'register:deposit' &&
      ['CANCELLATION', 'REVOCATION'].includes(file.facts.type) &&
      oracle
        .touched(file.facts.id)
        .some((id) => oracle.right(id, { asOf: now, knownAt: now }).status === 'SUSPENDED'),
  },
];

export const isKnown = (asked: Asked): boolean =>
  process.env['STRICT'] !== '1' && differences.some(({ isMet }) => isMet(asked));
