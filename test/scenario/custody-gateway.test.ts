import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DATA_CUSTODIAN } from '@shuquan/chaincode/model';
import { digestFile } from '@shuquan/gateway/cli/digest';
import { expect } from 'chai';
import { RegisterGateway } from '../integration/register.js';
import { ASSESSOR } from '../support/assessor.js';
import { type Ended, shuquanIn } from '../support/command.js';
import { GrantDesk } from '../support/grant-desk.js';

interface Secrets {
  readonly kind: string;
  readonly nonces: readonly string[];
}

/** 数据托管 as its two sides type it, each with its own key, through a gateway that serves. */
describe('shuquan custody through a gateway', function () {
  this.timeout(120_000);
  const folder = mkdtempSync(join(tmpdir(), 'shuquan-custody-'));
  const at = (name: string): string => join(folder, name);
  const bytes = randomBytes(2_500_000);
  let opened: RegisterGateway;
  let terms: object;

  const shuquan = async (as: string, ...args: string[]): Promise<Ended> => {
    await opened.time();
    const { gateway } = opened;
    const env = { DATA_DIR: at('nothing-here'), SHUQUAN_API_KEY: gateway.keyOf(as) };
    return shuquanIn(env, [...args, '--url', gateway.url, '--json']);
  };
  const offline = (...args: string[]): Promise<Ended> =>
    shuquanIn({ DATA_DIR: at('nothing-here') }, ['custody', ...args]);
  const done = async (as: string, ...args: string[]): Promise<Record<string, unknown>> => {
    const { code, out, err } = await shuquan(as, 'custody', ...args);
    expect([code, err], args.join(' ')).to.deep.equal([0, '']);
    return JSON.parse(out) as Record<string, unknown>;
  };
  const secrets = (): Secrets => JSON.parse(readFileSync(at('secrets.json'), 'utf8')) as Secrets;

  before(async () => {
    writeFileSync(at('data.bin'), bytes);
    opened = await RegisterGateway.open();
    const desk = new GrantDesk(opened.gateway.stage());
    await desk.stage.witness();
    const { digests } = await digestFile(at('data.bin'));
    const { asset } = await desk.operated({ digests });
    const qualification = await desk.qualified(ASSESSOR, DATA_CUSTODIAN);
    terms = {
      ...{ data: { asset, version: 1 }, custodian: ASSESSOR, qualification, answerDays: 5 },
      ...{ location: 'GOVERNMENT_CLOUD', term: desk.term(100) },
    };
  });
  after(async () => {
    await opened.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('makes challenges that it tells nobody, and what the ledger is told of them', async () => {
    const made = await offline(
      'challenges',
      at('data.bin'),
      '--count',
      '2',
      '--out',
      at('secrets.json'),
    );

    expect(made.code, made.err).to.equal(0);
    const { commitments } = JSON.parse(made.out) as {
      commitments: { nonceDigest: string; answerDigest: string }[];
    };
    const { kind, nonces } = secrets();
    expect(kind).to.equal('shuquan.custody-challenges');
    expect(statSync(at('secrets.json')).mode & 0o777).to.equal(0o600);
    const sha256 = (...parts: Uint8Array[]): Buffer =>
      parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();
    for (const [i, nonce] of nonces.entries()) {
      const secret = Buffer.from(nonce, 'hex');
      expect(commitments[i]).to.deep.equal({
        nonceDigest: sha256(secret).toString('hex'),
        answerDigest: sha256(sha256(secret, bytes)).toString('hex'),
      });
      expect(made.out).to.not.include(nonce);
    }
    const entrust = { id: 'CU-1', ...terms, commitments };
    await done('holder-a', 'entrust', '--input', JSON.stringify(entrust));
  });

  it('takes, challenges and proves, and lists what it showed', async () => {
    const { digests } = await digestFile(at('data.bin'));
    await done('processor-e', 'take', 'CU-1', '--input', JSON.stringify({ digests }));
    const [nonce = ''] = secrets().nonces;
    await done('holder-a', 'challenge', 'CU-1', '--input', JSON.stringify({ nonce }));

    const answered = await offline('answer', at('data.bin'), '--nonce', nonce, '--json');
    const { answer } = JSON.parse(answered.out) as { answer: string };
    await done('processor-e', 'prove', 'CU-1', '--input', JSON.stringify({ number: 1, answer }));

    const view = await done('holder-a', 'read', 'CU-1');
    expect(view).to.include({ status: 'IN_CUSTODY', left: 1 });
    expect(view['possession']).to.have.nested.property('[0].state', 'PROVEN');
    const { items } = await done('processor-e', 'list', '--limit', '10');
    expect(items).to.have.nested.property('[0].last', 'PROVEN');
  });

  it('is refused by name where a byte is another, and where words are missing', async () => {
    const other = Uint8Array.from(bytes);
    other[0] = (other[0] ?? 0) ^ 1;
    writeFileSync(at('other.bin'), other);
    const [, nonce = ''] = secrets().nonces;
    await done('holder-a', 'challenge', 'CU-1', '--input', JSON.stringify({ nonce }));
    const { out } = await offline('answer', at('other.bin'), '--nonce', nonce);
    const input = JSON.stringify({ number: 2, answer: out.trim() });

    const wrong = await shuquan('processor-e', 'custody', 'prove', 'CU-1', '--input', input);
    expect(wrong.err).to.include('ROOT_MISMATCH');
    const none = await offline('answer', at('data.bin'), '--nonce', 'abc');
    expect([none.code !== 0, none.err.includes('INPUT_INVALID')]).to.deep.equal([true, true]);
    const many = await offline('challenges', at('data.bin'), '--count', '121', '--out', at('x'));
    expect([many.code, many.err.includes('--count takes 1 to 120')]).to.deep.equal([64, true]);
    const missing = await offline('answer', at('missing.bin'), '--nonce', nonce);
    expect([missing.code, missing.err.includes('FILE_UNREADABLE')]).to.deep.equal([66, true]);
    const again = await offline(
      ...['challenges', at('data.bin'), '--count', '1', '--out', at('secrets.json')],
    );
    expect(again.code).to.not.equal(0);
    expect(secrets().nonces).to.have.length(2);
  });

  it('opens to a court for a purpose on record', async () => {
    const closed = await opened.get('/v1/custodies/CU-1', 'judge');
    expect([closed.status, closed.body.code]).to.deep.equal([409, 'QUERY_PURPOSE_MISSING']);
    const stated = { id: 'Q-CU-1', on: { kind: 'CUSTODY', id: 'CU-1' }, purpose: 'LITIGATION' };
    await opened.done('/v1/queries', { ...stated, basis: '（2027）川01民初1号' }, 'judge');

    const seen = await opened.get('/v1/custodies/CU-1?query=Q-CU-1&purpose=LITIGATION', 'judge');

    expect(seen.body).to.include({ status: 'IN_CUSTODY' });
  });
});
