import { actsOf } from './operation/acts.js';
import { derivations } from './lineage/derivations.js';
import { grounds } from './lineage/grounds.js';
import { provenance } from './lineage/provenance.js';
import { steps } from './lineage/steps.js';
import { traces } from './lineage/traces.js';
import { contractSuite, covers, type OpenBench } from './suite.js';

/** 溯源: steps of processing, and edges from what was used to what was made. */
export function lineageSuite(name: string, open: OpenBench): void {
  contractSuite(`lineage: ${name}`, open, (use) => {
    actsOf('lineage', use);
    describe('step', () => {
      steps(use);
    });
    describe('basis', () => {
      grounds(use);
    });
    describe('derivation', () => {
      derivations(use);
    });
    describe('trace', () => {
      traces(use);
    });
    describe('PROV', () => {
      provenance(use);
    });
    // What rests on a record has a suite of its own.
    const affected = [
      ...['OK', 'RECORD_NOT_FOUND', 'CURSOR_INVALID', 'AFFECTED_TOO_MANY', 'AS_OF_TOO_LATE'],
    ];
    covers(
      'lineage',
      use,
      affected.map((code) => `lineage:affected ${code}`),
    );
  });
}
