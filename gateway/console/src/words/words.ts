import type { EncumbranceKind } from '@shuquan/chaincode/model';
import type { Outcome, StepName } from '@shuquan/verifier';
import type { Fact } from '../facts.js';
import type { Headline, PageVerdict } from '../judge.js';
import type { TrustOrigin } from '../trust.js';

export type Lang = 'zh-CN' | 'en';

/** A headline, and what the reader should do about it. */
export interface Said {
  readonly title: string;
  readonly advice: string;
}

/** What the page knows and could not use. */
export type Fault = 'number' | 'answer' | 'anchors' | 'unreadable' | 'tooLarge' | 'severalFiles';

/** For every fact the sentence that says it. */
export type FactWords = {
  readonly [K in Fact['fact']]: (fact: Extract<Fact, { fact: K }>) => string;
};

/** Everything that the page says, in one language. */
export interface Words {
  readonly lang: Lang;
  readonly title: string;
  readonly brand: string;
  readonly otherLang: string;
  readonly skip: string;
  readonly lead: string;
  readonly api: string;
  readonly file: {
    readonly title: string;
    readonly hint: string;
    readonly choose: string;
    readonly drop: string;
    readonly privacy: string;
  };
  readonly number: {
    readonly title: string;
    readonly hint: string;
    readonly label: string;
    readonly algorithm: string;
    readonly ask: string;
  };
  readonly answer: {
    readonly title: string;
    readonly hint: string;
    readonly label: string;
    readonly choose: string;
    readonly check: string;
    readonly age: string;
    readonly ages: readonly [string, string, string];
  };
  readonly trust: {
    readonly title: string;
    readonly origin: Readonly<Record<TrustOrigin, string>>;
    readonly missing: string;
    readonly single: string;
    readonly custodian: string;
    readonly fingerprint: string;
    readonly load: string;
    readonly drop: string;
    readonly same: string;
    readonly differ: string;
    readonly independent: string;
    readonly channel: string;
  };
  readonly progress: {
    readonly hashing: (name: string) => string;
    readonly share: (percent: number) => string;
    readonly asking: string;
    readonly cancel: string;
    readonly cancelled: string;
  };
  readonly fault: Readonly<Record<Fault, string>>;
  readonly verdict: Readonly<Record<PageVerdict, string>>;
  readonly headline: Readonly<Record<Headline, Said>>;
  readonly result: {
    readonly region: string;
    readonly subject: string;
    readonly fileName: string;
    readonly size: string;
    readonly bytes: (size: number) => string;
    readonly certificateNo: string;
    readonly proven: string;
    readonly stated: string;
    readonly notProven: string;
    readonly nothingProven: string;
    readonly findings: string;
    readonly deposit: string;
    readonly depositedAt: string;
    readonly depositedBy: string;
    readonly transaction: string;
    readonly state: string;
    readonly certificate: string;
    readonly encumbrances: string;
    readonly registrar: string;
    readonly registeredAt: string;
    readonly lastValidDay: string;
    readonly dataName: string;
    readonly overview: string;
    readonly restrictions: string;
    readonly resale: readonly [string, string];
    readonly exporting: readonly [string, string];
    readonly holders: string;
    readonly withheld: string;
    readonly more: string;
    readonly raw: string;
    readonly steps: string;
    readonly again: string;
    readonly print: string;
    readonly keep: string;
    readonly checkedAt: (when: string) => string;
  };
  readonly fact: FactWords;
  readonly step: Readonly<Record<StepName, string>>;
  readonly outcome: Readonly<Record<Outcome, string>>;
  /** Of certificates, rights and deposits; a code that is not here is shown as it is. */
  readonly status: Readonly<Record<string, string>>;
  readonly right: Readonly<Record<string, string>>;
  readonly encumbrance: Readonly<Record<EncumbranceKind, string>>;
  readonly print: string;
}
