import { readFileSync } from 'node:fs';
import { generateKeyPairSync } from 'node:crypto';
import { expect } from 'chai';
import * as fc from 'fast-check';
import {
  fromBase64,
  headerBytes,
  headerHash,
  nobleCrypto,
  signatureForm,
  toBase64,
  verifyAnswer,
  parseAnchors,
} from '@shuquan/verifier';
import { WireError } from '@shuquan/verifier/wire';
import { derSignature, nodeCrypto, signP256 } from '../support/crypto.js';
import { pick, world } from '../support/fabric-block.js';
import { answerText } from '../support/fabric-transaction.js';

const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

describe('the block header', () => {
  // Made with Go's encoding/asn1, as orderers do.
  const vectors = readFileSync(
    new URL('../../fixtures/block-header-vectors.txt', import.meta.url),
    'utf8',
  )
    .trim()
    .split('\n')
    .map((line) => line.split(' '));

  for (const [number = '', der = ''] of vectors) {
    it(`number ${number} is the DER that orderers sign`, () => {
      const previousHash =
        number === '0' ? '' : '148de9c5a7a44d19e56cd9ae1a554bf67847afb0c58f6e12fa29ac7ddfca9940';
      const header = {
        number: BigInt(number),
        previousHash: Buffer.from(previousHash, 'hex'),
        dataHash: Buffer.from(
          '18ac3e7343f016890c510e93f935261169d9e3f565436429830faf0934f4f8e4',
          'hex',
        ),
      };

      expect(Buffer.from(headerBytes(header)).toString('hex')).to.equal(der);
      expect(headerHash(header, nobleCrypto)).to.deep.equal(
        Uint8Array.from(nodeCrypto().sha256(Buffer.from(der, 'hex'))),
      );
    });
  }
});

describe('the two implementations of the primitives', () => {
  const node = nodeCrypto();
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const spki = publicKey.export({ format: 'der', type: 'spki' });

  it('agree on good, wrong and malformed signatures', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(80), fc.nat(7), (message, at, bit) => {
        const signature = signP256(privateKey, message);
        const changed = signature.slice();
        changed[at % changed.length] = (changed[at % changed.length] ?? 0) ^ (1 << bit);

        expect(node.verifyP256(spki, message, signature)).to.equal(true);
        expect(nobleCrypto.verifyP256(spki, message, signature)).to.equal(true);
        // What is not DER is refused before either is asked.
        if (signatureForm(changed) === 'MALFORMED') return;
        expect(node.verifyP256(spki, message, changed)).to.equal(false);
        expect(nobleCrypto.verifyP256(spki, message, changed)).to.equal(false);
      }),
      { numRuns: 40 },
    );
  });

  it('agree on a high S, and on a point that is not on the curve', () => {
    const message = Buffer.from('message');
    const high = signP256(privateKey, message, 'high');
    const off = Buffer.from(spki);
    off[90] = (off[90] ?? 0) ^ 1;

    for (const crypto of [node, nobleCrypto]) {
      expect(crypto.verifyP256(spki, message, high)).to.equal(true);
      expect(crypto.verifyP256(off, message, high)).to.equal(false);
    }
  });

  it('agree on SHA-256 over parts', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 100 })), (parts) => {
        expect(nobleCrypto.sha256(...parts)).to.deep.equal(Uint8Array.from(node.sha256(...parts)));
      }),
    );
  });

  it('give the same report of an answer', async () => {
    const w = await world();
    const endorsers = [pick(w.peers, 'RegistryMSP'), pick(w.peers, 'CourtMSP')];
    const anchors = parseAnchors(JSON.stringify(w.anchors));

    for (const plan of [{ endorsers }, { endorsers, endorsementForm: 'high' as const }]) {
      const text = answerText({ creator: w.client, ...plan });
      expect(verifyAnswer(text, anchors, {}, nobleCrypto)).to.deep.equal(
        verifyAnswer(text, anchors, {}, node),
      );
    }
  });
});

describe('the form of a signature', () => {
  const forms: Record<string, [Uint8Array, string]> = {
    'the smallest scalars': [derSignature(1n, 1n), 'LOW_S'],
    'half the order': [derSignature(5n, ORDER / 2n), 'LOW_S'],
    'just above half the order': [derSignature(5n, ORDER / 2n + 1n), 'HIGH_S'],
    'the largest scalars': [derSignature(ORDER - 1n, ORDER - 1n), 'HIGH_S'],
    'a zero r': [derSignature(0n, 1n), 'MALFORMED'],
    'a zero s': [derSignature(1n, 0n), 'MALFORMED'],
    'the order itself': [derSignature(ORDER, 1n), 'MALFORMED'],
    'a negative r': [Buffer.from('3006020180020101', 'hex'), 'MALFORMED'],
    'a padded r': [Buffer.from('300702020001020101', 'hex'), 'MALFORMED'],
    'three numbers': [Buffer.from('3009020101020101020101', 'hex'), 'MALFORMED'],
    'one number': [Buffer.from('3003020101', 'hex'), 'MALFORMED'],
    'bytes behind it': [Buffer.from('300602010102010100', 'hex'), 'MALFORMED'],
    'a long length': [Buffer.from('308106020101020101', 'hex'), 'MALFORMED'],
    'an indefinite length': [Buffer.from('30800201010201010000', 'hex'), 'MALFORMED'],
    'an empty number': [Buffer.from('30050200020101', 'hex'), 'MALFORMED'],
    'r‖s as WebCrypto writes it': [Buffer.alloc(64, 1), 'MALFORMED'],
    nothing: [new Uint8Array(), 'MALFORMED'],
  };
  for (const [what, [signature, form]] of Object.entries(forms)) {
    it(`of ${what} is ${form}`, () => {
      expect(signatureForm(signature)).to.equal(form);
    });
  }
});

describe('base64', () => {
  it('writes what Node writes and reads it back', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        const text = toBase64(bytes);

        expect(text).to.equal(Buffer.from(bytes).toString('base64'));
        expect(fromBase64(text)).to.deep.equal(bytes);
      }),
    );
  });

  for (const text of [
    'A',
    'AA',
    'AAA',
    'AB==',
    'AAB=',
    'A===',
    '====',
    '=AAA',
    'AA=A',
    'AA A',
    'AA-_',
    'AAAA\n',
    'AAA©',
    'AA==AAAA',
  ]) {
    it(`refuses ${JSON.stringify(text)}`, () => {
      expect(() => fromBase64(text)).to.throw(WireError);
    });
  }
});
