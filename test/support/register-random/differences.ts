import { nightAfter } from '../register-oracle/days.js';
import type { CaseFile } from '../register-oracle/file.js';
import type { Oracle } from '../register-oracle/oracle.js';

const OVER = [
  ...['WITHDRAWN', 'REFUSED', 'TERMINATED', 'NOT_SUPPLEMENTED'],
  ...['APPROVED', 'DEPOSITED_PENDING', 'REGISTERED', 'CERTIFIED'],
];

interface Asked {
  readonly act: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly oracle: Oracle;
  readonly now: number;
  /** Time of the beacon cited. */
  readonly after: number;
}

interface Known {
  readonly what: string;
  readonly isMet: (asked: Asked, file: CaseFile) => boolean;
}

/**
 * Where the chaincode and the oracle are known to differ. The stories walk around these, all but
 * with `STRICT=1`, which shows each of them; a line goes once the chaincode is put right.
 */
export const differences: readonly Known[] = [
  {
    what: 'An objection is heard after the notice has ended, as long as an earlier one is open.',
    isMet: ({ act, after }, file) =>
      act === 'objection:raise' &&
      file.status(after) === 'OBJECTED' &&
      file.notice !== undefined &&
      after >= nightAfter(file.notice.until),
  },
  {
    what: 'Proof and explanations are taken after the case is over.',
    isMet: ({ act, after }, file) =>
      ['review:giveProof', 'registration:explain'].includes(act) &&
      OVER.includes(file.status(after)),
  },
  {
    what: 'A case that silence accepted is not accepted any more once it is withdrawn.',
    isMet: ({ act, after }, file) =>
      act === 'registration:withdraw' &&
      file.acceptedOn(after)?.silent === true &&
      !file.deeds.some((deed) => deed.act.startsWith('review:')),
  },
  {
    what: 'A right that is suspended can be neither cancelled nor revoked.',
    isMet: ({ act, now, oracle }, file) =>
      act === 'register:deposit' &&
      ['CANCELLATION', 'REVOCATION'].includes(file.facts.type) &&
      oracle
        .touched(file.facts.id)
        .some((id) => oracle.right(id, { asOf: now, knownAt: now }).status === 'SUSPENDED'),
  },
];

/** A transfer of a licence is not known as a licence any more: it outlives the right above it. */
function givesLicenceOn({ act, input, oracle }: Asked): boolean {
  const form = input['form'] as { type: string; rights?: readonly { right: string }[] } | undefined;
  if (!FILINGS.includes(act) || form?.type !== 'TRANSFER') return false;
  return (form.rights ?? []).some(({ right }) => oracle.book.isLicence(right));
}
const FILINGS = ['registration:apply', 'acceptance:supplement'];

export function isKnown(asked: Asked): boolean {
  if (process.env['STRICT'] === '1') return false;
  if (givesLicenceOn(asked)) return true;
  const id = String(asked.input['case']);
  if (!asked.oracle.cases.includes(id)) return false;
  const file = asked.oracle.file(id);
  return differences.some(({ isMet }) => isMet(asked, file));
}
