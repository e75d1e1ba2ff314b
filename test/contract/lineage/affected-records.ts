import type { Input } from '@shuquan/chaincode/model';
import { expect } from 'chai';
import { unique } from '../../support/founded.js';
import { at, derivation, namesOf, Tracing } from '../../support/lineage.js';
import { plantRegistration } from '../../support/operation-plants.js';
import { BANK, CONSUMER_C, HOLDER_A, HOLDER_B, OPERATOR } from '../../support/parties.js';
import { plant } from '../../support/planting.js';
import { licence } from '../../support/register-forms.js';
import type { Use } from '../suite.js';

const LATE = '2099-01-01T00:00:00.000Z';
type Root = Input<'lineage:affected'>['of'];

const sorted = (names: readonly string[]): string[] => [...names].sort();

export function affectedRecords(use: Use): void {
  const expectAffected = async (
    play: Tracing,
    of: Root,
    expected: readonly string[],
  ): Promise<void> => {
    const found = namesOf(await play.affected(of));
    expect(sorted(found), `${of.kind} ${of.id}`).to.deep.equal(sorted(expected));
  };

  it('follows a right to licences, certificates, grants, sub-grants and what was made on them', async () => {
    const play = new Tracing(use());
    const { asset, certificate, rights } = await play.certified();
    const lent = licence({ rights: [rights.USE], to: HOLDER_B });
    const lentCase = unique('rc');
    const lentNo = (await play.desk.certified(lentCase, lent, { consents: ['holder-b'] })).no;
    const { rights: under } = await use().ask('register:registration', { case: lentCase }, 'bank');
    const [licensed = ''] = under;
    const grant = await play.granted({ kind: 'RIGHT', right: rights.USE }, asset, {
      grantee: CONSUMER_C,
    });
    const sub = await play.granted({ kind: 'GRANT', grant }, asset, { grantee: BANK });
    const [own, made, far] = [unique('own'), unique('made'), unique('far')];
    const onRight = { kind: 'RIGHT', reference: rights.USE } as const;
    const onGrant = { kind: 'GRANT', reference: grant, purpose: 'CREDIT_VERIFY' } as const;
    await play.derive(derivation(own, [asset], { basis: onRight }));
    await play.derive(derivation(made, [asset], { basis: onGrant }), 'consumer-c');
    await play.derive(derivation(far, [made]), 'holder-d');
    const below = [`GRANT ${sub}`, `VERSION ${made}@1`, `VERSION ${far}@1`];
    const ofRight = [
      ...[`RIGHT ${licensed}`, `CERTIFICATE ${lentNo}`, `CERTIFICATE ${certificate}`],
      ...[`GRANT ${grant}`, `VERSION ${own}@1`, ...below],
    ];

    await expectAffected(play, { kind: 'RIGHT', id: rights.USE }, ofRight);
    await expectAffected(play, { kind: 'RIGHT', id: rights.HOLD }, [`CERTIFICATE ${certificate}`]);
    await expectAffected(play, { kind: 'RIGHT', id: licensed }, [`CERTIFICATE ${lentNo}`]);
    await expectAffected(play, { kind: 'GRANT', id: grant }, below);
    await expectAffected(play, { kind: 'GRANT', id: sub }, []);
    const ids = Object.values(rights).map((id) => `RIGHT ${id}`);
    const whole = ofRight.filter((each) => each !== `CERTIFICATE ${certificate}`);
    await expectAffected(play, { kind: 'CERTIFICATE', id: certificate }, [...ids, ...whole]);
    await expectAffected(play, { kind: 'VERSION', id: `${asset}@1` }, [
      ...[...ids, `CERTIFICATE ${certificate}`, ...whole],
    ]);
    await expectAffected(play, { kind: 'VERSION', id: `${made}@1` }, [`VERSION ${far}@1`]);
  });

  it('names who is to be told, and by which record', async () => {
    const play = new Tracing(use());
    const { asset, rights } = await play.certified();
    const source = { kind: 'RIGHT', right: rights.USE } as const;
    const grant = await play.granted(source, asset, { grantee: CONSUMER_C });
    const sub = await play.granted({ kind: 'GRANT', grant }, asset, { grantee: BANK });

    const [page] = await play.affected({ kind: 'RIGHT', id: rights.USE });

    const of = (kind: string) => page?.items.filter((item) => item.kind === kind);
    const root = { kind: 'RIGHT', id: rights.USE };
    expect(of('GRANT')).to.deep.equal([
      { kind: 'GRANT', id: grant, depth: 1, via: root, parties: [CONSUMER_C], inForce: true },
      {
        ...{ kind: 'GRANT', id: sub, depth: 2, via: { kind: 'GRANT', id: grant } },
        ...{ parties: [BANK], inForce: true },
      },
    ]);
    expect(of('CERTIFICATE')?.map(({ parties }) => parties)).to.deep.equal([[HOLDER_A]]);
  });

  it('follows an agreement to its products, deliveries, registrations and what was made of them', async () => {
    const play = new Tracing(use());
    const { id: agreement } = await play.active();
    const { id: product } = await play.product(agreement);
    const sources = [{ version: at(unique('raw')), catalogNo: 'CD-GS-0007' }];
    const basis = { kind: 'AUTHORISED_OPERATION', reference: agreement } as const;
    await play.derive(derivation(product, [], { sources, basis }), 'operator');
    const delivery = await play.deliver(product);
    const made = unique('made');
    await play.derive(derivation(made, [product]), 'consumer-c');
    const code = `ZY-511-20260210-${made.slice(-12).toUpperCase()}`;
    await plantRegistration(use().bench, product, code);
    await plant(use().bench, ['resource-by-agreement', agreement, code], {});
    await play.act('operation:linkRegistration', { product, lookupCode: code }, 'operator');
    const deliveries = [`PRODUCT_DELIVERY ${delivery.id}`];
    const versions = [`VERSION ${product}@1`, `VERSION ${made}@1`];

    await expectAffected(play, { kind: 'AGREEMENT', id: agreement }, [
      ...[`PRODUCT ${product}`, `RESOURCE ${code}`, ...deliveries, ...versions],
    ]);
    await expectAffected(play, { kind: 'RESOURCE', id: code }, [
      ...[`PRODUCT ${product}`, ...deliveries, `VERSION ${made}@1`],
    ]);
    const [page] = await play.affected({ kind: 'RESOURCE', id: code });
    expect(page?.items[0]?.parties).to.deep.equal([OPERATOR]);
    const [raw] = sources;
    await expectAffected(play, { kind: 'VERSION', id: `${product}@1` }, [
      ...[`PRODUCT ${product}`, ...deliveries, `VERSION ${made}@1`],
    ]);
    expect(
      await use().code(
        'lineage:affected',
        { of: { kind: 'VERSION', id: `${raw?.version.asset ?? ''}@1` }, limit: 5 },
        'bank',
      ),
    ).to.equal('RECORD_NOT_FOUND');
  });

  it('is of a record that is there', async () => {
    for (const kind of ['RIGHT', 'CERTIFICATE', 'RESOURCE', 'GRANT', 'AGREEMENT', 'VERSION']) {
      const of = { kind, id: 'nothing@1' };
      expect(await use().code('lineage:affected', { of, limit: 5 }, 'bank')).to.equal(
        'RECORD_NOT_FOUND',
      );
    }
    const [asset = ''] = await new Tracing(use()).known('late');
    const late = { of: { kind: 'VERSION', id: `${asset}@1` }, limit: 5, asOf: LATE };
    expect(await use().code('lineage:affected', late, 'bank')).to.equal('AS_OF_TOO_LATE');
    expect(
      await use().code(
        'lineage:affected',
        { of: { kind: 'PRODUCT', id: 'pr-1' }, limit: 5 },
        'bank',
      ),
    ).to.equal('INPUT_INVALID');
  });
}
