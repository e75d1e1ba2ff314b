import { voucherSuite } from '../contract/voucher.suite.js';
import { playOnFabric } from '../support/on-fabric.js';

playOnFabric('vouchers', [voucherSuite]);
