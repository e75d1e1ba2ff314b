import type { SignedBy } from '@shuquan/verifier';
import type { Conclusion } from './judge.js';
import type { Trust } from './trust.js';

/** A sentence of the page, by name, with what goes into it. */
export type Fact =
  | { readonly fact: 'signed'; readonly by: readonly SignedBy[] }
  | { readonly fact: 'fresh' }
  | { readonly fact: 'sameBytes'; readonly deposits: number; readonly certificates: number }
  | { readonly fact: 'noneThen'; readonly at: string }
  | { readonly fact: 'status'; readonly status: string; readonly at: string }
  | { readonly fact: 'timeClaimed'; readonly at: string }
  | { readonly fact: 'depositTime' }
  | { readonly fact: 'depositBounded' }
  | { readonly fact: 'registerStates' }
  | { readonly fact: 'custodians' }
  | { readonly fact: 'nothing' }
  | { readonly fact: 'currency' }
  | { readonly fact: 'replayed' }
  | { readonly fact: 'singleCustodian' }
  | { readonly fact: 'rootsFromHere' }
  | { readonly fact: 'truth' }
  | { readonly fact: 'absence' };

export interface Facts {
  readonly proven: readonly Fact[];
  readonly stated: readonly Fact[];
  readonly notProven: readonly Fact[];
}

/** What a conclusion rests on. Where signatures do not hold, nothing is proven. */
export function factsOf(conclusion: Conclusion, trust: Trust | undefined): Facts {
  const { report } = conclusion;
  const time: Fact[] = report?.time === undefined ? [] : [{ fact: 'timeClaimed', at: report.time }];
  if (report?.verdict !== 'VALID') {
    return { proven: [], stated: time, notProven: [{ fact: 'nothing' }, ...independence(trust)] };
  }
  const { fromDeposits, fromRegister } = statedBy(conclusion);
  return {
    proven: [
      { fact: 'signed', by: report.organizations },
      ...(conclusion.question.kind === 'answer' ? [] : [{ fact: 'fresh' } as const]),
      ...saidBy(conclusion),
    ],
    stated: [...time, ...fromDeposits, ...fromRegister, { fact: 'custodians' }],
    notProven: [
      ...independence(trust),
      ...(conclusion.question.kind === 'answer' ? [{ fact: 'replayed' } as const] : []),
      { fact: 'currency' },
      conclusion.verdict === 'NOT_FOUND' ? { fact: 'absence' } : { fact: 'truth' },
    ],
  };
}

function independence(trust: Trust | undefined): Fact[] {
  return [
    ...(trust?.singleCustodian === true ? [{ fact: 'singleCustodian' } as const] : []),
    ...(trust?.origin === 'SERVER' ? [{ fact: 'rootsFromHere' } as const] : []),
  ];
}

/** What the signers’ ledger holds. */
function saidBy({ found, verdict, question }: Conclusion): Fact[] {
  if (found === undefined || found.kind === 'other') return [];
  const at = found.answer.asked.asOf;
  if (verdict === 'NOT_FOUND') return [{ fact: 'noneThen', at }];
  if (found.kind === 'certificate') {
    const { certificate } = found.answer;
    return certificate === null ? [] : [{ fact: 'status', status: certificate.status, at }];
  }
  const { evidence, certificates } = found.answer;
  const same = evidence.filter(
    ({ digests }) => question.kind !== 'file' || digests.SM3 === question.digests.SM3,
  );
  return [{ fact: 'sameBytes', deposits: same.length, certificates: certificates.length }];
}

function statedBy({ found }: Conclusion): { fromDeposits: Fact[]; fromRegister: Fact[] } {
  if (found === undefined || found.kind === 'other') return { fromDeposits: [], fromRegister: [] };
  const evidence = found.kind === 'digest' ? found.answer.evidence : [];
  const certificates =
    found.kind === 'digest' ? found.answer.certificates : [found.answer.certificate];
  const bounded = evidence.some(({ interval }) => interval === 'BOUNDED');
  return {
    fromDeposits: [
      ...(evidence.length > 0 ? [{ fact: 'depositTime' } as const] : []),
      ...(bounded ? [{ fact: 'depositBounded' } as const] : []),
    ],
    fromRegister: certificates.some((each) => each?.published !== undefined)
      ? [{ fact: 'registerStates' }]
      : [],
  };
}
