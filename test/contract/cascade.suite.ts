import type { Input } from '@shuquan/chaincode/model';
import { expect } from 'chai';
import { CascadeDesk, everything, type Graph } from '../support/cascade-desk.js';
import { document, onRight } from '../support/court-desk.js';
import { unique } from '../support/founded.js';
import { type Affected, Tracing } from '../support/lineage.js';
import { BANK, CONSUMER_C, EXCHANGE, HOLDER_D, OPERATOR } from '../support/parties.js';
import { publicChain } from '../support/public-grant.js';
import { revocation } from '../support/register-forms.js';
import { contractSuite, type OpenBench, type Use } from './suite.js';

type Root = Input<'lineage:affected'>['of'];
const DAY = 86_400_000;

/** 撤销的影响: one version, everything that was made of it, and what is left when it falls. */
export function cascadeSuite(name: string, open: OpenBench): void {
  contractSuite(`cascade: ${name}`, open, (use) => {
    describe('a version of which everything was made', function () {
      this.timeout(180_000);
      fallen(use);
    });
    describe('a public data resource', function () {
      this.timeout(120_000);
      publicly(use);
    });
  });
}

const named = ({ kind, id }: Pick<Affected, 'kind' | 'id'>): string => `${kind} ${id}`;

/** All items of a list, in pages of seven. */
async function listOf(use: Use, of: Root, asOf?: string): Promise<Affected[]> {
  const pages = await new Tracing(use()).affected(of, 7, asOf);
  return pages.flatMap(({ items }) => items);
}
const inForce = (items: readonly Affected[]): string[] =>
  items
    .filter((item) => item.inForce)
    .map(named)
    .sort();

function fallen(use: Use): void {
  let desk: CascadeDesk;
  let graph: Graph;
  let version: Root;

  before('makes everything of it', async () => {
    desk = new CascadeDesk(use());
    graph = await desk.graph();
    version = { kind: 'VERSION', id: `${graph.asset}@1` };
  });

  const standing = (): string[] =>
    everything(graph)
      .filter((each) => each !== `LISTING ${graph.waiting}`)
      .sort();

  it('lists exactly what rests on it, what of that is in force, and what is derived', async () => {
    const items = await listOf(use, version);

    expect(items.map(named).sort()).to.deep.equal(everything(graph).sort());
    expect(inForce(items)).to.deep.equal(standing());
    const derived = items.filter((item) => item.derived === true).map(({ id }) => id);
    expect(derived.sort()).to.deep.equal([...graph.versions].sort());
    const toldOf = (kind: string): string[] | undefined =>
      items.find((item) => item.kind === kind)?.parties;
    expect(toldOf('COMPUTE_RUN')).to.deep.equal([CONSUMER_C]);
    expect(toldOf('PLEDGE')).to.deep.equal([BANK]);
    expect(toldOf('LISTING')).to.include(EXCHANGE);
    expect(toldOf('VOUCHER')).to.include(BANK);
  });

  it('is frozen in part by a court: what relies on the right waits, what was granted goes on', async () => {
    const [, , operate = ''] = graph.rights;
    const root: Root = { kind: 'RIGHT', id: operate };
    const before = await listOf(use, root);
    const then = await desk.pass();
    const on = [onRight(operate)];
    const order = { id: unique('JO'), on, ...document };
    const until = new Date(Date.parse(desk.now) + 30 * DAY).toISOString();
    const blocks = ['DISPOSE' as const, 'GRANT' as const, 'LIST' as const, 'PLEDGE' as const];
    await desk.act('order:freeze', { ...order, blocks, until }, 'judge');
    await desk.pass();

    const during = await listOf(use, root);
    await desk.act('order:unfreeze', order, 'judge');
    await desk.pass();

    const halted = [
      ...[`CERTIFICATE ${graph.certificate}`, `LISTING ${graph.listed}`],
      ...[`CHECK ${graph.check.txId}`, `DEAL ${graph.deals.on}`, `DEAL ${graph.deals.off}`],
    ];
    expect(during.map(named)).to.deep.equal(before.map(named));
    expect(inForce(during)).to.deep.equal(inForce(before).filter((each) => !halted.includes(each)));
    expect(inForce(await listOf(use, root, then))).to.deep.equal(inForce(before));
    expect(inForce(await listOf(use, root))).to.deep.equal(inForce(before));
  });

  it('falls with its certificate: nothing of it is in force, and the past stays what it was', async () => {
    const pages = await new Tracing(use()).affected(version);
    const then = await desk.pass();
    const { certificate } = graph;
    await desk.registered(unique('rc'), revocation(certificate), { as: 'registrar1' });
    await desk.pass();

    const after = await new Tracing(use()).affected(version);

    expect(inForce(after.flatMap(({ items }) => items))).to.deep.equal([]);
    expect(after.at(-1)?.after).to.deep.equal(pages.at(-1)?.after);
    expect(inForce(await listOf(use, version, then))).to.deep.equal(standing());
  });

  it('refuses whoever relies on what fell', async () => {
    const { waiting: id, check, grants, voucher } = graph;
    const list = { id, check: check.txId, nonce: check.nonce };
    expect(await desk.refused('listing:list', list, 'exchange')).to.equal('CERT_REVOKED');
    const off = await desk.stage.ask('deal:read', { id: graph.deals.off }, 'bank2');
    const accept = { id: off.deal.id, disclosure: off.deal.disclosure };
    const relying = { ...accept, check: check.txId, nonce: check.nonce };
    expect(await desk.refused('deal:accept', relying, 'bank2')).to.equal(
      'ANSWER_AUDIENCE_MISMATCH',
    );
    const use_ = { id: unique('use'), grant: grants[1].id, purpose: 'CREDIT_VERIFY' };
    const used = await desk.act('use:record', use_, 'bank');
    expect(used.outcome).to.equal('REFUSED');
    const view = await desk.stage.ask('voucher:read', { id: voucher }, 'bank');
    expect(view.status).to.equal('SUSPENDED');
    expect(await desk.vouchers.refusedUse(view.voucher)).to.equal('VOUCHER_SUSPENDED');
    const run = { run: graph.run, digest: '0'.repeat(64), verdict: 'APPROVED', findings: '符合' };
    expect(await desk.refused('compute:review', run, 'holder-a')).to.equal('ROOT_MISMATCH');
  });

  it('tells whoever is concerned, and has their receipts', async () => {
    const { certificate } = graph;
    const root: Root = { kind: 'CERTIFICATE', id: certificate };
    const play = new Tracing(use());
    const pages = await play.affected(root);
    const items = pages.flatMap((page) => page.items);
    const [page] = pages;
    const concerned = [
      ['LISTING', EXCHANGE, 'exchange'],
      ['CHECK', EXCHANGE, 'exchange'],
      ['PLEDGE', BANK, 'bank'],
      ['VOUCHER', BANK, 'bank'],
      ['COMPUTE_RUN', CONSUMER_C, 'consumer-c'],
      ['DEAL', CONSUMER_C, 'consumer-c'],
    ] as const;
    for (const [kind, to, as] of concerned) {
      const item = items.find((each) => each.kind === kind && each.parties.includes(to));
      if (item === undefined || page === undefined) throw new TypeError(`There is no ${kind}.`);
      const path = pathTo(items, item);
      const affected = { kind: item.kind, id: item.id };
      const send = { id: unique('nt'), of: root, cause: 'REVOKED' as const, affected, path, to };
      await play.act('notice:send', { ...send, page: page.after }, 'registrar1');
      const { digest } = await use().ask('notice:read', { id: send.id }, as);
      await play.act('notice:acknowledge', { id: send.id, digest }, as);
      const { receipt } = await use().ask('notice:read', { id: send.id }, 'registrar1');
      expect(receipt?.acknowledged.uscc, kind).to.equal(to);
    }
    const [first] = items;
    if (first === undefined || page === undefined) throw new TypeError('The list is not empty.');
    const wrong = { kind: 'CHECK' as const, id: 'f'.repeat(64) };
    const path = [root, { kind: first.kind, id: first.id }, wrong];
    const send = { id: unique('nt'), of: root, cause: 'REVOKED', affected: wrong, path };
    const lie = { ...send, to: HOLDER_D, page: page.after };
    expect(await play.refused('notice:send', lie, 'registrar1')).to.equal('NOT_AFFECTED');
  });
}

