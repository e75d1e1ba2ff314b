import {
  cpSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canonicalize } from '@shuquan/chaincode/model';
import { nodeCrypto } from '@shuquan/gateway/crypto';
import {
  type ArchiveIndex,
  archiveRoot,
  parseAnchors,
  Verifier,
  verifyArchive,
  withPast,
} from '@shuquan/verifier';
import { expect } from 'chai';
import { shuquanIn } from '../support/command.js';
import { openTestLedger, type TestLedger } from '../support/embedded.js';
import { unique } from '../support/founded.js';
import { REG1 } from '../support/parties.js';
import { takes } from '../support/published-schema.js';
import { quietForm } from '../support/register-samples.js';
import { Registrar } from '../support/registrar.js';
import { Stage } from '../support/stage.js';
import { adoptRules, developmentRules } from '@shuquan/gateway/founding/rules';
import { monthNow } from '../contract/register/serials.js';

describe('a registrar’s archive', function () {
  this.timeout(120_000);
  let test: TestLedger;
  let work: string;
  let anchors: string;
  const at = (...parts: string[]): string => join(work, ...parts);

  before('registers, closes a month, and exports twice', async () => {
    work = mkdtempSync(join(tmpdir(), 'shuquan-archive-'));
    test = await openTestLedger();
    const { ledger, clock } = test;
    await adoptRules(
      ledger,
      developmentRules(2033),
      ['registry-official', 'authority-official'].map((id) => ledger.identity(id)),
    );
    const stage = new Stage({
      ledger,
      as: (id) => ledger.identity(id),
      now: clock.now,
      advance: (ms) => {
        clock.advance(ms);
      },
      alone: true,
      close: () => Promise.resolve(),
    });
    const desk = new Registrar(stage);
    await desk.certified(unique('rc'), quietForm(unique('ds')));
    await desk.certified(unique('rc'), quietForm(unique('ds')));
    const month = monthNow(desk);
    await desk.later(31);
    const closing = await desk.act(
      'closing:propose',
      { registrar: REG1, month },
      'registry-official',
    );
    const { digest } = closing;
    await desk.act('closing:approve', { registrar: REG1, month, digest }, 'authority-official');
    anchors = JSON.stringify(ledger.anchors());
    await ledger.close();
    for (const dir of ['one', 'two']) {
      const args = ['archive', 'export', at(dir), '--registrar', REG1];
      const ended = await shuquanIn({ DATA_DIR: test.dataDir }, args);
      expect(ended.code, ended.err).to.equal(0);
    }
  });
  after(async () => {
    await test.dispose();
    rmSync(work, { recursive: true, force: true });
  });

  const indexOf = (dir: string): ArchiveIndex =>
    JSON.parse(readFileSync(at(dir, 'index.json'), 'utf8')) as ArchiveIndex;

  it('has an index of the schema that is published for it', () => {
    const isIndex = takes('archive-index');
    const index = indexOf('one');

    expect(isIndex(index)).to.equal(true);
    expect(isIndex({ ...index, unknownField: 1 })).to.equal(false);
    expect(isIndex({ ...index, root: 'AB' })).to.equal(false);
    expect(isIndex({ ...index, items: [{ ...index.items[0], block: -1 }] })).to.equal(false);
  });

  function checked(dir: string, pinned = parseAnchors(anchors)) {
    const blocks = readdirSync(at(dir, 'blocks')).map((name) => `blocks/${name}`);
    const more = readdirSync(at(dir)).filter((name) => !['index.json', 'blocks'].includes(name));
    const names = [...blocks, ...more];
    const files = {
      index: readFileSync(at(dir, 'index.json')),
      names,
      read: (name: string) => (names.includes(name) ? readFileSync(at(dir, name)) : undefined),
    };
    return verifyArchive(files, new Verifier(pinned, nodeCrypto), pinned);
  }
  const codes = (dir: string, pinned = parseAnchors(anchors)): string[] => [
    ...new Set(checked(dir, pinned).faults.map(({ code }) => code)),
  ];
  function changed(change: (dir: string) => void): string {
    const dir = unique('copy');
    cpSync(at('one'), at(dir), { recursive: true });
    change(at(dir));
    return dir;
  }
  function rewritten(change: (index: ArchiveIndex) => ArchiveIndex): string {
    return changed((dir) => {
      const index = change(
        JSON.parse(readFileSync(join(dir, 'index.json'), 'utf8')) as ArchiveIndex,
      );
      const { blocks, items } = index;
      const again = { ...index, root: archiveRoot({ blocks, items }) };
      writeFileSync(join(dir, 'index.json'), canonicalize(again));
    });
  }

  it('is the same bytes whenever it is made of the same blocks', () => {
    expect(readFileSync(at('one', 'index.json'))).to.deep.equal(
      readFileSync(at('two', 'index.json')),
    );
    expect(readdirSync(at('one', 'blocks'))).to.deep.equal(readdirSync(at('two', 'blocks')));
    const kinds = new Set(indexOf('one').items.map(({ kind }) => kind));
    expect([...kinds]).to.include.members([
      'case',
      'application',
      'certificate',
      'right',
      'closing',
    ]);
  });

  it('holds, and its closed month is complete', () => {
    const report = checked('one');

    expect(report.faults).to.deep.equal([]);
    expect(report.verdict).to.equal('VALID');
    expect(report.closedMonths).to.have.lengthOf(1);
  });

  it('holds when the registrar’s organisation left, by its roots of then', async () => {
    const { organizations, chaincode, ...rest } = JSON.parse(anchors) as {
      organizations: Record<string, unknown>;
      chaincode: object;
    };
    const staying = Object.fromEntries(
      Object.entries(organizations).filter(([mspId]) => mspId !== 'RegistryMSP'),
    );
    const policy = { n: 2, of: ['AuthorityMSP', 'CourtMSP'] };
    const now = JSON.stringify({
      ...{ ...rest, lifecycle: undefined },
      chaincode: { ...chaincode, policy, keyPolicies: {} },
      organizations: staying,
    });
    const live = parseAnchors(now);

    expect(codes('one', live)).to.deep.equal(['PROOF_INVALID']);
    expect(codes('one', withPast(live, parseAnchors(anchors)))).to.deep.equal([]);
    writeFileSync(at('live.json'), now);
    writeFileSync(at('past.json'), anchors);
    const verify = ['archive', 'verify', at('one'), '--anchors', at('live.json')];
    const [without, ended] = await Promise.all([
      shuquanIn({}, verify),
      shuquanIn({}, [...verify, '--past', at('past.json')]),
    ]);
    expect(without.code).to.equal(1);
    expect(ended.code, ended.out).to.equal(0);
    expect(ended.out).to.include('Past signers, here no more: RegistryMSP');
  });

  it('says which file was changed, is missing, or is one too many', () => {
    const [first = ''] = indexOf('one').blocks.map(({ file }) => file);
    const flipped = changed((dir) => {
      const bytes = readFileSync(join(dir, first));
      bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
      writeFileSync(join(dir, first), bytes);
    });

    expect(codes(flipped)).to.include('FILE_CHANGED');
    expect(
      codes(
        changed((dir) => {
          unlinkSync(join(dir, first));
        }),
      ),
    ).to.include('FILE_MISSING');
    expect(
      codes(
        changed((dir) => {
          writeFileSync(join(dir, 'more.txt'), 'x');
        }),
      ),
    ).to.deep.equal(['FILE_EXTRA']);
  });

  it('says what was done to its index', () => {
    const broken = changed((dir) => {
      writeFileSync(join(dir, 'index.json'), '{"v":1}');
    });
    const spaced = changed((dir) => {
      writeFileSync(join(dir, 'index.json'), JSON.stringify(indexOf('one'), undefined, 1));
    });
    const rooted = changed((dir) => {
      writeFileSync(
        join(dir, 'index.json'),
        canonicalize({ ...indexOf('one'), root: '0'.repeat(64) }),
      );
    });

    expect(codes(broken)).to.deep.equal(['INDEX_UNREADABLE']);
    expect(codes(spaced)).to.deep.equal(['INDEX_UNREADABLE']);
    expect(codes(rooted)).to.deep.equal(['INDEX_CHANGED']);
    expect(codes(rewritten((index) => ({ ...index, channel: 'another' })))).to.deep.equal([
      'OTHER_CHANNEL',
    ]);
  });

  it('leaves nothing out and makes nothing up, whoever rewrote its index', () => {
    const fewer = rewritten((index) => ({ ...index, items: index.items.slice(1) }));
    const more = rewritten((index) => {
      const [item] = index.items;
      return {
        ...index,
        items: item === undefined ? [] : [...index.items, { ...item, sha256: '0'.repeat(64) }],
      };
    });
    const short = changed((dir) => {
      const index = indexOf('one');
      const gone = index.items.find(({ kind }) => kind === 'certificate')?.block;
      const blocks = index.blocks.filter(({ number }) => number !== gone);
      const items = index.items.filter(({ block }) => block !== gone);
      for (const { file, number } of index.blocks) if (number === gone) unlinkSync(join(dir, file));
      const again = { ...index, blocks, items, root: archiveRoot({ blocks, items }) };
      writeFileSync(join(dir, 'index.json'), canonicalize(again));
    });

    expect(codes(fewer)).to.deep.equal(['ITEM_MISSING']);
    expect(codes(more)).to.deep.equal(['ITEM_UNKNOWN']);
    expect(codes(short)).to.deep.equal(['MONTH_INCOMPLETE']);
  });

  it('writes over nothing', async () => {
    const ended = await shuquanIn({ DATA_DIR: test.dataDir }, [
      'archive',
      'export',
      at('one'),
      '--registrar',
      REG1,
    ]);

    expect(ended.code).to.equal(74);
    expect(readdirSync(work).some((name) => name.endsWith('.next'))).to.equal(false);
  });
});
