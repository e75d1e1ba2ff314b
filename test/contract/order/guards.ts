import { type NamespaceReadWriteSet, satisfied, signaturePolicy } from '@shuquan/verifier';
import { SignaturePolicyEnvelope } from '@shuquan/verifier/wire';
import { specs, type TransactionName } from '@shuquan/chaincode/model';
import { expect } from 'chai';
import { faultsOf, reportOn, simulatedIn, typeOf, blocksOf } from '../../support/chain.js';
import { document, onParty, onRight } from '../../support/court-desk.js';
import { unique } from '../../support/founded.js';
import { freshUscc, HOLDER_B } from '../../support/parties.js';
import { licence } from '../../support/register-forms.js';
import { FIRST } from '../../support/registrar.js';
import type { UseCourt } from '../order.suite.js';

const [REGISTRY, AUTHORITY, COURT] = ['RegistryMSP', 'AuthorityMSP', 'CourtMSP'];
const REFUSED = 'ENDORSEMENT_POLICY_FAILURE';

/** Whose peers it takes, whatever the contract itself thinks of it (ledger rules 5 to 7). */
export function guards(use: UseCourt): void {
  const outcome = async (
    name: TransactionName,
    input: object,
    as: string,
    endorsers: string[],
  ): Promise<string> => {
    const { bench } = use().stage;
    await use().time();
    try {
      await bench.ledger.submit(name, input as never, bench.as(as), { endorsers });
    } catch (err) {
      return (err as { code?: string }).code ?? String(err);
    }
    return 'OK';
  };

  it('freezes, renews and lifts with the court’s peer alone, and never without it', async () => {
    const desk = use();
    const { right } = await desk.held();
    for (const on of [onRight(right), onParty('91510100MA7DEM0166')]) {
      const order = desk.order(on);
      const act = { id: order.id, on: [on], ...document };
      const renewal = { ...act, until: desk.in(40) };

      expect(await outcome('order:freeze', order, 'judge', [REGISTRY, AUTHORITY])).to.equal(
        REFUSED,
      );
      expect(await desk.shown(right)).to.not.include(`${order.id} ATTACHED 1`);
      expect(await outcome('order:freeze', order, 'judge', [COURT])).to.equal('OK');
      expect(await outcome('order:renew', renewal, 'judge', [REGISTRY, AUTHORITY])).to.equal(
        REFUSED,
      );
      expect(await outcome('order:renew', renewal, 'judge', [COURT])).to.equal('OK');
      expect(await outcome('order:unfreeze', act, 'judge', [REGISTRY, AUTHORITY])).to.equal(
        REFUSED,
      );
      expect(await desk.shown(right)).to.include(`${order.id} ATTACHED 1`);
      expect(await outcome('order:unfreeze', act, 'judge', [COURT])).to.equal('OK');
    }
  });

  it('binds a party that was registered without anybody else, from the first time on', async () => {
    const desk = use();
    const uscc = freshUscc();
    await desk.act('party:register', { uscc, type: 'LEGAL_PERSON', name: '示例' }, 'registrar1');
    const freeze = desk.order(onParty(uscc));
    const control = { ...desk.order(onParty(uscc)), id: unique('AC') };

    expect(await outcome('order:freeze', freeze, 'judge', [REGISTRY, AUTHORITY])).to.equal(REFUSED);
    expect(await outcome('order:freeze', freeze, 'judge', [COURT])).to.equal('OK');
    expect(await outcome('control:impose', control, 'authority-official', [AUTHORITY])).to.equal(
      'OK',
    );
  });

  it('binds one that was ordered upon before it was registered, and keeps the order', async () => {
    const desk = use();
    const uscc = freshUscc();
    const freeze = desk.order(onParty(uscc));

    expect(await outcome('order:freeze', freeze, 'judge', [COURT])).to.equal(REFUSED);
    await desk.freeze(onParty(uscc), freeze);
    await desk.act('party:register', { uscc, type: 'LEGAL_PERSON', name: '示例' }, 'registrar1');

    const { orders } = await desk.stage.ask('encumbrance:orders', { on: onParty(uscc) }, 'judge');
    expect(orders.map(({ id }) => id)).to.deep.equal([freeze.id]);
  });

  it('controls with the authority’s peer alone, and never without it', async () => {
    const desk = use();
    const { right } = await desk.held();
    const order = { ...desk.order(onRight(right)), id: unique('AC') };
    const act = { id: order.id, on: [onRight(right)], ...document };
    const as = 'authority-official';

    expect(await outcome('control:impose', order, as, [REGISTRY, COURT])).to.equal(REFUSED);
    expect(await outcome('control:impose', order, as, [AUTHORITY])).to.equal('OK');
    expect(await outcome('control:lift', act, as, [REGISTRY, COURT])).to.equal(REFUSED);
    expect(await outcome('control:lift', act, as, [AUTHORITY])).to.equal('OK');
  });

  it('licenses, cancels and transfers nothing without the court', async () => {
    const desk = use();
    const { right } = await desk.held();
    const id = unique('rc');
    const form = licence({ rights: [right], to: HOLDER_B });
    await desk.approved(id, form, { consents: ['holder-b'] });
    const deposit = { case: id };
    const cancel = { id: unique('JO'), rights: [right], ...document };

    expect(await outcome('register:deposit', deposit, FIRST.by, [REGISTRY, AUTHORITY])).to.equal(
      REFUSED,
    );
    expect(await outcome('order:cancel', cancel, 'judge', [REGISTRY, AUTHORITY])).to.equal(REFUSED);
    expect(await outcome('order:cancel', cancel, 'judge', [AUTHORITY, COURT])).to.equal(REFUSED);
    expect(await outcome('register:deposit', deposit, FIRST.by, [REGISTRY, COURT])).to.equal('OK');
    expect(await outcome('order:cancel', cancel, 'judge', [REGISTRY, COURT])).to.equal('OK');
  });

  it('reads and writes nothing for a freeze but heads of orders, and what every act reads', async () => {
    const desk = use();
    const { right } = await desk.held();
    const order = desk.order(onRight(right));
    await desk.time();

    const { block, txId } = await desk.stage.commit('order:freeze', order, 'judge');

    const [bytes = new Uint8Array()] = await blocksOf(desk.stage.bench.ledger, block);
    const freeze = simulatedIn(bytes).find((each) => each.txId === txId);
    const kinds = (keys: readonly { readonly key: string }[] = []): string[] =>
      [...new Set(keys.map(({ key }) => typeOf(key)))].sort();
    expect(kinds(freeze?.set.writes)).to.deep.equal(['hold']);
    expect(kinds(freeze?.set.reads)).to.deep.equal(['beacon', 'codelist', 'hold', 'setting']);
  });

  it('sets on the keys that it guards the policies that the anchors pin', async () => {
    const { ledger, anchors } = use().stage.bench;
    const { keyPolicies } = anchors?.().chaincode ?? {};
    const born = (await blocksOf(ledger)).flatMap(keyPoliciesIn);

    for (const [type, rule] of keyPolicies ?? []) {
      const policies = born.filter(([of]) => of === type);
      expect(policies, `policies of ${type}`).to.not.be.empty;
      for (const [, policy] of policies) {
        const taken = subsets.filter((msps) => heldBy(policy, msps));
        expect(taken, type).to.deep.equal(subsets.filter((msps) => satisfied(rule, new Set(msps))));
      }
    }
  });

  it('states in the catalogue whose peers an act takes that writes over a guarded key', async () => {
    const done = (await blocksOf(use().stage.bench.ledger)).flatMap(simulatedIn);
    // Whoever guards disposals has the court among them, and so all that orders take.
    const guards = {
      hold: ['ORDER_GUARD', 'DISPOSAL_GUARD'],
      control: ['CONTROL_GUARD'],
      disp: ['DISPOSAL_GUARD'],
    };
    const stated = new Map<string, string | undefined>(
      specs.map(([name, { mustEndorse }]) => [name, mustEndorse]),
    );

    for (const [type, taken] of Object.entries(guards)) {
      const names = done
        .filter(
          ({ name, set }) =>
            stated.has(name) && set.writes.some(({ key }) => isOver(set, key, type)),
        )
        .map(({ name }) => name);
      expect(names, type).to.not.be.empty;
      for (const name of new Set(names)) expect(taken, name).to.include(stated.get(name));
    }
  });

  it('leaves a chain that a verifier takes', async function () {
    this.timeout(120_000);
    const { ledger, anchors } = use().stage.bench;
    if (anchors === undefined) throw new TypeError('Nothing is pinned here.');

    const report = await reportOn(await blocksOf(ledger), anchors());

    expect(faultsOf(report)).to.deep.equal([]);
    expect(report.verdict).to.equal('VALID');
  });
}

