import { createHash } from 'node:crypto';
import { HOLDER_A, REG1, REG2 } from '../parties.js';
import type { Who } from '../register-oracle/file.js';
import type { Oracle } from '../register-oracle/oracle.js';
import { dateAt } from '../register-oracle/days.js';
import { type Form, initialForm, type InitialForm } from '../register-samples.js';
import type { Dice } from './dice.js';
import { deskOf, holders, people, whoIs } from './people.js';

export interface Application {
  readonly form: Form;
  readonly profile: string;
  readonly registrar: string;
  readonly as: Who;
  /** Evidence that must be there first. */
  readonly evidence?: string;
}

export const hex = (text: string): string => createHash('sha256').update(text).digest('hex');
const RIGHTS = ['HOLD', 'USE', 'OPERATE'] as const;
const ORIGINS = [
  ...['COLLECTED', 'CONTRACT', 'NATURAL_PERSON', 'PUBLIC_CRAWL', 'PUBLIC_CRAWL_PRODUCT'],
  ...['FUSED_CONTRACT', 'FUSED_NO_CONTRACT', 'DERIVED', 'ENTRUSTED', 'PUBLIC_AUTHORISED'],
  ...['UTILITY_OPERATION', 'GOVERNMENT_DUTY'],
] as InitialForm['origin'][];

/** What one story’s forms are about. */
export interface Subject {
  readonly asset: string;
  readonly dice: Dice;
  readonly oracle: Oracle;
  readonly now: number;
  readonly parts: readonly string[];
  /** The story’s own profile and registrar; other types follow the first. */
  readonly profile: string;
  readonly registrar: string;
}

/** A first registration, right in most stories and wrong in one way or another in the rest. */
export function newData(subject: Subject): Application {
  const { dice, profile, asset } = subject;
  const as = people.a;
  const isLocal = profile === 'LOCAL_SZ_2023';
  const origin = dice.percent(75) ? 'COLLECTED' : dice.pick(ORIGINS);
  const consents = origin === 'FUSED_NO_CONTRACT' && dice.percent(70);
  const base = initialForm(asset, {
    origin,
    allocation: allocationOf(subject),
    parts: [...subject.parts],
    ...(dice.percent(25) ? { withholdNotice: '涉及商业秘密' } : {}),
    ...(consents ? { participants: [people.b.uscc, people.c.uscc] } : {}),
    ...(origin === 'PUBLIC_AUTHORISED' && dice.percent(60) ? { publicCode: 'GG-510100-0001' } : {}),
  });
  const evidence = isLocal && dice.percent(93) ? { evidence: `EV-${asset}` } : {};
  const form = { ...spoilt(base, dice), ...evidence };
  return { form, profile, registrar: subject.registrar, as, ...evidence };
}

function allocationOf({ dice, now }: Subject): InitialForm['allocation'] {
  const kinds = dice.percent(50) ? RIGHTS : dice.some(RIGHTS);
  const own = kinds.map((right) => ({
    holder: dice.percent(92) ? HOLDER_A : dice.pick(holders).uscc,
    right,
    share: dice.percent(12) ? ('EXCLUSIVE' as const) : ('CONCURRENT' as const),
    ...(dice.percent(12) ? { until: dateAt(now + dice.below(2400) * 86_400_000) } : {}),
    ...(dice.percent(70) ? { proofDigest: hex('contract') } : {}),
  }));
  if (!dice.percent(8)) return own;
  const holder = dice.pick([people.b.uscc, people.c.uscc, REG1]);
  return [...own, { holder, right: dice.pick(RIGHTS), share: 'CONCURRENT' }];
}

/** One thing wrong, now and then. */
function spoilt(form: InitialForm, dice: Dice): InitialForm {
  if (!dice.percent(12)) return form;
  const { description } = form;
  const { industry, timeSpan, ...others } = description;
  const wrong: InitialForm['description'][] = [
    { ...description, name: '数'.repeat(dice.pick([40, 41, 60, 61])) },
    { ...description, overview: '据'.repeat(dice.pick([400, 401, 600, 601])) },
    { ...others, ...(timeSpan === undefined ? {} : { timeSpan }) },
    { ...others, ...(industry === undefined ? {} : { industry }) },
  ];
  return { ...form, description: dice.pick(wrong) };
}

/** The same data once more: by somebody with a right of its own, by a copyist, at another registrar. */
export function sameData(subject: Subject): Application {
  const { dice, asset, profile, registrar } = subject;
  const way = dice.weighted({ own: 45, renamed: 25, elsewhere: 20, otherBytes: 10 });
  const as = way === 'elsewhere' ? people.a : dice.pick([people.b, people.c, people.d]);
  const name = way === 'renamed' ? `${asset}-copy` : asset;
  const share = dice.percent(20) ? ('EXCLUSIVE' as const) : ('CONCURRENT' as const);
  const proof = dice.percent(60) ? { proofDigest: hex('joint contract') } : {};
  const data = initialForm(asset);
  const form: InitialForm = {
    ...data,
    data: { asset: name, version: 1 },
    parts: dice.percent(93) ? [...subject.parts] : ['ALL'],
    allocation: dice.some(RIGHTS).map((right) => ({ holder: as.uscc, right, share, ...proof })),
    ...(way === 'otherBytes' ? { digests: initialForm(`${asset} other`).digests } : {}),
    ...(dice.percent(40) ? { withholdNotice: '涉及商业秘密' } : {}),
  };
  const other = registrar === REG1 ? REG2 : REG1;
  const at = way === 'elsewhere' ? other : registrar;
  if (profile !== 'LOCAL_SZ_2023') return { form, profile, registrar: at, as };
  const evidence = `EV-${name}-${as.person}-${way}`;
  const national = way === 'elsewhere' ? 'NATIONAL_2026' : profile;
  return { form: { ...form, evidence }, profile: national, registrar: at, as, evidence };
}

