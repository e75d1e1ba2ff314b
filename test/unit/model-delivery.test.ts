import {
  appendHash,
  chunkFacts,
  type ChunkRange,
  type DeliveryClosure,
  type DeliveryContent,
  type DeliveryDispute,
  deliveryDigest,
  deliveryFindings,
  deliveryStatus,
  type DisputeAnswer,
  frontierRoot,
  MAX_DISPUTES,
  merkleLeaf,
  merklePath,
  merkleRoot,
  type OpenDisputeInput,
  opensChunk,
  pathSpans,
  requireChunkCount,
  requireDeliveryReceipt,
  requireDisputable,
  requirePartition,
  requireRanges,
  silenceOf,
  verifyHashPath,
} from '@shuquan/chaincode/model';
import { isCoded } from '@shuquan/gateway/errors';
import { expect } from 'chai';
import fc from 'fast-check';
import {
  broughtAt,
  deliveryRecord,
  foundOf,
  freshEnds,
  hex32,
  openingOf,
  range,
  ROOT,
  threeChunks,
} from '../support/deliveries.js';
import { CONSUMER_C } from '../support/parties.js';

const codeOf = (act: () => void): string => {
  try {
    act();
    return 'OK';
  } catch (err) {
    if (isCoded(err)) return err.code;
    throw err;
  }
};

describe('chunks of a delivery', () => {
  it('are as many as files of that size can be', () => {
    const count = (over: Partial<DeliveryContent>): string =>
      codeOf(() => {
        requireChunkCount(threeChunks(over));
      });

    expect(count({})).to.equal('OK');
    expect(count({ chunks: 2 })).to.equal('CHUNK_COUNT_WRONG');
    expect(count({ files: 1, chunks: 4 })).to.equal('CHUNK_COUNT_WRONG');
    expect(count({ files: 1, bytes: 27_001, chunks: 4 })).to.equal('OK');
    expect(count({ files: 3, bytes: 3, chunks: 3 })).to.equal('OK');
    expect(count({ files: 9, bytes: 3, chunks: 4 })).to.equal('CHUNK_COUNT_WRONG');
  });

  it('count right for whatever files there are', () => {
    const sizes = fc.array(fc.integer({ min: 0, max: 10_000 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(sizes, fc.integer({ min: 1024, max: 4096 }), (files, chunkSize) => {
        const bytes = files.reduce((sum, size) => sum + size, 0);
        const chunks = files.reduce((sum, size) => sum + Math.ceil(size / chunkSize), 0);
        fc.pre(bytes > 0);
        requireChunkCount({ ...threeChunks(), chunks, chunkSize, bytes, files: files.length });
      }),
    );
  });

  it('have one form as ranges: in order, apart, within the delivery', () => {
    const ranges = (...list: ChunkRange[]): string =>
      codeOf(() => {
        requireRanges(list, 10);
      });

    expect(ranges()).to.equal('OK');
    expect(ranges(range(1, 4), range(6, 10))).to.equal('OK');
    for (const wrong of [
      [range(4, 3)],
      [range(9, 11)],
      [range(6), range(2)],
      [range(2, 4), range(4, 5)],
      [range(2, 4), range(5)],
    ]) {
      expect(ranges(...wrong), JSON.stringify(wrong)).to.equal('CHUNK_RANGE_INVALID');
    }
  });

  it('are each accepted or missing, and not both', () => {
    const part = (one: ChunkRange[], other: ChunkRange[]): string =>
      codeOf(() => {
        requirePartition(one, other, 5);
      });

    expect(part([range(1, 2), range(4, 5)], [range(3)])).to.equal('OK');
    expect(part([range(1, 2)], [range(4, 5)])).to.equal('CHUNK_RANGES_INCOMPLETE');
    expect(part([range(1, 4)], [range(4, 5)])).to.equal('CHUNK_RANGES_INCOMPLETE');
    expect(part([range(1, 4)], [])).to.equal('CHUNK_RANGES_INCOMPLETE');
  });
});

describe('the tree over chunks', () => {
  it('opens every leaf with roots of the spans beside it, however many leaves there are', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 70 }), fc.nat(), (size, seed) => {
        const leaves = Array.from({ length: size }, (_, i) => `leaf ${String(i)}`);
        const index = seed % size;
        const path = pathSpans(index, size).map(({ from, to }) =>
          frontierRoot(
            leaves
              .slice(from, to)
              .reduce<string[]>(
                (frontier, leaf, i) => appendHash(frontier, i, merkleLeaf(leaf)),
                [],
              ),
          ),
        );

        expect(path).to.deep.equal(merklePath(leaves, index));
        const proof = { hash: merkleLeaf(leaves[index] ?? ''), index, size, path };
        expect(verifyHashPath(proof, merkleRoot(leaves))).to.equal(true);
      }),
    );
  });

  it('gives the root and path of the scenario', () => {
    const delivery = deliveryRecord(freshEnds());

    for (const chunk of [1, 2, 3] as const) {
      expect(opensChunk(delivery, chunk, openingOf(chunk))).to.equal(true);
      expect(opensChunk(delivery, (chunk % 3) + 1, openingOf(chunk))).to.equal(false);
    }
    expect(opensChunk(delivery, 3, { ...openingOf(3), leaf: ROOT })).to.equal(false);
    expect(opensChunk(delivery, 3, { ...openingOf(3), path: [] })).to.equal(false);
  });
});

