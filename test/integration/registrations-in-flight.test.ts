import { createHash } from 'node:crypto';
import { canonicalize, recordDigest } from '@shuquan/chaincode/model';
import { expect } from 'chai';
import { adoptRules, developmentRules } from '@shuquan/gateway/founding/rules';
import { openTestLedger, type TestLedger } from '../support/embedded.js';
import { REG1 } from '../support/register-samples.js';
import { RegistrationLoad } from '../support/registration-load.js';
import { Registrar, shanghai } from '../support/registrar.js';
import { Stage } from '../support/stage.js';

const COUNT = 200;
const MONTH = '202609';

/** RFC 6962, written here once more: the root is not to be believed but computed. */
function rootOf(leaves: readonly string[]): Buffer {
  const sha = (...parts: Uint8Array[]): Buffer =>
    createHash('sha256').update(Buffer.concat(parts)).digest();
  const [only] = leaves;
  if (leaves.length === 1 && only !== undefined) return sha(Buffer.of(0), Buffer.from(only));
  let half = 1;
  while (half * 2 < leaves.length) half *= 2;
  return sha(Buffer.of(1), rootOf(leaves.slice(0, half)), rootOf(leaves.slice(half)));
}

describe('200 registrations in flight', function () {
  this.timeout(180_000);
  let test: TestLedger;
  let desk: Registrar;
  let load: RegistrationLoad;

  before(async () => {
    test = await openTestLedger({ start: shanghai('2026-09-01 09:00') });
    const as = (id: string) => test.ledger.identity(id);
    const officials = ['registry-official', 'authority-official', 'court-official'];
    await adoptRules(test.ledger, developmentRules(2026), officials.map(as));
    const advance = (ms: number): void => {
      test.clock.advance(ms);
    };
    const close = () => test.dispose();
    const { now } = test.clock;
    desk = new Registrar(new Stage({ ledger: test.ledger, as, now, alone: true, advance, close }));
    await desk.goTo(shanghai('2026-09-14 10:00'));
    load = new RegistrationLoad({ ledger: test.ledger, as, now });
    await load.run('FL', COUNT, COUNT);
  });
  after(() => test.dispose());

  it('are all certified, with serials from 1 to 200 and none twice', async () => {
    const numbers = load.certificates.map(({ no }) => no).sort();
    const wanted = Array.from(
      { length: COUNT },
      (_, i) => `SJ511${MONTH}${String(i + 1).padStart(4, '0')}`,
    );
    expect(numbers).to.deep.equal(wanted);
    expect(new Set(load.certificates.map((each) => each.case)).size).to.equal(COUNT);
    for (const each of load.certificates) {
      const { state } = await desk.view(each.case);
      expect(state.status).to.equal('CERTIFIED');
      expect(state.certificateNo).to.equal(each.no);
    }
  });

  it('leave no gap, and a root that their certificates give', async () => {
    const asked = { registrar: REG1, month: MONTH, from: 1, count: 500 };
    const report = await desk.stage.ask('closing:gaps', asked, 'bank');
    expect(report.gaps).to.deep.equal([]);
    expect(report.last).to.equal(COUNT);
    expect(report.rootHolds).to.be.true;
  });

  it('are closed with their month by two organisations; nothing more is numbered in it', async () => {
    // One that was registered in September and is not numbered yet.
    await load.register('FL-late');
    await desk.goTo(shanghai('2026-10-09 10:00'));
    const of = { registrar: REG1, month: MONTH };
    const proposed = await desk.act('closing:propose', of, 'registry-official');
    expect(proposed.statement).to.include({ count: COUNT, voids: 0, lastSerial: COUNT });
    const leaves: string[] = [];
    for (let serial = 1; serial <= COUNT; serial += 1) {
      const no = `SJ511${MONTH}${String(serial).padStart(4, '0')}`;
      const { certificate } = await desk.stage.ask('register:certificate', { no }, 'bank');
      leaves.push(canonicalize([no, recordDigest(certificate)]));
    }
    expect(proposed.statement.root).to.equal(rootOf(leaves).toString('hex'));
    const { digest } = proposed;
    const again = { ...of, digest };
    expect(await desk.stage.code('closing:approve', again, 'registry-official')).to.equal(
      'APPROVER_NOT_INDEPENDENT',
    );
    const closed = await desk.act('closing:approve', again, 'authority-official');
    expect(closed.state).to.equal('CLOSED');
    const late = { cases: ['FL-late'], month: MONTH };
    expect(await desk.stage.code('register:certify', late, 'registrar1')).to.equal(
      'SERIAL_CLOSED_PERIOD',
    );
    const { certificates } = await desk.act(
      'register:certify',
      { cases: ['FL-late'] },
      'registrar1',
    );
    expect(certificates.map(({ no }) => no)).to.deep.equal(['SJ5112026100001']);
  });
});
