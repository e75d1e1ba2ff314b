import { z } from 'zod';
import { ClockRule, Period } from '../clock/index.js';
import { LedgerError } from '../errors.js';
import { Article } from '../registration/codes.js';
import { Code, line, Version } from '../schema.js';
import { OperationItemRule } from './items.js';

/** A clock of the rules. A provisional one is chosen here until the official text says its length. */
export const OperationClock = z
  .strictObject({ rule: ClockRule, provisional: z.boolean() })
  .meta({ id: 'OperationClock' });
export type OperationClock = z.infer<typeof OperationClock>;

const items = z.array(OperationItemRule).min(1).max(60);

/** 27号 as signed, versioned data: what a scheme and an agreement must say, and what is due when. */
export const OperationRules = z
  .strictObject({
    kind: z.literal('OPERATION_RULES'),
    listId: Code,
    version: Version,
    basis: line(200),
    title: line(120),
    schemeItems: items,
    agreementItems: items,
    /** The longest term of an agreement, its first day included. */
    longestTerm: Period,
    termArticle: Article,
    /** 竞争性选择: the kinds of procedure by which an operator may be chosen. */
    procedures: z.array(Code).min(1).max(20),
    consentArticle: Article,
    redevelopmentArticle: Article,
    scopeArticle: Article,
    clocks: z.strictObject({
      SCOPE_DISCLOSURE: OperationClock,
      PRODUCT_DISCLOSURE: OperationClock,
      FIRST_REGISTRATION: OperationClock,
      EVALUATION: OperationClock,
      EXIT: OperationClock,
    }),
  })
  .meta({ id: 'OperationRules' });
export type OperationRules = z.infer<typeof OperationRules>;
export type ExpectedStep = keyof OperationRules['clocks'];

/** @throws LedgerError INPUT_INVALID naming what stands twice, or a term of working days */
export function checkOperationRules(rules: OperationRules): void {
  const lists: readonly (readonly string[])[] = [
    rules.schemeItems.map(({ code }) => `scheme item ${code}`),
    rules.agreementItems.map(({ code }) => `agreement item ${code}`),
    rules.procedures.map((code) => `procedure ${code}`),
  ];
  for (const names of lists) {
    const twice = names.find((name, i) => names.indexOf(name) !== i);
    if (twice !== undefined) throw bad(rules, `${twice} twice`);
  }
  if (rules.longestTerm.unit === 'WORKING_DAY') throw bad(rules, 'a term of working days');
}

const bad = ({ listId }: OperationRules, what: string): LedgerError =>
  new LedgerError('INPUT_INVALID', `${listId} states ${what}.`, { what });
