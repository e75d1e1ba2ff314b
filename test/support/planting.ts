import type { KeyObject } from 'node:crypto';
import { adoptRules, developmentRules } from '@shuquan/gateway/founding/rules';
import type { EmbeddedLedger } from '@shuquan/gateway/ledger/embedded/open';
import { parseAnchors } from '@shuquan/verifier';
import type { Bench } from './bench.js';
import { openTestLedger } from './embedded.js';
import { Ground, type PersonRow } from './founded.js';
import { probedContracts } from './probe.js';

export const rowsOf = (ledger: EmbeddedLedger): PersonRow[] =>
  ledger.people().map((person) => {
    const { pem, key } = ledger.identity(person.id) as unknown as { pem: string; key: KeyObject };
    const keyPem = key.export({ type: 'pkcs8', format: 'pem' }) as string;
    return { ...person, certificatePem: pem, keyPem };
  });

/** A channel on which a test can put a record where no transaction would, or take one away. */
export interface PlantingBench extends Bench {
  readonly ground: Ground;
}

const SEPARATOR = '\u0000';
const keyOf = (type: string, attributes: readonly string[]): string =>
  `${SEPARATOR}${[type, ...attributes].join(SEPARATOR)}${SEPARATOR}`;

/** Puts a record under a composite key, or removes what is there. */
export async function plant(
  bench: PlantingBench,
  [type = '', ...attributes]: readonly string[],
  record: object | undefined,
): Promise<void> {
  const key = keyOf(type, attributes);
  const args =
    record === undefined ? ['probe:remove', key] : ['probe:put', key, JSON.stringify(record)];
  const { ground } = bench;
  const proposal = ground.propose('holder-a', args, bench.now());
  const endorsed = await ground.endorse('holder-a', proposal);
  await ground.commit('holder-a', endorsed);
}

/** Whether a bench can. */
export const plants = (bench: Bench): bench is PlantingBench => 'ground' in bench;

/** The embedded ledger of the other suites, with the contract of tests. */
export async function plantingBench(rules = developmentRules(2033)): Promise<PlantingBench> {
  const test = await openTestLedger({ installed: probedContracts() });
  const { ledger, clock } = test;
  const officials = ['registry-official', 'authority-official'].map((id) => ledger.identity(id));
  await adoptRules(ledger, rules, officials);
  const anchors = parseAnchors(JSON.stringify(ledger.anchors()));
  return {
    ...{ ledger, now: clock.now, alone: true },
    as: (id) => ledger.identity(id),
    ground: new Ground(ledger, rowsOf(ledger), anchors),
    advance: (ms) => {
      clock.advance(ms);
    },
    openUnfounded: async () => {
      const bare = await openTestLedger({ founded: false });
      return {
        ...{ ledger: bare.ledger, now: bare.clock.now, alone: true },
        as: (id) => bare.ledger.identity(id),
        close: () => bare.dispose(),
      };
    },
    openUnder: (only) => plantingBench([...only]),
    close: () => test.dispose(),
  };
}
