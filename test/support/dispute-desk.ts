import {
  addDays,
  type DisputeCase,
  type DisputeStatus,
  type Input,
  type Output,
} from '@shuquan/chaincode/model';
import { depositInput, unique } from './founded.js';
import { GrantDesk, type Granted } from './grant-desk.js';
import { ARBITRATION, HOLDER_B } from './parties.js';

type Filing = Input<'dispute:file'>;
export const CLAIM = '1'.repeat(64);
export const STATEMENT = '2'.repeat(64);
export const SETTLEMENT = '3'.repeat(64);
export const BODY = 'arbitrator';

/** Plays disputes of `holder-b` against `holder-a`, before the arbitration commission. */
export class DisputeDesk extends GrantDesk {
  filing(right: string, over: Partial<Filing> = {}): Filing {
    return {
      ...{ id: unique('DC'), path: 'ARBITRATION', body: ARBITRATION },
      ...{ agreementDigest: '4'.repeat(64), claimDigest: CLAIM },
      subjects: [{ kind: 'RIGHT', id: right }],
      standing: { basis: 'INTEREST', evidence: [] },
      against: [],
      ...over,
    };
  }

  /** A deposit of somebody. */
  async evidence(as = 'holder-b', over: Parameters<typeof depositInput>[0] = {}): Promise<string> {
    const id = unique('ev');
    await this.act('evidence:deposit', depositInput({ id, ...over }), as);
    return id;
  }

  /** Filed by `holder-b` over a right of `holder-a`, on evidence of its own. */
  async filed(granted: Granted, over: Partial<Filing> = {}, as = 'holder-b'): Promise<DisputeCase> {
    const standing = over.standing ?? {
      ...{ basis: 'INTEREST' as const, evidence: [await this.evidence(as)] },
    };
    return this.act('dispute:file', this.filing(granted.right, { ...over, standing }), as);
  }

  async opened(granted: Granted, over: Partial<Filing> = {}, as = 'holder-b'): Promise<string> {
    const { id } = await this.filed(granted, over, as);
    await this.act('dispute:accept', { id }, BODY);
    return id;
  }

  serve(
    id: string,
    to: string,
    over: Partial<Input<'dispute:serve'>> = {},
  ): Promise<Output<'dispute:serve'>> {
    const input = {
      ...{ id, to, method: 'ELECTRONIC' as const, servedOn: this.today },
      ...{ receiptDigest: '6'.repeat(64), answerUntil: addDays(this.today, 10) },
      ...over,
    };
    return this.act('dispute:serve', input, BODY);
  }

  answer(id: string, as = 'holder-a'): Promise<Output<'dispute:answer'>> {
    const input = { id, position: 'CONTESTED' as const, statementDigest: STATEMENT };
    return this.act('dispute:answer', input, as);
  }

  /** The other side was served and answered, and the evidence is closed. */
  async heard(granted: Granted, over: Partial<Filing> = {}): Promise<string> {
    const id = await this.opened(granted, over);
    const { dispute } = await this.dispute(id);
    for (const side of dispute.respondents) await this.serve(id, side);
    await this.answer(id);
    await this.act('dispute:hear', { id, on: this.today }, BODY);
    return id;
  }

  award(id: string, over: Partial<Input<'dispute:award'>> = {}): Promise<Output<'dispute:award'>> {
    const input = {
      ...{ id, order: unique('AW'), findings: '请求成立。' },
      ...{ outcome: 'UPHELD' as const, documentNo: '（2026）示例裁字第12号' },
      ...{ documentDigest: '7'.repeat(64), execution: 'NONE' as const },
      ...over,
    };
    return this.act('dispute:award', input, BODY);
  }

  dispute(id: string, as = BODY): Promise<Output<'dispute:read'>> {
    return this.stage.ask('dispute:read', { id }, as);
  }

  async statusOf(id: string, over: Partial<Input<'dispute:read'>> = {}): Promise<DisputeStatus> {
    return (await this.stage.ask('dispute:read', { id, ...over }, BODY)).status;
  }

  /** Kinds of encumbrances that bind a right now. */
  async attached(right: string): Promise<string[]> {
    const { encumbrances } = await this.stage.ask('register:right', { id: right }, 'bank');
    return encumbrances.flatMap(({ kind, status, id }) =>
      status === 'ATTACHED' ? [`${kind} ${id}`] : [],
    );
  }

  /** The code of a transfer of a right, as its holder applies for it. */
  async transferring(granted: Granted, to = HOLDER_B): Promise<string> {
    await this.time();
    const form = {
      ...{ type: 'TRANSFER' as const, rights: [{ right: granted.right }], to },
      ...{ agreementDigest: 'd'.repeat(64), withholdNotice: '涉及商业秘密' },
    };
    try {
      await this.apply(unique('rc'), form);
      return 'OK';
    } catch (err) {
      return (err as { code?: string }).code ?? String(err);
    }
  }
}
