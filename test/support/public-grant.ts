import type { Grant } from '@shuquan/chaincode/model';
import { operated } from '../contract/resource/agreements.js';
import { product } from '../contract/resource/products.js';
import { unique } from './founded.js';
import { GrantDesk } from './grant-desk.js';
import { catalogEntry, plantAgreement, plantEntries } from './operation-plants.js';
import { filedAgreement } from './operation-records.js';
import { BANK } from './parties.js';
import { ResourceDesk } from './resource-desk.js';
import type { Stage } from './stage.js';

/** AGR-1 → the right in a product → G-2 → SG-1. */
export interface PublicChain {
  readonly desk: GrantDesk;
  readonly agreement: string;
  readonly right: string;
  readonly g2: Grant;
  readonly sg1: Grant;
}

/** What scenario 6 is about, on any channel where a test may plant an agreement. */
export async function publicChain(stage: Stage): Promise<PublicChain> {
  const { bench } = stage;
  const [agreement, asset] = [unique('AGR'), unique('PR')];
  const to = `${String(bench.now().getUTCFullYear() + 1)}-12-31`;
  await plantEntries(bench, [catalogEntry('CD-GS-0007')]);
  await plantAgreement(bench, filedAgreement({ id: agreement, term: { from: '2026-01-01', to } }));
  const resources = new ResourceDesk(stage);
  const { lookupCode } = await resources.coded(operated(asset, agreement), { as: 'operator' });
  const { rights } = await resources.certified(unique('rc'), product(asset, lookupCode), {
    as: 'operator',
  });
  const desk = new GrantDesk(stage);
  const right = rights[2] ?? '';
  const scope = { count: 100_000, recipients: ['LICENSED_FINANCIAL'] };
  const g2 = await desk.granted(desk.rootOffer({ asset, right }, scope), 'operator', 'consumer-c');
  const qualifications = [await desk.qualified(BANK, 'LICENSED_FINANCIAL')];
  const offer = desk.subOffer(g2, BANK, { count: 20_000 }, { qualifications });
  const sg1 = await desk.granted(offer, 'consumer-c', 'bank');
  return { desk, agreement, right, g2, sg1 };
}
