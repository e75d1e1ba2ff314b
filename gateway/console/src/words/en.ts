import { outcomeNames, stepNames, verdictNames } from '@shuquan/verifier';
import type { FactWords, Words } from './words.js';
import { when } from './when.js';

const statuses: Readonly<Record<string, string>> = {
  VALID: 'valid',
  EXPIRING: 'valid, about to expire',
  LAPSED: 'lapsed',
  CANCELLED: 'cancelled',
  REVOKED: 'revoked',
  TRANSFERRED: 'its rights were transferred',
  DISPUTED: 'objected to or in dispute',
  FROZEN: 'frozen',
  ACTIVE: 'active',
  PENDING: 'not yet in effect',
  SUSPENDED: 'suspended',
  DEPOSITED: 'deposited',
  SUPERSEDED: 'deposited; its depositor has a later version',
  ERASED: 'deposited; what was private was lawfully erased',
};

const fact: FactWords = {
  signed: (said) =>
    `Peers of these ${String(said.by.length)} organisations signed this very answer, byte for byte: ${said.by.map((o) => `${o.mspId} (${o.custodian})`).join(', ')}.`,
  fresh: () =>
    'The answer repeats random bytes that this page made just now: it answers this question and is no old answer.',
  sameBytes: (said) =>
    `The signers’ ledger holds ${String(said.deposits)} deposits and ${String(said.certificates)} certificates of this digest.`,
  noneThen: (said) =>
    `As of ${when(said.at)}, the signers’ ledger held no such record that is public.`,
  status: (said) =>
    `As of ${when(said.at)}, the signers’ ledger says that the certificate is: ${statuses[said.status] ?? said.status}.`,
  timeClaimed: (said) =>
    `The time of the answer, ${when(said.at)}, is what the asking side’s clock said.`,
  depositTime: () => 'Times of deposits are what the depositors’ clocks said.',
  depositBounded: () =>
    'Deposits that cite a time beacon were made after it; an evidence report gives the whole interval.',
  registerStates: () =>
    'Name, overview and restrictions are the applicant’s words, reviewed by the registrar.',
  custodians: () => 'Who vouches for each organisation is what the trust anchors say.',
  nothing: () => 'The signatures were not accepted, so nothing in the answer is proven.',
  currency: () => 'An answer shows the state when it was signed; what changed later is not in it.',
  replayed: () =>
    'This answer was brought, not asked for now; that it is the latest can not be proven.',
  singleCustodian: () =>
    'One process holds all keys of this ledger (trial on one machine): independence of the organisations is not proven.',
  rootsFromHere: () =>
    'The trust anchors came from this server: independence of the organisations is not proven. Compare the printed fingerprints, or load an anchors file of your own.',
  truth: () =>
    'Whether the content is true, lawfully obtained, or whose it was before: a digest can not prove it.',
  absence: () =>
    'No record does not mean a forged file: it may never have been deposited, or differ by one byte from what was.',
};

