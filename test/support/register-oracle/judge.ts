import { dateAt, nightAfter, type Time } from './days.js';
import { UNDECIDED, type CaseFile, type Deed, type Who } from './file.js';

/** An act that somebody is about to try. `after`: time of the beacon it cites. */
export interface Attempt {
  readonly act: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly who: Who;
  readonly at: Time;
  readonly after: Time;
}

/** Every rule that an act breaks, by its code; the law does not say which one is named first. */
export type Broken = Set<string>;

const FORBIDDEN = 'CASE_STATE_FORBIDS';
type Rule = (file: CaseFile, attempt: Attempt, broken: Broken) => void;

/** What every act of the registrar’s review needs. */
function reviewing(file: CaseFile, attempt: Attempt, broken: Broken): void {
  mine(file, attempt, broken);
  if (!UNDECIDED.includes(file.status(attempt.after))) broken.add(FORBIDDEN);
}

function mine({ facts }: CaseFile, { who }: Attempt, broken: Broken): void {
  if (!who.isRegistrar) broken.add('ROLE_MISSING');
  else if (who.uscc !== facts.registrar) broken.add('CALLER_FORBIDDEN');
}
function applicants({ facts }: CaseFile, { who }: Attempt, broken: Broken): void {
  if (who.uscc !== facts.applicant) broken.add('CALLER_FORBIDDEN');
}
function among(statuses: readonly string[]): Rule {
  return (file, { after }, broken) => {
    if (!statuses.includes(file.status(after))) broken.add(FORBIDDEN);
  };
}
const grounded: Rule = ({ facts }, { input }, broken) => {
  const { ground } = input;
  if (ground !== undefined && !facts.rules.grounds.includes(ground as string)) {
    broken.add('REFUSAL_GROUND_UNKNOWN');
  }
};

const noticeable: Rule = (file, attempt, broken) => {
  reviewing(file, attempt, broken);
  among(['ACCEPTED', 'UNDER_REVIEW'])(file, attempt, broken);
};

const consent: Rule = (file, attempt, broken) => {
  among(['AWAITING_CONSENT'])(file, attempt, broken);
  if (!file.unheard.includes(attempt.who.uscc)) broken.add('CONSENT_NOT_ASKED');
  if (attempt.input['application'] === 'f'.repeat(64)) broken.add('ROOT_MISMATCH');
};

const correct: Rule = (file, attempt, broken) => {
  mine(file, attempt, broken);
  if (file.correction !== undefined) broken.add('CORRECTION_SPENT');
  among(['SUBMITTED', 'AWAITING_CONSENT'])(file, attempt, broken);
  const { supplement } = file.facts.rules.days;
  if (Number(attempt.input['workingDays']) > supplement) broken.add('INPUT_INVALID');
};

const serve: Rule = (file, attempt, broken) => {
  mine(file, attempt, broken);
  const { document, servedOn } = attempt.input;
  if (String(servedOn) > dateAt(attempt.at)) broken.add('INPUT_INVALID');
  if (document !== 'CORRECTION_NOTICE') return;
  among(['CORRECTION_REQUIRED'])(file, attempt, broken);
  if (file.served !== undefined) broken.add(FORBIDDEN);
};

const supplement: Rule = (file, attempt, broken) => {
  applicants(file, attempt, broken);
  among(['CORRECTION_REQUIRED'])(file, attempt, broken);
  const due = file.supplementDue;
  if (due !== undefined && attempt.after >= nightAfter(due)) broken.add('DEADLINE_PASSED');
};

/** The last word on each matter must be yes. */
function unproved(file: CaseFile): boolean {
  const wanted = file.type.prudent ? ['DESCRIPTION', 'SOURCE', 'RIGHTS'] : ['DESCRIPTION'];
  if (file.has('registration:explain')) wanted.push('OVERLAP');
  const words = file
    .all('review:record')
    .flatMap(({ input }) => input['findings'] as { matter: string; outcome: string }[]);
  return wanted.some(
    (matter) => words.findLast((word) => word.matter === matter)?.outcome !== 'SATISFIED',
  );
}

/** A time that has ended is not made longer. */
const inTimeToDecide: Rule = (file, { at, after }, broken) => {
  const accepted = file.acceptedOn(after);
  const clock = accepted && file.decisionClock(accepted.on, dateAt(at));
  if (clock !== undefined && 'due' in clock && after >= nightAfter(clock.due)) {
    broken.add('DEADLINE_PASSED');
  }
};

const decide: Rule = (file, attempt, broken) => {
  reviewing(file, attempt, broken);
  grounded(file, attempt, broken);
  const reviewers = file.all('review:record').map(({ who }) => who.person);
  if (reviewers.includes(attempt.who.person)) broken.add('REVIEWER_CAN_NOT_DECIDE');
  if (attempt.input['outcome'] !== 'APPROVED') return;
  const { unexplained, notice } = file;
  for (const code of unexplained) broken.add(code);
  if (unproved(file) || file.proofWanted !== undefined) broken.add('REVIEW_MISSING');
  if (file.objections.length > 0) broken.add('OBJECTION_OPEN');
  if (file.type.notice && notice === undefined && !file.has('review:withhold')) {
    broken.add('NOTICE_REQUIRED');
  }
  if (notice !== undefined && attempt.after < nightAfter(notice.until)) {
    broken.add('NOTICE_NOT_ENDED');
  }
};

/** As many as one party, and all together, may raise in one case. */
const OBJECTIONS = { party: 10, all: 120 };

