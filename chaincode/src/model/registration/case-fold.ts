import type { Deadline, Pause } from '../clock/index.js';
import type { RegistrationCase } from './case.js';
import type { CaseStep, OverlapFlag, StepKind, StepOf } from './case-steps.js';
import { partyOf } from './on-behalf.js';
import { shanghaiDate } from '../clock/index.js';

/** What the steps of a case add up to at one instant; time’s own effects come after. */
export interface Folded {
  /** Whose consent the application in force asks for; absent before there was one. */
  readonly asked?: readonly string[] | undefined;
  readonly consented: ReadonlySet<string>;
  readonly acceptance?: Deadline | undefined;
  readonly correction?: StepOf<'CORRECTION_REQUIRED'> | undefined;
  /** From service: until then nobody is late. */
  readonly supplementDue?: Deadline | undefined;
  readonly supplemented: boolean;
  readonly accepted?: StepOf<'ACCEPTED'> | StepOf<'DEEMED_ACCEPTED'> | undefined;
  readonly reviews: readonly StepOf<'REVIEWED'>[];
  readonly proofAsked?: StepOf<'PROOF_REQUESTED'> | undefined;
  readonly extended: boolean;
  readonly notice?: StepOf<'NOTICE_PUBLISHED'> | StepOf<'NOTICE_WITHHELD'> | undefined;
  /** Those that are open; `holderNotice` runs until the holder was told. */
  readonly objections: ReadonlyMap<string, StepOf<'OBJECTION_RAISED'>>;
  /** Overlaps found since the last explanation: it covers nothing that came up after it. */
  readonly flags: readonly OverlapFlag[];
  /** Days on which the decision clock stands still (NATIONAL_2026/28). */
  readonly pauses: readonly Pause[];
  readonly decided?: StepOf<'DECIDED'> | undefined;
  readonly deposited?: StepOf<'DEPOSITED'> | undefined;
  readonly registeredAt?: string | undefined;
  readonly certificateNo?: string | undefined;
  readonly lookupCode?: string | undefined;
  readonly ended?: 'NOT_ACCEPTED' | 'WITHDRAWN' | undefined;
}

/** The two times of a question: what was in law by `asOf`, as far as known by `knownAt`. */
export interface Instants {
  readonly asOf: string;
  readonly knownAt: string;
}

const NOTHING: Folded = {
  consented: new Set(),
  supplemented: false,
  reviews: [],
  extended: false,
  objections: new Map(),
  flags: [],
  pauses: [],
};

type Handlers = { readonly [K in StepKind]?: (folded: Folded, step: StepOf<K>) => Folded };

const dayOf = (step: CaseStep): string => shanghaiDate(step.at);
const onlyNotice = (folded: Folded): boolean => folded.registeredAt === undefined;

const handlers: Handlers = {
  SUBMITTED: (folded, { consents, acceptance }) => ({ ...folded, asked: consents, acceptance }),
  CONSENTED: (folded, { by, onBehalf, acceptance }) => ({
    ...folded,
    consented: new Set([...folded.consented, partyOf({ by, onBehalf })]),
    acceptance: acceptance ?? folded.acceptance,
  }),
  CORRECTION_REQUIRED: (folded, correction) => ({ ...folded, correction }),
  SERVED: (folded, { document, due }) =>
    document === 'CORRECTION_NOTICE'
      ? { ...folded, supplementDue: due }
      : document === 'OBJECTION_NOTICE'
        ? { ...folded, objections: toldOf(folded, () => true) }
        : folded,
  // What was agreed to was the application before: everybody asked agrees anew.
  SUPPLEMENTED: (folded, { consents, acceptance }) => ({
    ...folded,
    asked: consents,
    consented: new Set(),
    supplemented: true,
    acceptance,
  }),
  ACCEPTED: (folded, accepted) => ({ ...folded, accepted }),
  DEEMED_ACCEPTED: (folded, accepted) => ({ ...folded, accepted }),
  NOT_ACCEPTED: (folded) => ({ ...folded, ended: 'NOT_ACCEPTED' }),
  REVIEWED: (folded, step) => ({ ...folded, reviews: [...folded.reviews, step] }),
  PROOF_REQUESTED: (folded, step) => ({ ...folded, proofAsked: step }),
  PROOF_GIVEN: (folded, step) => closeProof(folded, dayOf(step)),
  EXTENDED: (folded) => ({ ...folded, extended: true }),
  OVERLAP_FOUND: (folded, { flags }) => ({ ...folded, flags: [...folded.flags, ...flags] }),
  OVERLAP_EXPLAINED: (folded) => ({ ...folded, flags: [] }),
  NOTICE_PUBLISHED: (folded, notice) => ({
    ...folded,
    notice,
    pauses: [...folded.pauses, { from: dayOf(notice), until: notice.notice.due }],
  }),
  NOTICE_WITHHELD: (folded, notice) => ({ ...folded, notice }),
  OBJECTION_RAISED: (folded, step) => ({
    ...folded,
    objections: new Map([...folded.objections, [step.objection, step]]),
  }),
  HOLDER_NOTIFIED: (folded, { objection }) => ({
    ...folded,
    objections: toldOf(folded, (id) => id === objection),
  }),
  OBJECTION_DECIDED: (folded, step) => closeObjection(folded, step),
  DECIDED: (folded, decided) => ({ ...folded, decided }),
  DEPOSITED: (folded, deposited) => ({
    ...folded,
    deposited,
    registeredAt: deposited.registeredAt,
  }),
  RECEIPTED: (folded, { registeredAt }) => ({ ...folded, registeredAt }),
  RESOURCE_REGISTERED: (folded, { registeredAt, lookupCode }) => ({
    ...folded,
    registeredAt,
    lookupCode,
  }),
  CERTIFIED: (folded, { certificateNo }) => ({ ...folded, certificateNo }),
  WITHDRAWN: (folded) => ({ ...folded, ended: 'WITHDRAWN' }),
};

