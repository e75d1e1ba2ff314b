import { BANK, CONSUMER_C, HOLDER_A, HOLDER_B, HOLDER_D, REG1, REG2 } from '../parties.js';
import type { Who } from '../register-oracle/file.js';

const party = (person: string, uscc: string): Who => ({ person, uscc, isRegistrar: false });
const registrar = (person: string, uscc: string): Who => ({ person, uscc, isRegistrar: true });

/** Who plays, for which party. */
export const people = {
  a: party('holder-a', HOLDER_A),
  b: party('holder-b', HOLDER_B),
  c: party('consumer-c', CONSUMER_C),
  d: party('holder-d', HOLDER_D),
  bank: party('bank', BANK),
  registrar1: registrar('registrar1', REG1),
  approver1: registrar('approver1', REG1),
  registrar2: registrar('registrar2', REG2),
  approver2: registrar('approver2', REG2),
} as const;

export const holders = [people.a, people.b, people.c, people.d];
export const everybody: readonly Who[] = Object.values(people);

export const deskOf = (uscc: string): { reviewer: Who; approver: Who } =>
  uscc === REG1
    ? { reviewer: people.registrar1, approver: people.approver1 }
    : { reviewer: people.registrar2, approver: people.approver2 };

export function whoIs(uscc: string): Who {
  const found = everybody.find((each) => each.uscc === uscc && !each.isRegistrar);
  return found ?? people.registrar2;
}
