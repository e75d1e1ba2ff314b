import { refusalIn } from '@shuquan/chaincode/model';
import { inLanes } from '@shuquan/gateway/ledger/laned';
import type { Ledger } from '@shuquan/gateway/ledger/port';
import { isCoded } from '@shuquan/gateway/errors';
import { expect } from 'chai';
import type { UseDesk } from '../../support/use-desk.js';
import type { UseUses } from '../use.suite.js';

const [COUNT, USES] = [100, 200];

/** What each of many uses at once is told, through gateways that remember nothing of the grant. */
async function race(desk: UseDesk, grant: string, gateways: readonly Ledger[]): Promise<string[]> {
  const { stage } = desk;
  const beacon = await stage.witness();
  const as = stage.bench.as('consumer-c');
  return Promise.all(
    Array.from({ length: USES }, async (_, i) => {
      const gateway = gateways[i % gateways.length];
      if (gateway === undefined) throw new TypeError('A race needs a gateway.');
      const input = { ...desk.use({ id: grant }), beacon };
      try {
        const { value } = await gateway.submit('use:record', input, as);
        return refusalIn(value)?.code ?? 'OK';
      } catch (err) {
        if (isCoded(err)) return err.code;
        throw err;
      }
    }),
  );
}

const tally = (codes: readonly string[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const code of codes) counts[code] = (counts[code] ?? 0) + 1;
  return counts;
};

export function racing(desk: UseUses): void {
  for (const gateways of [1, 2]) {
    it(`of a count of 100, 200 uses of ${String(gateways)} gateway(s): exactly 100 are taken`, async function () {
      this.timeout(600_000);
      const grant = await desk().grant({ count: COUNT });
      const { ledger } = desk().stage.bench;
      const fresh = Array.from({ length: gateways }, () => inLanes(ledger));

      const codes = await race(desk(), grant.id, fresh);

      expect(tally(codes)).to.deep.equal({ OK: COUNT, GRANT_EXHAUSTED: USES - COUNT });
      expect(await desk().left(grant)).to.equal(0);
    });
  }
}
