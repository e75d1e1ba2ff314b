import { sha256 } from '@noble/hashes/sha2.js';
import { toBase64 } from '../base64.js';
import { fromText } from '../bytes.js';
import type { Block, CourtReport, Row, Section } from './content.js';
import { css } from './css.js';
import { type CourtLanguage, type Said, saidOf, type Text } from './text.js';
import { gradeMeanings, gradeNames } from './words.js';

const entities: Readonly<Record<string, string>> = {
  ...{ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' },
};

/** Text as text, within elements and within quoted attributes. */
export const escapeHtml = (text: string): string =>
  text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? '');

/** The one style is known by its digest; nothing else is loaded, run, framed or sent. */
const policy = [
  "default-src 'none'",
  `style-src 'sha256-${toBase64(sha256(fromText(css)))}'`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** One page that needs nothing else, prints on paper, and holds nobody’s text as anything but text. */
export function courtHtml(report: CourtReport): string {
  const { language, title, tone, verdict, says, checkedAt, sections, foot } = report;
  const writer = new Writer(language);
  const name = saidOf(title, language)[0]?.text ?? '';
  return [
    '<!doctype html>',
    `<html lang="${language === 'en' ? 'en' : 'zh-CN'}">`,
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${escapeHtml(policy)}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="referrer" content="no-referrer">',
    `<title>${escapeHtml(name)}</title>`,
    `<style>${css}</style>`,
    '</head>',
    '<body>',
    '<main>',
    `<header><h1>${writer.text(title)}</h1>`,
    writer.rows([checkedAt]),
    '</header>',
    `<section class="verdict ${tone}"><h2>${writer.text(verdict)}</h2>`,
    ...says.map((each) => `<p>${writer.text(each)}</p>`),
    '</section>',
    ...sections.map((section, at) => writer.section(section, at + 1)),
    '</main>',
    `<footer><p>${writer.text(foot)}</p></footer>`,
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

const classes = { plain: 'plain', quiet: 'quiet', warning: 'warning' } as const;
const grades = { PROVEN: 'proven', STATED: 'stated', NOT_PROVEN: 'not-proven' } as const;

class Writer {
  readonly #language: CourtLanguage;

  constructor(language: CourtLanguage) {
    this.#language = language;
  }

  /** Every piece apart from its neighbours: letters that run the other way turn nothing around them. */
  text(text: Text): string {
    return saidOf(text, this.#language)
      .map((said) => `<bdi${langOf(said)}>${escapeHtml(said.text)}</bdi>`)
      .join('');
  }

  rows(rows: readonly Row[]): string {
    const lines = rows.map(({ label, values }) => {
      const said = values.map((value) => `<dd>${this.text(value)}</dd>`).join('');
      return `<div><dt>${this.text(label)}</dt>${said}</div>`;
    });
    return ['<dl>', ...lines, '</dl>'].join('\n');
  }

  section({ title, blocks }: Section, number: number): string {
    const name = `s${String(number)}`;
    return [
      `<section aria-labelledby="${name}">`,
      `<h2 id="${name}"><span class="number">${String(number)}</span>${this.text(title)}</h2>`,
      ...blocks.map((block) => this.#block(block)),
      '</section>',
    ].join('\n');
  }

  #block(block: Block): string {
    if (block.kind === 'text') {
      return `<p class="${classes[block.tone]}">${this.text(block.text)}</p>`;
    }
    if (block.kind === 'rows') {
      const title = block.title === undefined ? '' : `<h3>${this.text(block.title)}</h3>\n`;
      return `${title}${this.rows(block.rows)}`;
    }
    const items = block.findings.map(
      ({ name, detail }) =>
        `<li><strong>${this.text(name)}</strong><span>${this.text(detail)}</span></li>`,
    );
    return [
      `<div class="grade ${grades[block.grade]}"><h3>${this.text(gradeNames[block.grade])}</h3>`,
      `<p class="quiet">${this.text(gradeMeanings[block.grade])}</p>`,
      '<ul>',
      ...items,
      '</ul></div>',
    ].join('\n');
  }
}

const langOf = ({ lang }: Said): string => (lang === undefined ? '' : ` lang="${lang}"`);
