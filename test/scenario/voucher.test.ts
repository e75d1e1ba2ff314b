import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { differenceOf, type StepResult } from '@shuquan/gateway/demo/scenario';
import { demoPath } from '@shuquan/gateway/demo/stage';
import { voucher } from '@shuquan/gateway/demo/voucher';
import { expect } from 'chai';
import { embedded } from '../support/embedded.js';
import { PlayedScenario } from '../support/played-scenario.js';

/** What the demo’s subjects would see nowhere; numbers by twos, since five digits are in any digest. */
const values = [
  ...['41230,39880', '45010,30120', '22890,40110', '42300,43990', '47120,49870', '50210,44030'],
  ...['9161,8237', '授信 500万元', '流动资金贷款', '2025-10/2026-09'],
];
/** The data of both vouchers that were issued over the file: as it is, and as private data keeps it. */
const data = readFileSync(demoPath('voucher_power.json'));
const encoded = [data.subarray(60, 100), Buffer.from(data.toString('base64').slice(80, 120))];

const filesUnder = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((name) => statSync(name).isFile());
const holding = (folder: string, wanted: readonly Buffer[]): string[] =>
  filesUnder(folder).filter((name) => {
    const bytes = readFileSync(name);
    return wanted.some((each) => bytes.includes(each));
  });

describe('scenario voucher on the embedded ledger', function () {
  this.timeout(180_000);
  const played = PlayedScenario.inSuite(voucher);
  const { dataDir } = played;
  const step = (name: string): StepResult | undefined => played.step(name);

  it('holds in every step', () => {
    played.holds();
  });

  it('gives the digest, the codes and the end that it must', () => {
    expect(step('issue')?.['digest']).to.equal(
      '4021d88afc16906a86f7d64265d4a334a70bcd8fb470ee1d5e779010be8970f7',
    );
    expect(step('refused')).to.include({
      other: 'VOUCHER_VERIFIER_MISMATCH',
      again: 'VOUCHER_CONSUMED',
    });
    expect(step('withdrawal')).to.include({ code: 'CONSENT_WITHDRAWN', lawful: true });
    expect(step('purge')).to.include({ status: 'ERASED' });
  });

  it('leaves no value of anybody in a block, nor in what it says', () => {
    const said = played.told.join('\n');
    const blocks = filesUnder(join(dataDir, 'ledger', 'blocks'));

    expect(blocks).to.not.be.empty;
    const bytes = Buffer.concat(blocks.map((name) => readFileSync(name)));
    expect(bytes.includes('voucher-use')).to.equal(true);
    for (const each of encoded) expect(bytes.includes(each)).to.equal(false);
    for (const value of values) {
      expect(bytes.includes(value), value).to.equal(false);
      expect(bytes.includes(Buffer.from(value).toString('base64').slice(0, -3)), value).to.equal(
        false,
      );
      expect(said.includes(value), value).to.equal(false);
    }
  });

  it('plays again on the same ledger, step for step', async () => {
    expect(differenceOf(played.results, await played.again())).to.equal(undefined);
  });

  it('leaves the purged bytes nowhere under the data folder, nor in a new backup', async () => {
    // The second voucher of each play is erased as well: then nobody holds the file’s data any more.
    const ledger = embedded(played.opened.ledger);
    const judge = ledger.identity('judge');
    await ledger.compact();
    expect(holding(dataDir, encoded), 'they are found while they are there').to.not.be.empty;
    for (const each of played.told.filter((line) => line.includes('"withdrawal"'))) {
      const id = (JSON.parse(each) as { voucher?: string }).voucher ?? '';
      const order = { voucher: id, reason: 'COURT_ORDER', legalBasis: 'PIPL 47' } as const;
      await ledger.submit('voucher:erase', order, judge);
    }
    await ledger.compact();

    expect(holding(dataDir, encoded)).to.deep.equal([]);
    const target = join(dataDir, 'backup');
    await ledger.backup(target);
    expect(holding(target, encoded)).to.deep.equal([]);
  });
});
