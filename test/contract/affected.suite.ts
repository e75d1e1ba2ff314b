import { affectedPages } from './lineage/affected-pages.js';
import { affectedRecords } from './lineage/affected-records.js';
import { contractSuite, type OpenBench } from './suite.js';

/** 影响范围: everything that one revocation affects, exactly, as a list that proves itself whole. */
export function affectedSuite(name: string, open: OpenBench): void {
  contractSuite(`affected records: ${name}`, open, (use) => {
    describe('list', () => {
      affectedRecords(use);
    });
    describe('pages', () => {
      affectedPages(use);
    });
  });
}
