import { randomBytes } from 'node:crypto';
import { commitmentOf, type Digests, sha256Hex } from '@shuquan/chaincode/model';
import { createHash } from 'node:crypto';
import { isCoded } from '../errors.js';
import { depositFacts, environment, idOf } from './depositing.js';
import type { StepReport } from './report.js';
import { deposited, person, type Stage } from './stage.js';

const NAME = 'private';
const text = '联系人：示例；联络方式：示例（仅存证方与法庭可见）';

/** The public record carries a salted commitment; the text itself goes to its custodians only. */
export async function privatePayload(stage: Stage, report: StepReport): Promise<void> {
  const [payload, salt] = [Buffer.from(text), randomBytes(16)];
  const commitment = commitmentOf(salt, payload);
  const { identity } = person(stage, 'holder-a');
  const input = {
    ...{ id: idOf(stage, NAME), kind: 'STATEMENT' as const, size: payload.length, environment },
    // Digests of the commitment: digests of the text itself would let anybody test a guess.
    digests: digestsOf(Buffer.from(commitment, 'hex')),
    source: { origin: 'OWN' as const, statement: '含非公开内容的声明' },
    commitment,
  };
  const committed = await stage.ledger.submit('evidence:deposit', input, identity, {
    transient: { payload, salt },
  });
  stage.deposits.set(NAME, committed);
  const { id } = committed.value;
  const own = await stage.ledger.evaluate('evidence:payload', { id }, identity);
  report.check('The depositor reads it back.', Buffer.from(own.payload, 'base64').equals(payload));
  const stranger = person(stage, 'holder-b');
  const refused = await codeOf(
    stage.ledger.evaluate('evidence:payload', { id }, stranger.identity),
  );
  report.check(`${stranger.party?.name ?? ''} may not read it.`, refused === 'CALLER_FORBIDDEN');
  report.add({ ...depositFacts(committed), commitment, custodian: committed.value.custodian });
}

/** What is erased is gone for good; that it was there, and why it went, stays. */
export async function erasure(stage: Stage, report: StepReport): Promise<void> {
  const { id, commitment } = deposited(stage, NAME).value;
  const { identity } = person(stage, 'holder-a');
  const order = { id, reason: 'SUBJECT_REQUEST' as const, legalBasis: '个人信息保护法第四十七条' };
  const {
    value: tombstone,
    txId,
    block,
  } = await stage.ledger.submit('evidence:erase', order, identity);
  const gone = await codeOf(stage.ledger.evaluate('evidence:payload', { id }, identity));
  report.check('The payload can not be read any more.', gone === 'EVIDENCE_ERASED');
  const { status, record } = await stage.ledger.evaluate('evidence:read', { id }, identity);
  report.check('The record and its commitment stay.', record.commitment === commitment);
  report.check(
    `A tombstone says why: ${tombstone.reason}, ${tombstone.legalBasis}.`,
    status === 'ERASED',
  );
  report.add({ id, status, tombstone, txId, block: block.toString() });
}

function digestsOf(bytes: Uint8Array): Digests {
  return { 'SHA-256': sha256Hex(bytes), SM3: createHash('sm3').update(bytes).digest('hex') };
}

async function codeOf(attempt: Promise<unknown>): Promise<string | undefined> {
  try {
    await attempt;
    return undefined;
  } catch (err) {
    if (isCoded(err)) return err.code;
    throw err;
  }
}
