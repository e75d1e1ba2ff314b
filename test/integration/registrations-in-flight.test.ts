import { createHash } from 'node:crypto';
import { canonicalize, recordDigest } from '@shuquan/chaincode/model';
import { expect } from 'chai';
import { REG1 } from '../support/parties.js';
import { RegistrationLoad } from '../support/registration-load.js';
import { Registrar, shanghai } from '../support/registrar.js';
import { HttpDesk } from './http-desk.js';
import { RegisterGateway } from './register.js';

const COUNT = 200;
const MONTH = '202703';

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

describe('200 registrations in flight through the gateway', function () {
  this.timeout(300_000);
  let gateway: RegisterGateway;
  let desk: Registrar;
  let http: HttpDesk;
  let load: RegistrationLoad;

  before(async () => {
    gateway = await RegisterGateway.open();
    desk = new Registrar(gateway.gateway.stage());
    await desk.goTo(shanghai('2027-03-15 10:00'));
    http = new HttpDesk(gateway.gateway);
    load = new RegistrationLoad(http);
    await load.run('FL', COUNT, COUNT);
  });
  after(() => gateway.close());

  it('are all under way at once, every act a request of its own', () => {
    expect(http.most).to.equal(COUNT);
    // Seven acts a case; then they wait for their numbers, up to fifty in one request.
    expect(http.sent).to.be.at.least(7 * COUNT + COUNT / 50);
  });

  it('are all certified, with serials from 1 to 200 and none twice', async () => {
    const numbers = load.certificates.map(({ no }) => no).sort();
    const wanted = Array.from(
      { length: COUNT },
      (_, i) => `SJ511${MONTH}${String(i + 1).padStart(4, '0')}`,
    );
    expect(numbers).to.deep.equal(wanted);
    expect(new Set(load.certificates.map((each) => each.case)).size).to.equal(COUNT);
    for (const each of load.certificates) {
      const { body } = await gateway.get(`/v1/cases/${each.case}`);
      expect(body).to.have.nested.property('state.status', 'CERTIFIED');
      expect(body).to.have.nested.property('state.certificateNo', each.no);
    }
  });

  it('are all listed, and none is left to do', async () => {
    const { ground, model } = gateway.gateway;
    await model.reach(Number((await ground.ledger.info()).height), 60_000);
    const found: string[] = [];
    let cursor = '';
    do {
      const { body } = await gateway.get(`/v1/cases?status=CERTIFIED&limit=100${cursor}`);
      found.push(...body.items.map(({ id }) => id));
      cursor = body.next === undefined ? '' : `&cursor=${body.next}`;
    } while (cursor !== '');
    const { body } = await gateway.get('/v1/worklist?limit=100');

    expect(found.sort()).to.deep.equal(load.certificates.map((each) => each.case).sort());
    expect(body.items).to.deep.equal([]);
  });

  it('leave no gap, and a root that their certificates give', async () => {
    const asked = { registrar: REG1, month: MONTH, from: 1, count: 500 };
    const report = await desk.stage.ask('closing:gaps', asked, 'bank');
    expect(report.gaps).to.deep.equal([]);
    expect(report.last).to.equal(COUNT);
    expect(report.rootHolds).to.be.true;
  });

  it('are closed with their month by two organisations; nothing more is numbered in it', async () => {
    // One that was registered in March and is not numbered yet.
    await load.register('FL-late');
    await desk.goTo(shanghai('2027-04-09 10:00'));
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
    expect(certificates.map(({ no }) => no)).to.deep.equal(['SJ5112027040001']);
  });
});