describe('a delivery’s receipt', () => {
  const ends = freshEnds();
  const delivery = deliveryRecord(ends);
  const refusal = (over: object): string =>
    codeOf(() => {
      const found = foundOf([range(1, 2)], [range(3)]);
      requireDeliveryReceipt({ ...ends.receiver.receipt(delivery, found), ...over }, delivery);
    });

  it('is of this dispatch, its root and its chunks, each refused by its name', () => {
    expect(refusal({})).to.equal('OK');
    expect(refusal({ dispatch: hex32() })).to.equal('DISPATCH_MISMATCH');
    expect(refusal({ root: hex32() })).to.equal('ROOT_MISMATCH');
    expect(refusal({ chunks: 4 })).to.equal('CHUNK_COUNT_WRONG');
    expect(refusal({ accepted: [range(1, 4)] })).to.equal('CHUNK_RANGE_INVALID');
    expect(refusal({ missing: [] })).to.equal('CHUNK_RANGES_INCOMPLETE');
  });

  it('changes its digest with any word of the dispatch', () => {
    expect(deliveryDigest({ ...delivery, purpose: 'MARKETING' })).to.not.equal(
      deliveryDigest(delivery),
    );
  });
});

const NOON = '2026-10-22T04:00:00.000Z';
const LATER = '2026-10-23T04:00:00.000Z';
const LATEST = '2026-11-23T04:00:00.000Z';

/** A delivery of three chunks with what was said about it so far. */
class File {
  readonly ends = freshEnds();
  readonly delivery = deliveryRecord(this.ends);
  closure: DeliveryClosure = {
    ...{ delivery: this.delivery, arrival: undefined, receipt: undefined, disputes: [] },
  };

  arrive(): this {
    const signed = this.ends.receiver.arrival(this.delivery, NOON);
    this.closure = {
      ...this.closure,
      arrival: { v: 1, ...signed, ...broughtAt(NOON, CONSUMER_C) },
    };
    return this;
  }

  receive(accepted: ChunkRange[], missing: ChunkRange[], at = NOON): this {
    const signed = this.ends.receiver.receipt(this.delivery, foundOf(accepted, missing));
    this.closure = { ...this.closure, receipt: { v: 1, ...signed, ...broughtAt(at, CONSUMER_C) } };
    return this;
  }

  dispute(chunk: 1 | 2 | 3, claim: OpenDisputeInput['claim'], isOpened = true): this {
    const side = claim === 'SENT' ? ('SENDER' as const) : ('RECEIVER' as const);
    const signer = side === 'SENDER' ? this.ends.sender : this.ends.receiver;
    const about = { chunk, claim, evidence: ['LOG-1'], signedAt: LATER };
    const opened = isOpened ? { ...about, opening: openingOf(chunk) } : about;
    const dispute: DeliveryDispute = {
      ...{ v: 1, number: this.closure.disputes.length + 1, side },
      ...signer.dispute(this.delivery, opened),
      ...broughtAt(LATER),
    };
    this.closure = { ...this.closure, disputes: [...this.closure.disputes, { dispute }] };
    return this;
  }