/** From the root, itself included, to an item, by the way that the list names. */
function pathTo(items: readonly Affected[], item: Affected): Affected['via'][] {
  const { via } = item;
  const before = items.find((each) => named(each) === named(via));
  return [
    ...(before === undefined ? [via] : pathTo(items, before)),
    { kind: item.kind, id: item.id },
  ];
}

function publicly(use: Use): void {
  it('lists what was made of it under its agreement, which stands and falls with that', async () => {
    const { desk: grants, agreement, right, g2, sg1 } = await publicChain(use());
    const desk = new CascadeDesk(use());
    const { listing, check } = await desk.listedBy(right, OPERATOR, 'operator');
    const view = await use().ask('register:right', { id: right }, 'bank');
    const { asset } = view.right.data;
    const code = view.right.publicCode ?? '';
    const { items: rights } = await use().ask(
      'register:rightsOf',
      { data: { asset, version: 1 }, limit: 10 },
      'bank',
    );
    const root: Root = { kind: 'AGREEMENT', id: agreement };
    const items = await listOf(use, root);
    const expected = [
      ...[`RESOURCE ${code}`, ...rights.map((each) => `RIGHT ${each.right.id}`)],
      ...[`GRANT ${g2.id}`, `GRANT ${sg1.id}`, `LISTING ${listing}`, `CHECK ${check}`],
    ];
    const certificates = items.filter(({ kind }) => kind === 'CERTIFICATE').map(named);
    expect(certificates).to.have.length(1);
    const all = [...expected, ...certificates].sort();
    expect(items.map(named).sort()).to.deep.equal(all);
    expect(inForce(items)).to.deep.equal(all);
    const then = await desk.pass();

    await grants.act('agreement:suspend', { id: agreement, reasons: '整改' }, 'implementer');
    await desk.pass();
    const during = await listOf(use, root);
    await grants.act('agreement:resume', { id: agreement, reasons: '完成' }, 'implementer');
    await desk.pass();

    expect(during.map(named)).to.deep.equal(items.map(named));
    expect(inForce(during)).to.deep.equal([]);
    expect(inForce(await listOf(use, root, then))).to.deep.equal(all);
    expect(inForce(await listOf(use, root))).to.deep.equal(all);
  });
}
