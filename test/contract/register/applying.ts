import type { Input } from '@shuquan/chaincode/model';
import { unique } from '../../support/founded.js';
import { type Form, privateContact } from '../../support/register-samples.js';
import { FIRST, type Office } from '../../support/registrar.js';
import type { Use } from '../suite.js';

export interface How {
  readonly id?: string;
  readonly as?: string;
  readonly office?: Office;
  readonly transient?: object;
}

export const inputOf = (
  form: object,
  { id = unique('rc'), office = FIRST }: How = {},
): Input<'registration:apply'> => ({
  id,
  registrar: office.registrar,
  profile: office.profile,
  form: form as Form,
});

/** How an application is refused. */
export async function refusal(use: Use, form: object, how: How = {}): Promise<string> {
  await use().witness();
  const { as = 'holder-a', transient = privateContact() } = how;
  const options = { transient: transient as Record<string, Uint8Array> };
  return use().refusal('registration:apply', inputOf(form, how), as, options);
}