  answer(answer: DisputeAnswer['answer']): this {
    const { dispute } = this.closure.disputes.at(-1) ?? {};
    if (dispute === undefined) throw new TypeError('There is no dispute.');
    const side = dispute.side === 'SENDER' ? ('RECEIVER' as const) : ('SENDER' as const);
    const signer = side === 'SENDER' ? this.ends.sender : this.ends.receiver;
    const given = { dispute: dispute.number, answer, evidence: [], signedAt: LATER };
    const signed = signer.answer(this.delivery, given);
    const record: DisputeAnswer = { v: 1, side, ...signed, ...broughtAt(LATER) };
    const disputes = [...this.closure.disputes.slice(0, -1), { dispute, answer: record }];
    this.closure = { ...this.closure, disputes };
    return this;
  }

  get status(): string {
    return deliveryStatus(this.closure);
  }
}

describe('a delivery’s status', () => {
  it('follows from what was signed', () => {
    expect(new File().status).to.equal('DISPATCHED');
    expect(new File().arrive().status).to.equal('RECEIVED');
    expect(new File().arrive().receive([range(1, 3)], []).status).to.equal('ACCEPTED');
    expect(new File().receive([range(1, 2)], [range(3)]).status).to.equal('PARTIAL');
    expect(new File().dispute(3, 'SENT').status).to.equal('DISPUTED');
  });

  it('stays disputed while the other side contests, or says nothing', () => {
    const file = new File().receive([range(1, 2)], [range(3)]).dispute(3, 'SENT');

    expect(file.status).to.equal('DISPUTED');
    expect(file.answer('CONTESTED').status).to.equal('DISPUTED');
  });

  it('counts what either side conceded', () => {
    const partial = new File().receive([range(1, 2)], [range(3)]);
    const whole = new File().receive([range(1, 3)], []);

    expect(partial.dispute(3, 'SENT').answer('CONCEDED').status).to.equal('ACCEPTED');
    expect(whole.dispute(2, 'DIFFERENT').answer('CONCEDED').status).to.equal('PARTIAL');
  });

  it('knows nothing of what came after the instant asked about', () => {
    const { closure } = new File().receive([range(1, 2)], [range(3)]).dispute(3, 'SENT');

    expect(deliveryFindings(closure, '2026-10-21T02:00:00.000Z').status).to.equal('DISPATCHED');
    expect(deliveryFindings(closure, NOON).status).to.equal('PARTIAL');
    expect(deliveryFindings(closure, LATER).status).to.equal('DISPUTED');
  });
});

describe('silence of a receiver', () => {
  it('is said as silence after its term, and never makes an acceptance', () => {
    const { closure } = new File();
    const { dueAt } = closure.delivery.receiptDue;

    expect(silenceOf(closure, '2026-10-26T15:59:59.999Z')).to.equal('NOT_YET_DUE');
    expect(silenceOf(closure, dueAt)).to.equal('SILENT');
    const found = deliveryFindings(closure, LATEST);
    expect(found).to.include({ status: 'DISPATCHED', silence: 'SILENT' });
    expect(found.facts.map(({ received }) => received)).to.deep.equal(['NOT_PROVEN']);
  });

  it('ends with a receipt, which may be late', () => {
    const { closure } = new File().receive([range(1, 3)], [], LATEST);

    expect(deliveryFindings(closure, LATEST)).to.include({
      ...{ status: 'ACCEPTED', silence: 'ANSWERED_LATE' },
    });
    expect(deliveryFindings(closure, LATER)).to.include({ silence: 'NOT_YET_DUE' });
  });
});

