import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect } from 'chai';
import { nodeCrypto } from '@shuquan/gateway/crypto';
import { openEmbedded } from '@shuquan/gateway/ledger/embedded/open';
import { openDatabase } from '@shuquan/gateway/ledger/embedded/database';
import { parseAnchors, Verifier } from '@shuquan/verifier';
import { depositOf, openTestLedger, type TestLedger } from '../support/embedded.js';
import { codeOf, rejected } from '../support/rejected.js';

const translator = resolve(import.meta.dirname, '../../../network/fabric/bin/configtxlator');

describe('an embedded ledger', () => {
  let test: TestLedger;

  before(async () => {
    test = await openTestLedger();
    await test.ledger.submit(
      'evidence:deposit',
      depositOf('E-1'),
      test.ledger.identity('registrar1'),
    );
  });
  after(() => test.dispose());

  const blocks = async (): Promise<Uint8Array[]> => {
    const { height } = await test.ledger.info();
    const out: Uint8Array[] = [];
    const signal = new AbortController();
    for await (const { number, bytes } of test.ledger.blocks(0n, signal.signal)) {
      out.push(bytes);
      if (number + 1n === height) signal.abort();
    }
    return out;
  };
  const verifier = (): Verifier =>
    new Verifier(parseAnchors(JSON.stringify(test.ledger.anchors())), nodeCrypto);

  it('writes blocks that the verifier takes, block 0 pinned and definitions under their policy', async () => {
    let previousHash: string | undefined;
    for (const bytes of await blocks()) {
      const report = verifier().block(bytes, { previousHash });
      expect(report.verdict).to.be.oneOf(['VALID', 'INCOMPLETE']);
      const failed = [report, ...report.transactions]
        .flatMap(({ steps }) => steps)
        .filter(({ outcome }) => outcome === 'FAILED');
      expect(failed).to.deep.equal([]);
      previousHash = report.hash;
    }
    expect(previousHash).to.equal(Buffer.from((await test.ledger.info()).hash).toString('hex'));
  });

  it('writes blocks that Fabric’s own tool decodes', async function () {
    if (!existsSync(translator)) {
      if (this.test) this.test.title += ` (skipped: ${translator} is not built)`;
      this.skip();
    }
    const all = await blocks();
    const folder = mkdtempSync(join(tmpdir(), 'shuquan-block-'));
    after(() => {
      rmSync(folder, { recursive: true });
    });
    const decoded = [all[0], all.at(-1)].map((bytes, i) => {
      const file = join(folder, String(i));
      writeFileSync(file, bytes ?? '');
      const args = [
        'proto_decode',
        '--type',
        'common.Block',
        '--input',
        file,
        '--output',
        `${file}.json`,
      ];
      execFileSync(translator, args);
      return JSON.parse(readFileSync(`${file}.json`, 'utf8')) as {
        data: { data: { payload: { data: Record<string, unknown> } }[] };
      };
    });
    const [config, normal] = decoded.map(({ data }) => data.data[0]?.payload.data);
    const { config: { channel_group: group } = {} } = config as {
      config?: { channel_group?: { groups: Record<string, { groups: object }> } };
    };
    expect(Object.keys(group?.groups ?? {})).to.have.members(['Orderer', 'Application']);
    expect(Object.keys(group?.groups['Application']?.groups ?? {})).to.have.length(4);
    expect(normal).to.have.property('actions').with.length(1);
  });

  it('answers with the signature of every organisation asked, and as one custodian', async () => {
    const { ledger } = test;
    const asked = ['RegistryMSP', 'AuthorityMSP', 'CourtMSP'];
    const as = ledger.identity('registrar1');
    const { envelope, value } = await ledger.attest('evidence:read', { id: 'E-1' }, as, asked);
    expect(value.record.id).to.equal('E-1');
    const answer = {
      v: 1,
      kind: 'shuquan.answer',
      envelope: Buffer.from(envelope).toString('base64'),
    };
    const report = verifier().answer(JSON.stringify(answer));
    expect(report.verdict).to.equal('VALID');
    expect(report.organizations.map(({ mspId }) => mspId)).to.have.members(asked);
    expect(report.independentOrganizations).to.equal(1);
    expect(report.singleCustodian).to.equal(true);
  });

  it('signs an answer by no organisation without a peer', async () => {
    const as = test.ledger.identity('registrar1');
    const asked = test.ledger.attest('evidence:read', { id: 'E-1' }, as, ['ExchangeMSP']);
    expect(await codeOf(asked)).to.equal('ENDORSEMENT_FAILED');
  });

  it('carries the contract’s own refusal', async () => {
    const as = test.ledger.identity('registrar1');
    const again = await rejected(test.ledger.submit('evidence:deposit', depositOf('E-1'), as));
    expect(again.code).to.equal('EVIDENCE_EXISTS');
    expect(await codeOf(test.ledger.evaluate('evidence:read', { id: 'none' }, as))).to.equal(
      'EVIDENCE_NOT_FOUND',
    );
  });

  it('gives blocks as they come, and ends with the signal', async () => {
    const { ledger } = test;
    const { height } = await ledger.info();
    const signal = new AbortController();
    const seen: bigint[] = [];
    const following = (async () => {
      for await (const { number } of ledger.blocks(height, signal.signal)) {
        seen.push(number);
        if (seen.length === 2) signal.abort();
      }
    })();
    for (const id of ['B-1', 'B-2']) {
      await ledger.submit('evidence:deposit', depositOf(id), ledger.identity('registrar1'));
    }
    await following;
    expect(seen).to.deep.equal([height, height + 1n]);
  });

  it('is the same after a restart', async () => {
    const before = await test.ledger.info();
    const ledger = await test.reopen();
    expect(await ledger.info()).to.deep.equal(before);
    const { record } = await ledger.evaluate(
      'evidence:read',
      { id: 'E-1' },
      ledger.identity('registrar1'),
    );
    expect(record.id).to.equal('E-1');
  });

  it('brings a changed definition on the ledger as its next sequence', async () => {
    const definition = test.ledger.definition();
    const before = await test.ledger.info();
    await test.ledger.close();
    const chaincode = { ...definition.chaincode, version: '2' };
    const upgraded = { ...definition, chaincode };
    const { dataDir, clock } = test;
    const ledger = await openEmbedded({ dataDir, definition: upgraded, clock: clock.now });
    try {
      const as = ledger.identity('registrar1');
      expect((await ledger.evaluate('evidence:read', { id: 'E-1' }, as)).record.id).to.equal('E-1');
      expect((await ledger.info()).height).to.equal(before.height + 4n);
      await ledger.submit('evidence:deposit', depositOf('U-1'), as);
    } finally {
      await ledger.close();
    }
    await test.reopen();
  });

  it('keeps private keys to its owner', () => {
    const home = join(test.dataDir, 'ledger', 'organizations');
    for (const file of [
      'CourtMSP/ca/key.pem',
      'CourtMSP/peer0/key.pem',
      'CourtMSP/people/judge/key.pem',
    ]) {
      expect(statSync(join(home, file)).mode & 0o777).to.equal(0o600);
    }
    expect(readFileSync(join(home, 'CourtMSP/ca/cert.pem'), 'utf8')).to.match(/BEGIN CERTIFICATE/);
  });

  it('lets nobody else open its folder, and names it', async () => {
    const second = await rejected(openEmbedded({ dataDir: test.dataDir }));
    expect(second.code).to.equal('LEDGER_LOCKED');
    expect(second.message).to.include(test.dataDir);
  });

  it('may be closed twice, and then refuses', async () => {
    const { ledger } = test;
    await Promise.all([ledger.close(), ledger.close()]);
    await ledger.close();
    const as = ledger.identity('registrar1');
    expect(await codeOf(ledger.submit('evidence:deposit', depositOf('Z'), as))).to.equal(
      'LEDGER_CLOSED',
    );
    await test.reopen();
  });

  it('does not start over a block that is missing from its tail', async () => {
    await test.ledger.close();
    const folder = join(test.dataDir, 'ledger', 'db');
    const database = await openDatabase(folder);
    const key = Buffer.concat([Buffer.from('B'), Buffer.from([0, 0, 0, 0, 0, 6])]);
    const kept = await database.get(key);
    await database.del(key);
    await database.close();
    const refusal = await rejected(test.reopen());
    expect(refusal.code).to.equal('LEDGER_DAMAGED');
    expect(refusal.params).to.include({ block: 6 });
    const again = await openDatabase(folder);
    await again.put(key, kept);
    await again.close();
    await test.reopen();
  });
});
