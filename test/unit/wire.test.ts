import { createRequire } from 'node:module';
import { expect } from 'chai';
import * as fc from 'fast-check';
import {
  Block,
  ChaincodeInput,
  ConfigEnvelope,
  Envelope,
  FabricMSPConfig,
  KVRWSet,
  Proposal,
  SignaturePolicyEnvelope,
  StateData,
  WireError,
  type Decoded,
  type SignaturePolicyValue,
} from '@shuquan/verifier/wire';
import type * as FabricProtos from '@hyperledger/fabric-protos';

const protos = createRequire(import.meta.url)('@hyperledger/fabric-protos') as typeof FabricProtos;
const { common, ledger, msp, peer } = protos;
const { lifecycle } = peer;

const bytes = fc.uint8Array({ maxLength: 40 });
const number = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });
/** google-protobuf keeps 64-bit numbers as doubles. */
const double = fc.maxSafeNat().map(BigInt);
const text = fc.string({ unit: 'grapheme', maxLength: 20 }).filter((s) => !s.startsWith('\ufeff'));

const blocks = (integers: fc.Arbitrary<bigint>): fc.Arbitrary<Decoded<typeof Block>> =>
  fc.record({
    header: fc.option(fc.record({ number: integers, previousHash: bytes, dataHash: bytes }), {
      nil: undefined,
    }),
    data: fc.option(fc.record({ data: fc.array(bytes) }), { nil: undefined }),
    metadata: fc.option(fc.record({ metadata: fc.array(bytes) }), { nil: undefined }),
  });
const version = fc.option(fc.record({ blockNum: double, txNum: double }), { nil: undefined });
const reads = fc.array(fc.record({ key: text, version }), { maxLength: 4 });
const sets: fc.Arbitrary<Decoded<typeof KVRWSet>> = fc.record({
  reads,
  rangeQueriesInfo: fc.array(
    fc.record({
      startKey: text,
      endKey: text,
      itrExhausted: fc.boolean(),
      rawReads: fc.option(fc.record({ kvReads: reads }), { nil: undefined }),
      readsMerkleHashes: fc.constant(undefined),
    }),
    { maxLength: 2 },
  ),
  writes: fc.array(fc.record({ key: text, isDelete: fc.boolean(), value: bytes }), {
    maxLength: 4,
  }),
  metadataWrites: fc.array(
    fc.record({
      key: text,
      entries: fc.array(fc.record({ name: text, value: bytes }), { maxLength: 2 }),
    }),
    { maxLength: 2 },
  ),
});
const rule = fc.letrec<{ rule: SignaturePolicyValue }>((tie) => ({
  rule: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.record({ signedBy: fc.nat(9), nOutOf: fc.constant(undefined) }),
    fc.record({
      signedBy: fc.constant(undefined),
      nOutOf: fc.record({ n: fc.nat(4), rules: fc.array(tie('rule'), { maxLength: 3 }) }),
    }),
  ),
})).rule;
const policies: fc.Arbitrary<Decoded<typeof SignaturePolicyEnvelope>> = fc.record({
  version: fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
  rule: fc.option(rule as fc.Arbitrary<never>, { nil: undefined }),
  identities: fc.array(fc.record({ classification: fc.nat(4), principal: bytes }), {
    maxLength: 3,
  }),
});

interface Codec<T> {
  encode(value: T): Uint8Array;
  decode(bytes: Uint8Array): T;
}