/** During the notice, or after registration; one open objection a party, or a person heard. */
const object: Rule = (file, attempt, broken) => {
  const { facts, notice } = file;
  const { who, input, after } = attempt;
  const isRegistrar = who.isRegistrar && who.uscc === facts.registrar;
  const heard = input['objectorCommitment'] !== undefined;
  if (isRegistrar !== heard || (!heard && who.uscc === facts.applicant)) {
    broken.add('CALLER_FORBIDDEN');
  }
  const twice = file
    .all('objection:raise')
    .some((each) => each.input['objection'] === input['objection']);
  const isOwn = (each: Deed): boolean =>
    each.input['objectorCommitment'] === input['objectorCommitment'] &&
    (heard || each.who.uscc === who.uscc);
  const again = file.objections.some(isOwn);
  if (twice || again) broken.add('OBJECTION_EXISTS');
  const raised = file.all('objection:raise');
  const own = raised.filter(isOwn).length;
  if (own >= OBJECTIONS.party || raised.length >= OBJECTIONS.all) broken.add(FORBIDDEN);
  const status = file.status(after);
  if (status === 'REGISTERED' || status === 'CERTIFIED') return;
  const running = notice !== undefined && after < nightAfter(notice.until);
  if (!running || !['PUBLICISED', 'OBJECTED'].includes(status)) broken.add(FORBIDDEN);
};

const SKEW = 60_000;
const receipt: Rule = (file, attempt, broken) => {
  mine(file, attempt, broken);
  if (file.has('register:receipt')) broken.add('RECEIPT_EXISTS');
  among(['DEPOSITED_PENDING'])(file, attempt, broken);
  const { time, recordDigest } = attempt.input['receipt'] as { time: string; recordDigest: string };
  const deposit = file.last('register:deposit');
  if (deposit === undefined) return;
  if (recordDigest !== deposit.input['recordDigest']) broken.add('ROOT_MISMATCH');
  const stated = new Date(time).getTime();
  if (stated < deposit.after - SKEW || stated > attempt.at + SKEW) {
    broken.add('RECEIPT_TIME_IMPLAUSIBLE');
  }
};

const certify: Rule = (file, attempt, broken) => {
  mine(file, attempt, broken);
  const status = file.status(attempt.after);
  if (status === 'DEPOSITED_PENDING') broken.add('RECEIPT_MISSING');
  else if (status === 'CERTIFIED') broken.add('CERTIFICATE_EXISTS');
  else if (status !== 'REGISTERED') broken.add(FORBIDDEN);
  if (!file.type.certificate) broken.add(FORBIDDEN);
  if (file.last('register:receipt')?.input['inVain'] === true) broken.add('CERT_LAPSED');
  const registered = file.registeredAt;
  const month = attempt.input['month'] as string | undefined;
  if (month === undefined) return;
  const of = (at: Time): string => dateAt(at).slice(0, 7).replace('-', '');
  const early = registered !== undefined && month < of(registered);
  if (month > of(attempt.at) || early) broken.add('SERIAL_MONTH_WRONG');
};

/** What each act needs, in the words of law.md, 2.3 to 2.8. */
export const rulesOf: Readonly<Record<string, readonly Rule[]>> = {
  'registration:consent': [consent],
  'registration:withdraw': [
    applicants,
    among([...UNDECIDED, 'AWAITING_CONSENT', 'SUBMITTED', 'CORRECTION_REQUIRED', 'APPROVED']),
  ],
  'registration:explain': [
    applicants,
    among([...UNDECIDED, 'AWAITING_CONSENT', 'SUBMITTED', 'CORRECTION_REQUIRED']),
    (file, _, broken) => {
      if (file.unexplained.length === 0) broken.add(FORBIDDEN);
    },
  ],
  'acceptance:correct': [correct],
  'acceptance:serve': [serve],
  'acceptance:supplement': [supplement],
  'acceptance:accept': [mine, among(['SUBMITTED'])],
  'acceptance:reject': [mine, among(['SUBMITTED', 'AWAITING_CONSENT']), grounded],
  'review:record': [reviewing],
  'review:askProof': [
    reviewing,
    (file, _, broken) => {
      if (file.proofWanted !== undefined) broken.add(FORBIDDEN);
    },
  ],
  'review:giveProof': [
    applicants,
    among(UNDECIDED),
    (file, _, broken) => {
      if (file.proofWanted === undefined) broken.add(FORBIDDEN);
    },
  ],
  'review:extend': [
    reviewing,
    (file, _, broken) => {
      const spent = file.has('review:extend') || file.facts.rules.days.extension === 0;
      if (spent) broken.add('EXTENSION_SPENT');
    },
    inTimeToDecide,
  ],
  'review:publish': [noticeable],
  'review:withhold': [
    noticeable,
    ({ facts }, _, broken) => {
      if (!facts.asksNoNotice) broken.add('NOTICE_NOT_REQUESTED');
    },
  ],
  'review:decide': [decide],
  'objection:raise': [object],
  'objection:decide': [
    mine,
    (file, { input }, broken) => {
      const open = file.objections.find((each) => each.input['objection'] === input['objection']);
      if (open === undefined) broken.add('OBJECTION_NOT_FOUND');
      else if (input['outcome'] === 'UPHELD' && file.isUntold(open)) {
        broken.add('OBJECTION_NOT_SERVED');
      }
    },
  ],
  'register:deposit': [mine, among(['APPROVED'])],
  'register:receipt': [receipt],
  'register:certify': [certify],
};