/**
 * Of what the holder was told, no notice is due any more. A paper served in general tells of every
 * objection that is open, a notice of its own of one (NATIONAL_2026/29).
 */
const toldOf = (
  { objections }: Folded,
  isTold: (objection: string) => boolean,
): Folded['objections'] =>
  new Map(
    [...objections].map(([id, step]) => [
      id,
      isTold(id) ? { ...step, holderNotice: undefined } : step,
    ]),
  );

function closeProof(folded: Folded, until: string): Folded {
  const asked = folded.proofAsked;
  if (asked === undefined) return folded;
  const pauses = [...folded.pauses, { from: dayOf(asked), until }];
  return { ...folded, proofAsked: undefined, pauses };
}

function closeObjection(folded: Folded, step: StepOf<'OBJECTION_DECIDED'>): Folded {
  const raised = folded.objections.get(step.objection);
  if (raised === undefined) return folded;
  const objections = new Map([...folded.objections].filter(([id]) => id !== step.objection));
  const pauses = onlyNotice(folded)
    ? [...folded.pauses, { from: dayOf(raised), until: dayOf(step) }]
    : folded.pauses;
  return { ...folded, objections, pauses };
}

/** Adds up what had happened. A late receipt acts backwards in `asOf` and never in `knownAt`. */
export function foldCase({ steps }: RegistrationCase, { asOf, knownAt }: Instants): Folded {
  return steps
    .filter((step) => step.at <= knownAt && legalTime(step) <= asOf)
    .reduce<Folded>((folded, step) => {
      const handler = handlers[step.kind] as
        ((folded: Folded, step: CaseStep) => Folded) | undefined;
      return handler?.(folded, step) ?? folded;
    }, NOTHING);
}

const legalTime = (step: CaseStep): string =>
  step.kind === 'RECEIPTED' ? step.registeredAt : step.at;

/** Whether an objection that came after the registration is open: the certificate is disputed. */
export const isDisputed = (record: RegistrationCase, instants: Instants): boolean =>
  [...foldCase(record, instants).objections.values()].some(
    ({ phase }) => phase === 'POST_REGISTRATION',
  );

/** Whether a renewal was registered after what it renews had lapsed: it gives nothing. */
export const renewedTooLate = ({ steps }: Pick<RegistrationCase, 'steps'>): boolean =>
  steps.some(({ kind, punctuality }) => kind === 'RECEIPTED' && punctuality === 'LATE');

/** Pauses that are over and those that still run. */
export function openPauses({ pauses, proofAsked, objections }: Folded): Pause[] {
  const running = [...objections.values()]
    .filter(({ phase }) => phase === 'NOTICE')
    .map((step) => ({ from: dayOf(step) }));
  const asked = proofAsked === undefined ? [] : [{ from: dayOf(proofAsked) }];
  return [...pauses, ...running, ...asked];
}
