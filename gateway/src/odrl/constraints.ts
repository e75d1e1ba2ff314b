import { addDays } from '@shuquan/chaincode/model';
import { invalid, members, named, notExpressible, several } from './reader.js';

/** A constraint as it was read, by operand and operator. */
export interface Limit {
  readonly value: unknown;
  readonly pointer: string;
}

/** Constraints by operand and operator. Each may stand once: twice it might mean either. */
export class Limits {
  readonly #pointer: string;
  readonly #found = new Map<string, Limit>();
  readonly #taken = new Set<string>();

  constructor(value: unknown, pointer: string) {
    this.#pointer = pointer;
    for (const [i, each] of several(value, pointer).entries())
      this.#add(each, `${pointer}/${String(i)}`);
  }

  #add(value: unknown, pointer: string): void {
    const { leftOperand, operator, rightOperand } = members(value, pointer, [
      ...['leftOperand', 'operator', 'rightOperand'],
    ]);
    if (typeof leftOperand !== 'string' || typeof operator !== 'string') {
      throw invalid(pointer, 'A constraint has leftOperand, operator and rightOperand');
    }
    const key = `${leftOperand} ${operator}`;
    if (this.#found.has(key)) throw notExpressible(pointer, 'The same is limited twice');
    this.#found.set(key, { value: rightOperand, pointer });
  }

  take(operand: string, operator: string): Limit | undefined {
    const key = `${operand} ${operator}`;
    this.#taken.add(key);
    return this.#found.get(key);
  }

  require(operand: string, operator: string): Limit {
    const found = this.take(operand, operator);
    if (found !== undefined) return found;
    throw notExpressible(this.#pointer, `A grant says ${operand} (${operator})`);
  }

  /** `isAnyOf` names behind a prefix; `undefined` where nothing is limited. */
  names(operand: string, prefix: string): string[] | undefined {
    const found = this.take(operand, 'isAnyOf');
    return found && namesIn(found, prefix);
  }

  someNames(operand: string, prefix: string): string[] {
    return namesIn(this.require(operand, 'isAnyOf'), prefix);
  }

  /** `eq` one name behind a prefix. */
  name(operand: string, prefix: string): string | undefined {
    const found = this.take(operand, 'eq');
    return found && named(found.value, `${found.pointer}/rightOperand`, prefix);
  }

  atMost(operand: string): number | undefined {
    const found = this.take(operand, 'lteq');
    return found && wholeIn(found);
  }

  someAtMost(operand: string): number {
    return wholeIn(this.require(operand, 'lteq'));
  }

  /** @throws GatewayError ODRL_NOT_EXPRESSIBLE for the first that nobody asked for */
  finish(): void {
    for (const [key, { pointer }] of this.#found) {
      if (!this.#taken.has(key)) throw notExpressible(pointer, `A grant has no ${key}`);
    }
  }
}

function namesIn({ value, pointer }: Limit, prefix: string): string[] {
  const all = several(value, `${pointer}/rightOperand`);
  return all.map((each, i) => named(each, `${pointer}/rightOperand/${String(i)}`, prefix));
}

function wholeIn({ value, pointer }: Limit): number {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return value;
  throw notExpressible(`${pointer}/rightOperand`, 'Must be a whole number');
}

const MIDNIGHT = /^(\d{4}-\d{2}-\d{2})T00:00:00\+08:00$/;

/** A day in Shanghai; a grant begins and ends with days. */
export function dayIn({ value, pointer }: Limit, days: 0 | -1): string {
  const at = `${pointer}/rightOperand`;
  const { '@value': instant, '@type': type } = members(value, at, ['@value', '@type']);
  if (type !== 'xsd:dateTime') throw notExpressible(`${at}/@type`, 'Must be xsd:dateTime');
  const [, date] = (typeof instant === 'string' ? MIDNIGHT.exec(instant) : null) ?? [];
  if (date === undefined || !isDate(date)) {
    throw notExpressible(`${at}/@value`, 'Must be midnight in Shanghai (+08:00)');
  }
  return days === 0 ? date : addDays(date, days);
}

const isDate = (date: string): boolean => {
  const parsed = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(date);
};