export const en: Words = {
  lang: 'en',
  title: 'Verification · Shuquan',
  brand: 'Shuquan · Verification',
  otherLang: '中文',
  skip: 'Skip to content',
  lead: 'Check a file, a certificate or a signed answer. Your browser reaches the verdict; you need not believe this site.',
  api: 'API documentation',
  file: {
    title: 'Check a file',
    hint: 'Any type, any size.',
    choose: 'Choose a file',
    drop: 'or drop it here',
    privacy:
      'The file never leaves this device. The browser computes its SHA-256 and SM3 digests here and asks with the SHA-256 digest alone.',
  },
  number: {
    title: 'Look up a number or digest',
    hint: 'A certificate number is SJ and 13 digits. The text of a certificate’s QR code or a digest of 64 hex digits will do as well.',
    label: 'Certificate number, QR text or digest',
    algorithm: 'Digest algorithm',
    ask: 'Look up and check',
  },
  answer: {
    title: 'Check a signed answer',
    hint: 'Paste or open the JSON that shuquan exports (kind shuquan.answer). The check needs no network.',
    label: 'Signed answer (JSON)',
    choose: 'Open a file',
    check: 'Check',
    age: 'How old it may be',
    ages: ['any age', 'one day', 'thirty days'],
  },
  trust: {
    title: 'Trust anchors',
    origin: {
      SERVER: 'From this server: compare them with the printed fingerprints.',
      OWN: 'From the file that you loaded.',
    },
    missing:
      'This server names no trust anchors. Load an anchors file of your own; nothing can be checked without.',
    single: 'Trial ledger on one machine: one process holds every key.',
    custodian: 'Vouched for by',
    fingerprint: 'Fingerprint of the root (SHA-256)',
    load: 'Load an anchors file',
    drop: 'Use this server’s anchors again',
    same: 'The roots that this server names are those of your file.',
    differ:
      'Mind: this server names other roots than your file. Answers are checked by your file alone.',
    independent: 'Independent organisations that must have signed',
    channel: 'Channel',
  },
  progress: {
    hashing: (name) => `Computing the digests of “${name}” on this device`,
    share: (percent) => `${String(percent)}% done`,
    asking: 'Asking and checking …',
    cancel: 'Cancel',
    cancelled: 'Cancelled.',
  },
  fault: {
    number:
      'This is no certificate number, QR text or digest. A number is SJ and 13 digits, such as SJ5112026090001.',
    answer: 'Paste or open a signed answer first.',
    anchors: 'This is no anchors file that can be used; the anchors stay as they were.',
    unreadable: 'The file can not be read: it was moved or changed, or it is a folder.',
    tooLarge: 'This file is too large for a signed answer or an anchors file.',
    severalFiles: 'One file at a time, please.',
  },
  verdict: verdictNames.en,
  headline: {
    fileFound: {
      title: 'This file is on record',
      advice: 'The ledger holds records of exactly these bytes; see below.',
    },
    digestFound: {
      title: 'This digest is on record',
      advice: 'The ledger holds records of this digest; see below.',
    },
    certificateValid: {
      title: 'The certificate is valid',
      advice: 'The ledger says that it is valid now.',
    },
    certificateExpiring: {
      title: 'The certificate is valid and about to expire',
      advice: 'It is still valid and can be renewed. Mind its last day.',
    },
    certificateInDoubt: {
      title: 'The certificate stands, with an objection, dispute or restriction',
      advice: 'Before you rely on it, find out what its status means for you.',
    },
    certificateEnded: {
      title: 'The certificate is no longer valid',
      advice:
        'It was on the ledger, and lapsed, was cancelled, revoked or transferred. Do not rely on it.',
    },
    otherPaper: {
      title: 'The QR code does not fit the ledger',
      advice:
        'The number is on record, but the deposit in the QR code is not its own. The paper may be forged.',
    },
    fileNotFound: {
      title: 'No record of this file was found',
      advice:
        'The ledger has no public record of exactly these bytes. One changed byte gives another digest.',
    },
    otherBytes: {
      title: 'No record of this file was found',
      advice:
        'A record has its SHA-256 and another SM3, so it is of other bytes. Please tell the registrar.',
    },
    digestNotFound: {
      title: 'No record of this digest was found',
      advice: 'The ledger has no public record of it. Check the digest and its algorithm.',
    },
    certificateNotFound: {
      title: 'There is no certificate of this number',
      advice:
        'The signers’ ledger has none. Check the number; if it stands on paper, the paper may be forged.',
    },
    answerGenuine: {
      title: 'The answer is genuine',
      advice: 'The organisations needed signed it and nothing was changed. What it says is below.',
    },
    answerSaysNone: {
      title: 'The answer is genuine, and says “none”',
      advice: 'The organisations needed signed that there was no such record.',
    },
    broken: {
      title: 'The answer does not hold',
      advice:
        'It was altered, wrongly signed, is of another ledger, or answers another question. Do not rely on it.',
    },
    untrusted: {
      title: 'The signers are not trusted',
      advice:
        'The signatures hold, but not by signers of your anchors, or by too few that are independent.',
    },
    stale: {
      title: 'This is an old answer',
      advice: 'It holds, but answers an earlier question or is older than you allow. Ask again.',
    },
    policyNotMet: {
      title: 'Too few organisations signed',
      advice:
        'The signatures hold, but fewer organisations signed than the ledger’s rules ask for.',
    },
    incomplete: {
      title: 'The check is not complete',
      advice: 'Some step could not be checked, so there is no verdict.',
    },
    unreachable: {
      title: 'There is no answer',
      advice:
        'This server can not be reached. Check the network and try again; nothing is wrong with your file for that.',
    },
    busy: {
      title: 'There is no answer just now',
      advice: 'Too much was asked, or the ledger is busy. Wait a minute and try again.',
    },
    refused: {
      title: 'This server did not answer',
      advice: 'It refused the question. Try again later, or tell its operator.',
    },
    noAnchors: {
      title: 'Without trust anchors nothing can be checked',
      advice: 'Load an anchors file, got by another way, under “Trust anchors”.',
    },
  },
  result: {
    region: 'Verdict',
    subject: 'What was checked',
    fileName: 'File name (shown on this device only)',
    size: 'Size',
    bytes: (size) => `${size.toLocaleString('en')} bytes`,
    certificateNo: 'Certificate number',
    proven: 'Proven',
    stated: 'Only stated',
    notProven: 'Not proven',
    nothingProven: 'Nothing is proven.',
    findings: 'Records on the ledger',
    deposit: 'Deposit',
    depositedAt: 'Deposited at (depositor’s clock)',
    depositedBy: 'Organisation',
    transaction: 'Transaction',
    state: 'Status',
    certificate: 'Certificate',
    encumbrances: 'Encumbered by',
    registrar: 'Registrar',
    registeredAt: 'Registered at',
    lastValidDay: 'Last valid day',
    dataName: 'Name of the data',
    overview: 'Overview',
    restrictions: 'Restrictions',
    resale: ['no resale', 'resale allowed'],
    exporting: ['no export', 'export allowed'],
    holders: 'Holders',
    withheld:
      'The notice was withheld on lawful request; what was registered is not shown in public.',
    more: 'There are more records; the oldest are shown.',
    raw: 'The whole answer',
    steps: 'Step by step (for engineers)',
    again: 'Check something else',
    print: 'Print this verdict',
    keep: 'Keep the signed answer',
    checkedAt: (at) => `Checked at (this device’s clock): ${at}`,
  },
  fact,
  step: stepNames.en,
  outcome: outcomeNames.en,
  status: statuses,
  encumbrance: {
    FREEZE: 'a judicial freeze',
    ADMIN_CONTROL: 'administrative control',
    EMERGENCY: 'suspension in an emergency',
    PLEDGE: 'a pledge',
    DISPUTE: 'a dispute',
  },
  right: { HOLD: 'right to hold', USE: 'right to use', OPERATE: 'right to operate' },
  print:
    'Made by the browser from the signed answer; shuquan verify --answer checks it again offline.',
};
