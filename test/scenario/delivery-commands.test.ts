import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Delivery, DispatchInput } from '@shuquan/chaincode/model';
import { expect } from 'chai';
import { type Ended, shuquanIn } from '../support/command.js';
import { deliveryRecord, freshEnds } from '../support/deliveries.js';
import { CONSUMER_C, HOLDER_A } from '../support/parties.js';

const MIB = 1_048_576;

/** The commands as people type them, with files of their own and no ledger. */
describe('shuquan deliver and receive', function () {
  this.timeout(120_000);
  const folder = mkdtempSync(join(tmpdir(), 'shuquan-deliver-'));
  const at = (...names: string[]): string => join(folder, ...names);
  const shuquan = (args: readonly string[], killAfter?: () => boolean): Promise<Ended> =>
    shuquanIn({ DATA_DIR: at('nothing-here') }, args, (child) => {
      if (killAfter !== undefined) void killOnce(child, killAfter);
    });
  const killOnce = async (child: ChildProcess, due: () => boolean): Promise<void> => {
    while (child.exitCode === null && !due()) await sleep(1);
    child.kill('SIGKILL');
  };

  const deliver = (source: string, to: string, ...more: string[]): string[] => [
    ...['deliver', at(source), '--package', at(to), '--key', at('sender.pem'), '--offline'],
    ...['--id', 'D-1', '--grant', 'G-1', '--data', 'DS-A@1', '--purpose', 'CREDIT_VERIFY'],
    ...['--sender', HOLDER_A, '--recipient', CONSUMER_C, '--json', ...more],
  ];
  const receive = (from: string, to: string, ...more: string[]): string[] => [
    ...['receive', at(from), at(to), '--key', at('receiver.pem'), '--offline', '--json'],
    ...['--record', at('record.json'), ...more],
  ];
  /** The record that a ledger would make of what was signed, as `delivery read --json` gives it. */
  const recorded = (out: string): Delivery => {
    const { dispatch } = JSON.parse(out) as { dispatch: DispatchInput };
    const delivery = { ...deliveryRecord(freshEnds()), ...dispatch };
    const view = {
      ...{ delivery, digest: '0'.repeat(64), status: 'DISPATCHED', silence: 'NOT_YET_DUE' },
      ...{ asOf: '2026-10-21T02:00:00.000Z', disputes: [], facts: [], keys: [] },
    };
    writeFileSync(at('record.json'), JSON.stringify(view));
    return delivery;
  };

  before(async () => {
    mkdirSync(at('source/a'), { recursive: true });
    writeFileSync(at('source/a/one.bin'), randomBytes(2 * MIB + 77));
    writeFileSync(at('source/two.csv'), 'uscc,grade\n');
    for (const name of ['sender.pem', 'receiver.pem']) {
      expect((await shuquan(['delivery', 'new-key', '--out', at(name)])).code).to.equal(0);
    }
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  it('makes keys that nobody else reads, and never over another', async () => {
    expect(statSync(at('sender.pem')).mode & 0o077).to.equal(0);
    const again = await shuquan(['delivery', 'new-key', '--out', at('sender.pem')]);
    expect(again.err).to.contain('FILE_UNWRITABLE');
  });

  it('hands a folder over, and signs for what arrived', async () => {
    const sent = await shuquan(deliver('source', 'package'));
    expect(sent.err).to.equal('');
    const { content } = recorded(sent.out);
    expect(content).to.include({ chunks: 4, files: 2, bytes: 2 * MIB + 77 + 11 });

    const got = await shuquan(receive('package', 'target'));

    expect(got.code).to.equal(0);
    expect(JSON.parse(got.out)).to.deep.include({ missing: [], accepted: [{ first: 1, last: 4 }] });
    for (const path of ['a/one.bin', 'two.csv']) {
      expect(readFileSync(at('target', path))).to.deep.equal(readFileSync(at('source', path)));
    }
  });

  it('says which file it can not read', async () => {
    const { code, err } = await shuquan(deliver('nothing', 'no-package'));

    expect(code).to.equal(66);
    expect(err).to.contain('FILE_UNREADABLE').and.to.contain('nothing');
  });

  it('signs for less only when told to, and exactly for that', async () => {
    rmSync(at('package/data/two.csv'));

    const kept = await shuquan(receive('package', 'partly'));
    const signed = await shuquan(receive('package', 'partly', '--partial'));

    expect(kept.code).to.equal(1);
    expect(JSON.parse(kept.out)).to.not.have.property('receipt');
    expect(signed.code).to.equal(1);
    const { receipt, faults } = JSON.parse(signed.out) as Record<string, unknown>;
    expect(receipt).to.deep.include({
      ...{ accepted: [{ first: 1, last: 3 }], missing: [{ first: 4, last: 4 }] },
    });
    expect(faults).to.deep.equal([{ chunk: 4, path: 'two.csv', what: 'ABSENT' }]);
  });

  it('opens a chunk from the hashes, and signs a dispute over it', async () => {
    const dispute = await shuquan([
      ...['delivery', 'sign-dispute', '--record', at('record.json'), '--key', at('sender.pem')],
      ...['--chunk', '4', '--claim', 'SENT', '--package', at('package')],
    ]);

    expect(dispute.code).to.equal(0);
    expect(JSON.parse(dispute.out)).to.include({ chunk: 4, claim: 'SENT' });
    const opened = await shuquan(['delivery', 'open', at('target'), '--chunk', '4']);
    const { opening } = JSON.parse(dispute.out) as { opening: unknown };
    expect(JSON.parse(opened.out)).to.deep.equal(opening);
  });

  it('says the same again for a package that is signed, and refuses it for another delivery', async () => {
    const again = await shuquan(deliver('source', 'package'));
    const other = await shuquan([...deliver('source', 'package'), '--id', 'D-2']);

    expect(recorded(again.out).signature).to.equal(recorded(again.out).signature);
    expect(other).to.include({ code: 65 });
    expect(other.err).to.contain('PACKAGE_TAKEN');
  });

  it('believes no record that its sender did not sign', async () => {
    const view = JSON.parse(readFileSync(at('record.json'), 'utf8')) as { delivery: Delivery };
    const altered = { ...view, delivery: { ...view.delivery, purpose: 'MARKETING' } };
    writeFileSync(at('record.json'), JSON.stringify(altered));

    const got = await shuquan(receive('package', 'elsewhere'));

    expect(got.code).to.equal(65);
    expect(got.err).to.contain('DELIVERY_UNSIGNED');
  });

  it('killed at any moment, it goes on and gives the same', async () => {
    writeFileSync(at('large.bin'), randomBytes(96 * MIB));
    const undisturbed = recorded((await shuquan(deliver('large.bin', 'whole'))).out);
    const copied = (bytes: number) => (): boolean => {
      try {
        return statSync(at('killed/data/large.bin')).size >= bytes;
      } catch {
        return false;
      }
    };
    for (const bytes of [1, 20 * MIB, 60 * MIB]) {
      await shuquan(deliver('large.bin', 'killed'), copied(bytes));
    }

    const { content } = recorded((await shuquan(deliver('large.bin', 'killed'))).out);

    expect(content).to.deep.equal(undisturbed.content);
    const got = await shuquan(receive('killed', 'large'));
    expect(JSON.parse(got.out)).to.include({ missingCount: 0 });
    expect(readFileSync(at('large/large.bin')).equals(readFileSync(at('large.bin')))).to.equal(
      true,
    );
  });
});