describe('the wire codec', () => {
  const cases = {
    Block: [Block, blocks(number)],
    Envelope: [Envelope, fc.record({ payload: bytes, signature: bytes })],
    Proposal: [Proposal, fc.record({ header: bytes, payload: bytes, extension: bytes })],
    KVRWSet: [KVRWSet, sets],
    SignaturePolicyEnvelope: [SignaturePolicyEnvelope, policies],
  } as unknown as Record<string, [Codec<unknown>, fc.Arbitrary<unknown>]>;

  for (const [name, [codec, values]] of Object.entries(cases)) {
    it(`reads back every ${name} it writes`, () => {
      fc.assert(
        fc.property(values, (value) => {
          expect(codec.decode(codec.encode(value))).to.deep.equal(value);
        }),
      );
    });
  }

  const google = {
    Block: [Block, blocks(double), common.Block],
    Envelope: [Envelope, cases['Envelope']?.[1], common.Envelope],
    Proposal: [Proposal, cases['Proposal']?.[1], peer.Proposal],
    KVRWSet: [KVRWSet, sets, ledger.rwset.kvrwset.KVRWSet],
    SignaturePolicyEnvelope: [SignaturePolicyEnvelope, policies, common.SignaturePolicyEnvelope],
  } as unknown as Record<
    string,
    [
      Codec<unknown>,
      fc.Arbitrary<unknown>,
      { deserializeBinary(bytes: Uint8Array): { serializeBinary(): Uint8Array } },
    ]
  >;
  for (const [name, [codec, values, message]] of Object.entries(google)) {
    it(`writes a ${name} byte for byte as google-protobuf does`, () => {
      fc.assert(
        fc.property(values, (value) => {
          const ours = codec.encode(value);

          const theirs = message.deserializeBinary(ours).serializeBinary();

          expect(Buffer.from(theirs).equals(Buffer.from(ours))).to.equal(true);
        }),
      );
    });
  }

  it('reads a configuration that google-protobuf wrote, maps and all', () => {
    const group = new common.ConfigGroup();
    const inner = new common.ConfigGroup();
    const value = new common.ConfigValue();
    value.setVersion(3);
    value.setValue(Buffer.from('v'));
    inner.getValuesMap().set('MSP', value);
    inner.setModPolicy('Admins');
    group.getGroupsMap().set('Application', inner);
    group.getGroupsMap().set('', new common.ConfigGroup());
    const config = new common.Config();
    config.setSequence(7);
    config.setChannelGroup(group);
    const envelope = new common.ConfigEnvelope();
    envelope.setConfig(config);
    const theirs = envelope.serializeBinary();

    const read = ConfigEnvelope.decode(theirs);

    expect(read.config?.sequence).to.equal(7n);
    const groups = read.config?.channelGroup?.groups ?? [];
    expect(groups.map(({ key }) => key)).to.deep.equal(['', 'Application']);
    expect(groups[1]?.value?.values[0]?.value?.version).to.equal(3n);
    expect(Buffer.from(ConfigEnvelope.encode(read)).equals(Buffer.from(theirs))).to.equal(true);
  });

  it('reads an MSP and a chaincode field that google-protobuf wrote', () => {
    const units = new msp.FabricNodeOUs();
    units.setEnable(true);
    const config = new msp.FabricMSPConfig();
    config.setName('CourtMSP');
    config.addRootCerts(Buffer.from('pem'));
    config.setFabricNodeOus(units);
    const data = new lifecycle.StateData();
    data.setInt64(0);

    expect(FabricMSPConfig.decode(config.serializeBinary())).to.deep.include({ name: 'CourtMSP' });
    expect(StateData.decode(data.serializeBinary())).to.deep.equal({
      int64: 0n,
      bytes: undefined,
      string: undefined,
    });
  });

  it('keeps byte fields as views of what was read', () => {
    const envelope = Envelope.encode({
      payload: Buffer.from('payload'),
      signature: Buffer.from('s'),
    });

    const { payload } = Envelope.decode(envelope);

    expect(payload.buffer).to.equal(envelope.buffer);
  });

  const refused: Record<string, [{ decode(bytes: Uint8Array): unknown }, string]> = {
    'an unknown field': [Envelope, '1a00'],
    'fields out of order': [Envelope, '1201610a0162'],
    'a field twice': [Envelope, '0a01610a0162'],
    'a default that is written': [Envelope, '0a00'],
    'a number in too many bytes': [Envelope, '0a8100' + '61'],
    'a wrong wire type': [Envelope, '0801'],
    'a field cut short': [Envelope, '0a0561'],
    'a message longer than what holds it': [Block, '0a0a1205aaaaaaaaaa'],
    'a length above 4 GiB': [Envelope, '0affffffffffffffffff01'],
    'a map entry without its value': [ChaincodeInput, '1202' + '0a00'],
    'text that is not UTF-8': [StateData, '1a02c328'],
    'a group': [Envelope, '0b0c'],
    'a policy nested without end': [SignaturePolicyEnvelope, '12'.repeat(200)],
  };
  for (const [what, [codec, hex]] of Object.entries(refused)) {
    it(`refuses ${what}`, () => {
      expect(() => codec.decode(Buffer.from(hex, 'hex'))).to.throw(WireError);
    });
  }

  it('either refuses arbitrary bytes or gives them back unchanged', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 200 }),
        fc.constantFrom(Block, Envelope, KVRWSet),
        (input, codec) => {
          let value: never;
          try {
            value = codec.decode(input) as never;
          } catch (err) {
            expect(err).to.be.instanceOf(WireError);
            return;
          }
          expect(Buffer.from(codec.encode(value)).equals(Buffer.from(input))).to.equal(true);
        },
      ),
      { numRuns: 1_000 },
    );
  });
});
