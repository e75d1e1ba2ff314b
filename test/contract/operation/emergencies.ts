import type { Output } from '@shuquan/chaincode/model';
import { isCoded } from '@shuquan/gateway/errors';
import { expect } from 'chai';
import { EmergencyDesk } from '../../support/emergency-desk.js';
import { unique } from '../../support/founded.js';
import { Tracing } from '../../support/lineage.js';
import { Operating } from '../../support/operating.js';
import { BANK, CONSUMER_C, OPERATOR } from '../../support/parties.js';
import type { Use } from '../suite.js';

type On = Output<'emergency:on'>['on'];

interface Played {
  readonly play: Operating;
  readonly supervisors: EmergencyDesk;
  readonly agreement: string;
  readonly product: string;
}

/** A product whose first version the ledger knows, since it says what that was made from. */
async function played(use: Use): Promise<Played> {
  const play = new Operating(use());
  const { id: agreement } = await play.active();
  const { id: product } = await play.product(agreement);
  const source = { version: { asset: unique('src'), version: 1 }, catalogNo: 'CD-GS-0007' };
  const derivation = {
    ...{ target: { asset: product, version: 1 }, sources: [source], steps: [] },
    basis: { kind: 'AUTHORISED_OPERATION' as const, reference: agreement },
  };
  await play.act('lineage:derive', derivation, 'operator');
  return { play, supervisors: new EmergencyDesk(use()), agreement, product };
}

/** What supervisors stop is not delivered either, whatever it is delivered under. */
export function emergencies(use: Use): void {
  /** The code where one is refused; OK where it is delivered. */
  const delivering = async ({ play, product }: Played, over: object = {}): Promise<string> => {
    try {
      await play.deliver(product, over);
      return 'OK';
    } catch (err) {
      if (isCoded(err)) return err.code;
      throw err;
    }
  };

  it('of a version stops that version, until it is lifted', async () => {
    const on = await played(use);
    const { supervisors, product } = on;

    const id = await supervisors.suspend({ kind: 'VERSION', id: `${product}@1` });
    const during = await delivering(on);
    const other = await delivering(on, { version: 2 });
    await supervisors.lift(id);

    expect([during, other, await delivering(on)]).to.deep.equal(['ASSET_FROZEN', 'OK', 'OK']);
  });

  it('of the operator stops it once another sector’s supervisor has signed', async () => {
    const on = await played(use);
    const { supervisors } = on;
    const id = await supervisors.suspend({ kind: 'PARTY', id: OPERATOR });
    const proposed = await delivering(on);
    await supervisors.cosign(id);
    const during = await delivering(on);
    await supervisors.lift(id);

    expect([proposed, during, await delivering(on)]).to.deep.equal(['OK', 'ASSET_FROZEN', 'OK']);
  });

  it('of a recipient stops what goes there alone, and ends by itself', async () => {
    const on = await played(use);
    const { supervisors } = on;
    const id = await supervisors.suspend({ kind: 'PARTY', id: CONSUMER_C });
    await supervisors.cosign(id);

    const during = [await delivering(on), await delivering(on, { recipient: BANK })];

    expect(during).to.deep.equal(['ASSET_FROZEN', 'OK']);
    if (use().bench.advance === undefined) await supervisors.lift(id);
    else await supervisors.later(6);
    expect(await delivering(on)).to.equal('OK');
  });

  it('is felt by what was delivered before, as of then and not as of before', async () => {
    const on = await played(use);
    const { play, supervisors, agreement, product } = on;
    const { id: delivery } = await play.deliver(product);
    const inForce = async (asOf?: string): Promise<string[]> => {
      const pages = await new Tracing(use()).affected(
        { kind: 'AGREEMENT', id: agreement },
        9,
        asOf,
      );
      return pages
        .flatMap(({ items }) => items)
        .flatMap((item) => (item.inForce ? [`${item.kind} ${item.id}`] : []));
    };
    const both = [`PRODUCT ${product}`, `PRODUCT_DELIVERY ${delivery}`];
    const then = await passed();

    const during = async (target: On): Promise<string[]> => {
      const id = await supervisors.suspend(target);
      if (target.kind === 'PARTY') await supervisors.cosign(id);
      await passed();
      const found = await inForce();
      await supervisors.lift(id);
      await passed();
      return found;
    };

    expect(await inForce()).to.include.members(both);
    const ofVersion = await during({ kind: 'VERSION', id: `${product}@1` });
    expect(ofVersion).to.include(both[0]).and.not.include(both[1]);
    const ofOperator = await during({ kind: 'PARTY', id: OPERATOR });
    expect(ofOperator).to.not.include(both[0]).and.not.include(both[1]);
    expect(await inForce()).to.include.members(both);
    expect(await inForce(then)).to.include.members(both);
  });

  /** What was said until now is of the past, whatever clock the channel has. */
  async function passed(): Promise<string> {
    const { bench } = use();
    const now = bench.now().toISOString();
    if (bench.advance === undefined) await new Promise((done) => setTimeout(done, 20));
    else bench.advance(2_000);
    await use().witness();
    return now;
  }
}
