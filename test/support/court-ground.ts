import { type Beacon, canonicalize, cite, type QualificationFacts } from '@shuquan/chaincode/model';
import type { PlatformAt } from '@shuquan/chaincode/model';
import { digestsOf } from '@shuquan/gateway/digests';
import {
  type Anchors,
  type AnswerReport,
  type CourtFile,
  type CourtInput,
  parseAnchors,
  verifyAnswer,
} from '@shuquan/verifier';
import { nodeCrypto } from './crypto.js';
import { pick, world, type World } from './fabric-block.js';
import { answerText } from './fabric-transaction.js';
import { REG1 } from './parties.js';

export const hex = (digit: string): string => digit.repeat(64);
/** When the sample was deposited. */
export const DEPOSITED = '2026-06-01T02:00:00.000Z';
export const CHECKED = '2026-11-26T08:00:00.000Z';

const acted = {
  ...{ uscc: REG1, mspId: 'RegistryMSP', role: 'registrar', fingerprint: hex('f'), at: DEPOSITED },
  ...{ custody: 'CLIENT_HELD', txId: hex('0') },
};

/** A deposit of a bare hash, and a claim about when it was made. */
export const depositRecord = {
  ...{ v: 1, id: 'EV-1', kind: 'LOG', digests: { 'SHA-256': hex('1'), SM3: hex('2') }, size: 9 },
  source: { origin: 'OWN', statement: '自有日志' },
  environment: {
    ...{ tool: 'shuquan', toolVersion: '1', system: 'linux' },
    cleanlinessCheck: { performed: false },
  },
  depositor: {
    ...{ mspId: 'RegistryMSP', uscc: REG1, role: 'registrar', fingerprint: hex('f') },
    custody: 'CLIENT_HELD',
  },
  ...{ depositedAt: DEPOSITED, txId: hex('0'), interval: 'WIDE_INTERVAL' },
};

/** What every paper about a platform has. */
export const paper = {
  ...{ platform: 'shuquan', documentDigest: hex('5'), evidence: [] },
  ...{ validFrom: '2026-01-01', validTo: '2026-12-31' },
};
export const mlps = (over: object = {}): QualificationFacts => ({
  ...{ ...paper, id: 'PQ-2', kind: 'MLPS', mlpsLevel: 3, filingNo: '51010000000-00001' },
  ...over,
});

type Standing = PlatformAt['standings'][number];
export const standing = (facts: QualificationFacts, over: Partial<Standing> = {}): Standing => ({
  qualification: {
    ...{ v: 1, facts, operator: REG1, published: acted as never, confirmed: acted as never },
  },
  ...{ status: 'IN_FORCE', onRecordThen: true, ...over },
});

export const platformAt = (standings: readonly Standing[], truncated = false): object => ({
  ...{ at: DEPOSITED, asked: { asOf: DEPOSITED, knownAt: DEPOSITED, beacon: 1 } },
  ...{ standings, truncated },
});

export const beacon: Beacon = {
  v: 1,
  statement: { number: 7, time: '2026-06-01T01:59:00.000Z', height: 40, headerHash: hex('a') },
  witnesses: ['RegistryMSP', 'CourtMSP'].map((mspId) => ({
    ...{ mspId, fingerprint: hex('b'), txId: hex('c'), statedAt: DEPOSITED },
  })),
};

/** Answers that were really signed, whatever is written into them. */
export class CourtGround {
  readonly #world: World;
  /** `undefined` where the anchors are as they were made. */
  #custodian: string | undefined;

  private constructor(made: World) {
    this.#world = made;
  }

  static async open(): Promise<CourtGround> {
    return new CourtGround(await world());
  }

  /** The anchors with another custodian of one organisation: a name that anybody may have chosen. */
  under(custodian: string | undefined): this {
    this.#custodian = custodian;
    return this;
  }

  get anchorsText(): string {
    const { anchors } = this.#world;
    const { organizations } = anchors;
    if (this.#custodian === undefined) return JSON.stringify(anchors);
    const changed = { ...pick(organizations, 'RegistryMSP'), custodian: this.#custodian };
    return JSON.stringify({
      ...anchors,
      organizations: { ...organizations, RegistryMSP: changed },
    });
  }

  get anchors(): Anchors {
    return parseAnchors(this.anchorsText);
  }

  text(transaction: string, value: object): string {
    const { client, peers } = this.#world;
    return answerText({
      ...{ creator: client, args: [transaction, '{}'], value: canonicalize(value) },
      endorsers: [pick(peers, 'RegistryMSP'), pick(peers, 'CourtMSP')],
      // So that two reports on it are two reports on the same bytes.
      nonce: Buffer.alloc(24, 7),
    });
  }

  check(text: string): AnswerReport {
    return verifyAnswer(text, this.anchors, {}, nodeCrypto());
  }

  answer(transaction: string, value: object): AnswerReport {
    return this.check(this.text(transaction, value));
  }

  /** A deposit that was asked for, with whatever else was. */
  input(over: Partial<CourtInput> = {}, record: object = {}): CourtInput {
    const view = {
      ...{ record: { ...depositRecord, ...record }, status: 'DEPOSITED', supersededBy: [] },
    };
    const text = this.text('evidence:read', view);
    const report = this.check(text);
    const { anchors, anchorsText } = this;
    return {
      ...{ language: 'both', checkedAt: CHECKED, verdict: report.verdict, report, beside: [] },
      ...{ anchors, pinned: true },
      files: [
        fileOf('ANSWER', 'answer.json', text),
        fileOf('ANCHORS', 'anchors.json', anchorsText),
      ],
      ...over,
    };
  }
}

export const cited = { interval: 'BOUNDED', beacon: cite(beacon) };

export const fileOf = (role: CourtFile['role'], name: string, text: string): CourtFile => {
  const bytes = Buffer.from(text);
  return { role, name, size: bytes.length, digests: digestsOf(bytes) };
};

/** Whatever somebody may write into a record, a name, or a file’s name. */
export const hostile = {
  statement: '<script>document.title="owned"</script><img src=x onerror=alert(1)>\'&amp;"',
  custodian: '"><svg onload=alert(2)></svg><a href="https://evil.example">x</a>',
  name: 'report\u202Efdp.exe\u0000\u200B</title><script>alert(3)</script>',
} as const;