/** Gives rights away, or licenses them. */
export function gift(subject: Subject, type: 'TRANSFER' | 'LICENSE' | 'TRUST'): Application {
  const { dice, oracle, now } = subject;
  const all = [...oracle.book.holdings.values()];
  const live = all.filter(
    ({ id }) => oracle.right(id, { asOf: now, knownAt: now }).status === 'ACTIVE',
  );
  const from = dice.pick(live.length > 0 && dice.percent(90) ? live : all);
  const mine = live.filter(({ holder, id }) => holder === from.holder && id !== from.id);
  const chosen = [from, ...(mine.length > 0 && dice.percent(30) ? [dice.pick(mine)] : [])];
  const to = dice.pick(holders.filter(({ uscc }) => uscc !== from.holder));
  const form: Form = {
    type,
    rights: chosen.map(({ id, parts }) => ({
      right: dice.percent(2) ? `${id}9` : id,
      ...(dice.percent(45) ? { parts: dice.some(parts) } : {}),
    })),
    to: to.uscc,
    ...(dice.percent(25) ? { until: dateAt(now + dice.below(1500) * 86_400_000) } : {}),
    agreementDigest: hex('agreement'),
  };
  return { form, ...ground(subject), as: dice.percent(93) ? whoIs(from.holder) : to };
}

/** A case about a certificate: whose it is, its end, or what it says. */
export function aboutPaper(
  subject: Subject,
  type: 'RENEWAL' | 'CANCELLATION' | 'REVOCATION' | 'CORRECTION' | 'CHANGE',
): Application {
  const { dice, oracle } = subject;
  const paper = dice.pick([...oracle.book.papers.values()]);
  const certificate = dice.percent(98) ? paper.no : 'SJ5192099019999';
  const held = paper.rights.map((id) => oracle.book.holding(id));
  const owner = held[0] === undefined ? people.a : whoIs(held[0].holder);
  const kinds = [...new Set(held.map(({ kind }) => kind))];
  const official = deskOf(paper.registrar).reviewer;
  const as =
    type === 'REVOCATION' || (type === 'CANCELLATION' && dice.percent(25))
      ? dice.percent(95)
        ? official
        : owner
      : dice.percent(93)
        ? owner
        : dice.pick(holders);
  const form = formOf(type, { certificate, kinds, isOfficial: as.isRegistrar, dice });
  return { form, ...ground(subject), as };
}

function formOf(
  type: 'RENEWAL' | 'CANCELLATION' | 'REVOCATION' | 'CORRECTION' | 'CHANGE',
  {
    certificate,
    kinds,
    isOfficial,
    dice,
  }: {
    certificate: string;
    kinds: (typeof RIGHTS)[number][];
    isOfficial: boolean;
    dice: Dice;
  },
): Form {
  switch (type) {
    case 'RENEWAL':
      return { type, certificate };
    case 'REVOCATION':
      return { type, certificate, ground: 'CONCEALMENT', findingsDigest: hex('findings') };
    case 'CHANGE':
    case 'CORRECTION': {
      const field = dice.percent(85) ? ('holderName' as const) : ('holder' as const);
      const before = dice.percent(70) ? '-' : hex('name');
      const changes = [{ field, before, after: hex('name') }];
      if (type === 'CHANGE') return { type, certificate, changes };
      const proof = dice.percent(50) ? { proofDigest: hex('proof') } : {};
      return { type, certificate, changes, ...proof };
    }
    case 'CANCELLATION': {
      const rights = dice.percent(90) ? dice.some(kinds) : dice.some(RIGHTS);
      const reason = isOfficial
        ? dice.pick(['DATA_DESTROYED', 'LAW', 'LAW', 'OBJECTION', 'REQUEST'] as const)
        : dice.pick(['REQUEST', 'REQUEST', 'REQUEST', 'OBJECTION'] as const);
      return { type, certificate, rights, reason };
    }
  }
}

/** Other types follow the registrar and the profile of the first registration, mostly. */
const ground = ({ dice, registrar, profile }: Subject): { registrar: string; profile: string } => ({
  registrar: dice.percent(96) ? registrar : registrar === REG1 ? REG2 : REG1,
  profile: profile === 'LOCAL_SZ_2023' && dice.percent(80) ? profile : 'NATIONAL_2026',
});
