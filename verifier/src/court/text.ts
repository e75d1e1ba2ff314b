import { shanghaiTime } from '@shuquan/chaincode/model';
import { visible } from '../visible.js';

/** A sentence in both languages; what is one string is data, the same in either. */
export type Text = string | { readonly zh: string; readonly en: string };

/** `both`: Chinese first, English below it. */
export const courtLanguages = ['both', 'zh-CN', 'en'] as const;
export type CourtLanguage = (typeof courtLanguages)[number];

/** One language of a text as it may be shown; data has none. */
export interface Said {
  readonly lang?: 'zh-CN' | 'en';
  readonly text: string;
}

/** Longer than anything that the verifier says; whoever records more shows this much of it. */
export const MAX_SHOWN = 2_000;

/** What a reader is shown of a text: every character visible, and no more than a page can hold. */
export function saidOf(text: Text, language: CourtLanguage): Said[] {
  if (typeof text === 'string') return [{ text: shown(text, language) }];
  const zh: Said = { lang: 'zh-CN', text: shown(text.zh, 'zh-CN') };
  const en: Said = { lang: 'en', text: shown(text.en, 'en') };
  if (language === 'zh-CN') return [zh];
  if (language === 'en') return [en];
  return text.zh === text.en ? [{ text: zh.text }] : [zh, en];
}

function shown(text: string, language: CourtLanguage): string {
  // A character is one or two units of a string.
  const characters = Array.from(text.slice(0, (MAX_SHOWN + 1) * 2));
  if (characters.length <= MAX_SHOWN) return visible(text);
  const length = String(text.length);
  const rest = language === 'en' ? `… (cut; ${length} in all)` : `…（从略，全长 ${length}）`;
  return `${visible(characters.slice(0, MAX_SHOWN).join(''))}${rest}`;
}

/** An instant as people in China read it, and as records have it. */
export const instantText = (at: string): Text => ({ zh: `${beijing(at)}（${at}）`, en: at });

/** What is no instant, in a record of anybody, is shown as it is. */
function beijing(at: string): string {
  try {
    return `${shanghaiTime(at)} 北京时间`;
  } catch {
    return at;
  }
}

/** Names in both languages, as each lists them. */
export const listText = (names: readonly string[]): Text =>
  names.length === 0 ? { zh: '无', en: 'none' } : { zh: names.join('、'), en: names.join(', ') };
