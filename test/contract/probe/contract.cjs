'use strict';
// Only in tests: what no contract of the product does, but every ledger must settle.
const { Contract } = require('fabric-contract-api');

/** Answers are JSON, as the product’s are. */
class ProbeContract extends Contract {
  constructor() {
    super('probe');
  }

  /** Reads first, as every act of the product does, so that its write set tells what was there. */
  async put(ctx, key, value) {
    await ctx.stub.getState(key);
    await ctx.stub.putState(key, Buffer.from(value));
    return JSON.stringify(value);
  }

  async get(ctx, key) {
    return JSON.stringify(Buffer.from(await ctx.stub.getState(key)).toString());
  }

  async remove(ctx, key) {
    await ctx.stub.deleteState(key);
    return JSON.stringify(key);
  }

  /** Reads a range to its end and writes how many keys it held. */
  async count(ctx, start, end, into) {
    let count = 0;
    const iterator = await ctx.stub.getStateByRange(start, end);
    for (let step = await iterator.next(); !step.done; step = await iterator.next()) count += 1;
    await iterator.close();
    await ctx.stub.putState(into, Buffer.from(String(count)));
    return JSON.stringify(count);
  }

  /** Reads what it wrote, which Fabric answers with what was there before. */
  async overwrite(ctx, key, value) {
    await ctx.stub.putState(key, Buffer.from(value));
    return JSON.stringify(Buffer.from(await ctx.stub.getState(key)).toString());
  }

  /** Writes and then fails. */
  async fail(ctx, key) {
    await ctx.stub.putState(key, Buffer.from('never'));
    throw new Error(JSON.stringify({ code: 'CALLER_FORBIDDEN', message: 'No.', params: { key } }));
  }

  /** A page in a transaction that writes, which a peer refuses. */
  async pageAndPut(ctx, start, end) {
    await ctx.stub.putState(start, Buffer.from('x'));
    const { iterator } = await ctx.stub.getStateByRangeWithPagination(start, end, 2, '');
    await iterator.close();
    return '""';
  }
}

module.exports = { ProbeContract };