const subsets = [0, 1, 2, 3, 4, 5, 6, 7].map((bits) =>
  [REGISTRY, AUTHORITY, COURT].filter((_, i) => (bits >> i) % 2 === 1),
);

/** Whether a key’s policy takes one peer of each of these. */
const heldBy = (policy: Uint8Array, msps: readonly string[]): boolean =>
  signaturePolicy.evaluate(
    SignaturePolicyEnvelope.decode(policy),
    msps.map((mspId) => ({
      mspId,
      role: 'peer',
      bytes: Buffer.from(mspId),
      signer: mspId,
      certificate: { organizationalUnits: ['peer'] },
    })),
  );

/** Whether a key of that type, of a right or of a party, is written over. */
const isOver = ({ reads }: NamespaceReadWriteSet, key: string, type: string): boolean =>
  [type, `${type}-party`].includes(typeOf(key)) &&
  reads.some((read) => read.key === key && read.version !== undefined);

/** The policies that a block sets on keys, each with the type of its key. */
const keyPoliciesIn = (bytes: Uint8Array): (readonly [type: string, policy: Uint8Array])[] =>
  simulatedIn(bytes).flatMap(({ set: { metadataWrites } }) =>
    metadataWrites.flatMap(({ key, entries }) =>
      entries.map(({ value }) => [typeOf(key), value] as const),
    ),
  );
