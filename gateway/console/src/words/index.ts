import type { Fact } from '../facts.js';
import { en } from './en.js';
import type { Lang, Words } from './words.js';
import { zh } from './zh.js';

export type { Fault, Lang, Words } from './words.js';
export { when } from './when.js';

/** A fact as a sentence. */
export const sentence = (said: Words, fact: Fact): string =>
  (said.fact[fact.fact] as (fact: Fact) => string)(fact);

export const words: Readonly<Record<Lang, Words>> = { 'zh-CN': zh, en };