describe('the facts of a delivery', () => {
  it('say of the scenario: chunk 3 committed PROVEN, its receipt NOT_PROVEN', () => {
    const { closure } = new File().receive([range(1, 2)], [range(3)]).dispute(3, 'SENT');

    expect(chunkFacts(closure)).to.deep.equal([
      {
        ...{ first: 1, last: 2, committed: 'STATED', received: 'PROVEN', openedBy: [] },
        statements: [{ side: 'RECEIVER', says: 'ACCEPTED' }],
        ...{ transport: 'NOT_PROVEN', evidence: [] },
      },
      {
        ...{ first: 3, last: 3, committed: 'PROVEN', leaf: openingOf(3).leaf },
        ...{ received: 'NOT_PROVEN', openedBy: ['SENDER'] },
        statements: [
          { side: 'RECEIVER', says: 'MISSING' },
          { side: 'SENDER', says: 'SENT' },
        ],
        ...{ transport: 'STATED', evidence: ['LOG-1'], dispute: 1 },
      },
    ]);
  });

  it('prove a receipt by the receiver’s own word only', () => {
    const file = new File().dispute(2, 'SENT');
    const received = (): string | undefined =>
      chunkFacts(file.closure).find(({ first }) => first === 2)?.received;

    expect(received()).to.equal('NOT_PROVEN');
    file.answer('CONTESTED');
    expect(received()).to.equal('NOT_PROVEN');
    const conceded = new File().dispute(2, 'SENT').answer('CONCEDED');
    expect(chunkFacts(conceded.closure).map((each) => each.received)).to.deep.equal([
      ...['NOT_PROVEN', 'PROVEN', 'NOT_PROVEN'],
    ]);
  });

  it('keep an acceptance that was signed, whatever is said afterwards', () => {
    const file = new File().receive([range(1, 3)], []).dispute(2, 'NOT_RECEIVED', false);

    const [, second] = chunkFacts(file.closure);
    expect(second).to.include({ first: 2, received: 'PROVEN', committed: 'STATED' });
    expect(second?.statements).to.deep.include({ side: 'RECEIVER', says: 'NOT_RECEIVED' });
  });

  it('name every chunk exactly once, whatever was signed', () => {
    const bits = fc.array(fc.boolean(), { minLength: 1, maxLength: 30 });
    const chunks = fc.array(fc.integer({ min: 1, max: 30 }), { maxLength: 5 });
    fc.assert(
      fc.property(bits, chunks, (held, disputed) => {
        const ranges = (wanted: boolean): ChunkRange[] =>
          held.reduce<ChunkRange[]>((list, is, i) => {
            const open = list.at(-1);
            if (is !== wanted) return list;
            if (open?.last === i) open.last = i + 1;
            else list.push(range(i + 1));
            return list;
          }, []);
        const base = new File().receive(ranges(true), ranges(false)).dispute(1, 'SENT', false);
        const [file] = base.closure.disputes;
        const delivery = deliveryRecord(base.ends, {
          content: threeChunks({ chunks: held.length }),
        });
        const disputes = [...new Set(disputed)]
          .filter((chunk) => chunk <= held.length)
          .flatMap((chunk) => (file ? [{ dispute: { ...file.dispute, chunk } }] : []));

        const facts = chunkFacts({ ...base.closure, delivery, disputes });

        const named = facts.flatMap(({ first, last, received }) =>
          Array.from({ length: last - first + 1 }, () => received === 'PROVEN'),
        );
        expect(named).to.deep.equal(held);
      }),
    );
  });
});

describe('a dispute', () => {
  const delivery = deliveryRecord(freshEnds());
  const about = { chunk: 3, claim: 'SENT', opening: openingOf(3) } as const;
  const refusal = (over: object, side: 'SENDER' | 'RECEIVER' = 'SENDER', before = 0): string =>
    codeOf(() => {
      const others = Array.from({ length: before }, (_, i) => ({ chunk: 100 + i }));
      requireDisputable({ ...about, ...over }, delivery, side, others);
    });

  it('is about a chunk that there is, opened to the root that was signed', () => {
    expect(refusal({})).to.equal('OK');
    expect(refusal({ chunk: 4 })).to.equal('CHUNK_RANGE_INVALID');
    expect(refusal({ chunk: 2 })).to.equal('ROOT_MISMATCH');
    expect(refusal({}, 'RECEIVER')).to.equal('CALLER_FORBIDDEN');
    expect(refusal({ claim: 'DIFFERENT' })).to.equal('CALLER_FORBIDDEN');
  });

  it('is one of a few', () => {
    expect(refusal({}, 'SENDER', MAX_DISPUTES - 1)).to.equal('OK');
    expect(refusal({}, 'SENDER', MAX_DISPUTES)).to.equal('DISPUTE_LIMIT_EXCEEDED');
  });
});
