import { Person } from '@shuquan/gateway/person/person';
import { Holder } from '@shuquan/gateway/voucher/holder';

/** Who a person is, in words that are looked for afterwards in everything that is public. */
export const IDENTITY = {
  name: '自然人权利人某某',
  identityNumber: '510104198807214518',
  contact: '本人或监护人乙',
  phone: '13900139077',
  address: '成都市锦江区某某巷七号',
} as const;

/** A natural person who leaves what it asks for with its registrar. */
export const natural = (over: Partial<Record<keyof typeof IDENTITY, string>> = {}): Person =>
  new Person({ ...IDENTITY, ...over });

/** One with a key of its own, without which its registrar can do nothing. */
export const signing = (over: Partial<Record<keyof typeof IDENTITY, string>> = {}): Person =>
  new Person({ ...IDENTITY, ...over }, Holder.fresh('shuquan'));
