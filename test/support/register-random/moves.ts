import { recordDigest as digestOf } from '@shuquan/chaincode/model';
import { dateAt, text } from '../register-oracle/days.js';
import type { CaseFile } from '../register-oracle/file.js';
import { type Form, initialForm } from '../register-samples.js';
import type { Dice } from './dice.js';
import { hex } from './forms.js';
import { people } from './people.js';

const items = [{ field: 'description.name', what: '名称不完整' }];

export interface Props {
  readonly file: CaseFile;
  readonly dice: Dice;
  readonly now: number;
  readonly form: Form;
  readonly objection: () => string;
}
export interface Played {
  readonly input: Readonly<Record<string, unknown>>;
  readonly by: 'applicant' | 'registrar' | 'asked' | 'other';
}

const DAY = 86_400_000;
const reasons = { reasons: '测试' };
const letter = (dice: Dice): string => (dice.percent(92) ? 'CORRECTION_NOTICE' : 'REFUSAL');
const ground = (dice: Dice): { ground: string } => ({
  ground: dice.percent(92) ? 'ILLEGAL_SOURCE' : dice.pick(['NOT_PROVED', 'CORE_DATA', 'NO_SUCH']),
});

/** How each act is played: with which input, and whose it is. */
export const MOVES: Readonly<Record<string, (props: Props) => Played>> = {
  'registration:consent': ({ form, dice }) => {
    const application = dice.percent(94) ? digestOf(form) : 'f'.repeat(64);
    return { input: { application }, by: 'asked' };
  },
  'registration:withdraw': () => ({ input: reasons, by: 'applicant' }),
  'registration:explain': () => ({ input: { explanation: '各自采集' }, by: 'applicant' }),
  'acceptance:correct': ({ dice }) => ({
    input: { items, workingDays: dice.percent(95) ? 1 + dice.below(10) : 10 + dice.below(12) },
    by: 'registrar',
  }),
  'acceptance:serve': ({ dice, now, file }) => ({
    input: {
      document: file.objections.length > 0 ? 'OBJECTION_NOTICE' : letter(dice),
      method: 'ELECTRONIC',
      servedOn: dateAt(now + DAY * dice.pick([0, 0, 0, 0, 0, 0, 0, -1, -6, 1])),
      receiptDigest: hex('served'),
    },
    by: 'registrar',
  }),
  'acceptance:supplement': ({ form, dice }) => ({
    input: { form: mended(form, dice) },
    by: 'applicant',
  }),
  'acceptance:accept': () => ({ input: {}, by: 'registrar' }),
  'acceptance:reject': ({ dice }) => ({ input: { ...reasons, ...ground(dice) }, by: 'registrar' }),
  'review:record': ({ dice, file }) => ({
    input: { findings: findingsOf(dice, file) },
    by: 'registrar',
  }),
  'review:askProof': () => ({ input: { items }, by: 'registrar' }),
  'review:giveProof': () => ({ input: { documentDigests: [hex('proof')] }, by: 'applicant' }),
  'review:extend': () => ({ input: reasons, by: 'registrar' }),
  'review:publish': () => ({ input: {}, by: 'registrar' }),
  'review:withhold': () => ({ input: reasons, by: 'registrar' }),
  'review:decide': ({ dice }) => {
    const outcome = dice.weighted({ APPROVED: 70, REFUSED: 15, TERMINATED: 15 });
    const why = outcome === 'APPROVED' ? {} : ground(dice);
    return { input: { outcome, ...reasons, ...why }, by: 'registrar' };
  },
  'objection:raise': ({ dice, objection, file }) => {
    const known = file.all('objection:raise').at(-1)?.input['objection'];
    const heard = dice.percent(25);
    return {
      input: {
        objection: known !== undefined && dice.percent(5) ? known : objection(),
        ...reasons,
        materialDigest: hex('material'),
        ...(heard ? { objectorCommitment: hex(dice.pick(['objector', 'another'])) } : {}),
      },
      by: heard ? 'registrar' : 'other',
    };
  },
  'objection:decide': ({ dice, file }) => ({
    input: {
      objection: file.objections[0]?.input['objection'] ?? 'nothing',
      outcome: dice.pick(['UPHELD', 'REJECTED']),
      findings: '查明',
    },
    by: 'registrar',
  }),
  'register:deposit': () => ({ input: {}, by: 'registrar' }),
  'register:receipt': ({ dice, file, now }) => ({
    input: receiptOf(dice, file, now),
    by: 'registrar',
  }),
  'register:certify': ({ dice, now }) => ({
    input: dice.percent(70)
      ? {}
      : {
          month: dateAt(now + 31 * DAY)
            .slice(0, 7)
            .replace('-', ''),
        },
    by: 'registrar',
  }),
};

function receiptOf(dice: Dice, file: CaseFile, now: number): Record<string, unknown> {
  const deposit = file.last('register:deposit');
  const since = deposit?.at ?? now;
  // Mostly some time between the deposit and now; sometimes before the one or after the other.
  const at = dice.weighted({ between: 90, before: 5, after: 5 });
  const time = {
    between: since + dice.below(Math.max(1, now - since)),
    before: since - DAY,
    after: now + DAY,
  }[at];
  const recordDigest = dice.percent(93) ? deposit?.input['recordDigest'] : hex('another');
  const id = `NDR-${file.facts.id.toUpperCase().replaceAll('.', '-')}-0001`;
  return { receipt: { id, time: text(time), recordDigest: recordDigest ?? hex('none') } };
}

function findingsOf(dice: Dice, file: CaseFile): object[] {
  const matters = [
    'DESCRIPTION',
    'SOURCE',
    'RIGHTS',
    ...(file.facts.overlaps.length > 0 ? ['OVERLAP'] : []),
  ];
  return (dice.percent(88) ? matters : dice.some(matters)).map((matter) => ({
    matter,
    outcome: dice.percent(96) ? 'SATISFIED' : 'NOT_SATISFIED',
    note: '属实',
  }));
}

/** Mostly what was applied for; sometimes others get a share, or it is for something else. */
function mended(form: Form, dice: Dice): Form {
  const way = dice.weighted({ same: 75, others: 22, otherAim: 3 });
  if (way === 'otherAim') return otherAim(form, dice);
  if (way === 'same' || !('allocation' in form)) return form;
  const [first, ...rest] = form.allocation;
  if (first === undefined || rest.length > 0) return { ...form, allocation: first ? [first] : [] };
  const { uscc: holder } = dice.pick([people.b, people.c]);
  return { ...form, allocation: [first, { ...first, holder, proofDigest: hex('joint contract') }] };
}

/** A supplement that asks for something else than before. */
const otherAim = (form: Form, dice: Dice): Form =>
  'data' in form
    ? dice.pick([
        { ...form, data: { ...form.data, version: 2 } },
        { ...form, digests: initialForm('other bytes').digests },
        { ...form, parts: ['ANOTHER'] },
      ])
    : { ...form, ...('certificate' in form ? { certificate: 'SJ5192099019998' } : {}) };
