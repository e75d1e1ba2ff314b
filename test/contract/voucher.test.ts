import { embeddedBench } from '../support/bench.js';
import { voucherSuite } from './voucher.suite.js';

voucherSuite('embedded', () => embeddedBench());
