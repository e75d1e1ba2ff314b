import { canonicalize } from '@shuquan/chaincode/model';
import type { Form } from './register-samples.js';

type FormOf<T extends Form['type']> = Extract<Form, { type: T }>;
const digest = 'd'.repeat(64);

interface Given {
  readonly rights: readonly string[];
  readonly to: string;
  readonly parts?: string[];
  readonly until?: string;
}

const given = ({ rights, to, parts, until }: Given): Omit<FormOf<'LICENSE'>, 'type'> => ({
  rights: rights.map((right) => ({ right, ...(parts === undefined ? {} : { parts }) })),
  to,
  ...(until === undefined ? {} : { until }),
  agreementDigest: digest,
});

export const licence = (what: Given): Form => ({ type: 'LICENSE', ...given(what) });
export const trust = (what: Given): Form => ({ type: 'TRUST', ...given(what) });
/** Asking for no notice: such a case waits for no clock. */
export const transfer = (what: Given): Form => ({
  type: 'TRANSFER',
  ...given(what),
  withholdNotice: '涉及商业秘密',
});

type Field = FormOf<'CHANGE'>['changes'][number]['field'];

/** What changes, with the values before and after as the register writes them. */
export const changed = (
  field: Field,
  before: unknown,
  after: unknown,
): FormOf<'CHANGE'>['changes'] => [
  { field, before: canonicalize(before), after: canonicalize(after) },
];
export const change = (certificate: string, changes: FormOf<'CHANGE'>['changes']): Form => ({
  ...{ type: 'CHANGE', certificate, changes },
});
export const correction = (
  certificate: string,
  changes: FormOf<'CHANGE'>['changes'],
  proofDigest?: string,
): Form => ({
  ...{ type: 'CORRECTION', certificate, changes },
  ...(proofDigest === undefined ? {} : { proofDigest }),
});
export const renewal = (certificate: string): Form => ({ type: 'RENEWAL', certificate });
export const cancellation = (
  certificate: string,
  rights: FormOf<'CANCELLATION'>['rights'],
  reason: FormOf<'CANCELLATION'>['reason'] = 'REQUEST',
): Form => ({ type: 'CANCELLATION', certificate, rights, reason });
export const revocation = (certificate: string): Form => ({
  type: 'REVOCATION',
  ...{ certificate, ground: 'FALSE_PROOF', findingsDigest: digest },
});
