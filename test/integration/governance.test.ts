import { type ListDocument, signedListText } from '@shuquan/chaincode/model';
import { expect } from 'chai';
import { TestGateway } from './gateway.js';

const official = { as: 'registry-official' };

describe('governance and code lists over HTTP', function () {
  this.timeout(120_000);
  let gateway: TestGateway;
  before(async () => {
    gateway = await TestGateway.open();
  });
  after(() => gateway.close());

  it('change a setting when another organisation’s official approves', async () => {
    const change = {
      kind: 'ROLE',
      value: { role: 'supervisor', msps: ['RegistryMSP', 'AuthorityMSP'] },
    };
    const input = { id: 'change-1', change, reason: '示例' };

    const proposed = await gateway.post('/v1/governance/proposals', input, official);
    const { digest } = proposed.body.value as { digest: string };
    const own = await gateway.post(
      '/v1/governance/proposals/change-1/approval',
      { digest },
      official,
    );
    const other = await gateway.post(
      '/v1/governance/proposals/change-1/approval',
      { digest },
      { as: 'authority-official' },
    );
    const read = await gateway.get('/v1/governance/proposals/change-1');
    const settings = await gateway.get('/v1/governance/settings/ROLE?limit=100');

    expect(proposed.status).to.equal(201);
    expect(own.body.code).to.equal('APPROVER_NOT_INDEPENDENT');
    expect(other.body.value.state).to.equal('ADOPTED');
    expect(read.body.state).to.equal('ADOPTED');
    const keys = settings.body.items.map(({ key }: { key: string }) => key);
    expect(keys).to.include('supervisor');
  });

  it('let a proposal be turned down', async () => {
    const change = { kind: 'ROLE', value: { role: 'supervisor', msps: ['RegistryMSP'] } };
    const input = { id: 'change-2', change, reason: '示例' };
    await gateway.post('/v1/governance/proposals', input, official);

    const rejected = await gateway.post(
      '/v1/governance/proposals/change-2/rejection',
      {},
      official,
    );
    const again = await gateway.post('/v1/governance/proposals/change-2/rejection', {}, official);

    expect(rejected.body.value.state).to.equal('REJECTED');
    expect(again.body.code).to.equal('PROPOSAL_CLOSED');
  });

  it('found a channel once', async () => {
    const read = await gateway.get('/v1/governance/proposals/founding');
    const founding = read.body.change.value;

    const again = await gateway.post('/v1/governance/founding', founding, official);
    const { digest } = read.body as { digest: string };
    const ratified = await gateway.post(
      '/v1/governance/founding/ratification',
      { digest },
      official,
    );

    expect(again.body.code).to.equal('GOVERNANCE_FOUNDED');
    expect(ratified.body.code).to.equal('PROPOSAL_CLOSED');
  });

  it('publish a list under the publisher’s own signature, version by version', async () => {
    const document: ListDocument = {
      kind: 'CODES',
      listId: 'EVIDENCE_KIND',
      version: 1,
      basis: '示例',
      entries: [{ code: 'FILE', zh: '文件', en: 'File' }],
      retired: [],
    };
    const publisher = gateway.ground.ledger.identity('registry-official');
    const der = await publisher.sign(Buffer.from(signedListText(document)));
    const signature = Buffer.from(der).toString('base64');

    const published = await gateway.post('/v1/code-lists', { document, signature }, official);
    const forged = await gateway.post(
      '/v1/code-lists',
      { document: { ...document, version: 2 }, signature },
      official,
    );
    const read = await gateway.get('/v1/code-lists/EVIDENCE_KIND/versions/1');
    const versions = await gateway.get('/v1/code-lists/EVIDENCE_KIND/versions');
    const missing = await gateway.get('/v1/code-lists/EVIDENCE_KIND/versions/2');

    expect(published.status).to.equal(201);
    expect(published.headers.get('location')).to.equal('/v1/code-lists/EVIDENCE_KIND/versions/1');
    expect(forged.body.code).to.equal('SIGNATURE_INVALID');
    expect(read.body.document).to.deep.equal(document);
    expect(versions.body.items).to.have.length(1);
    expect(missing.body.code).to.equal('CODE_LIST_NOT_FOUND');
  });

  it('say what there is no beacon for', async () => {
    const latest = await gateway.get('/v1/beacons/latest');
    const first = await gateway.get('/v1/beacons/1');
    const covering = await gateway.get('/v1/beacons/covering/0');

    for (const { body } of [latest, first, covering])
      expect(body.code).to.equal('BEACON_NOT_FOUND');
  });
});
