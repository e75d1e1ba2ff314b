import { createHash, randomBytes } from 'node:crypto';
import { expect } from 'chai';
import fc from 'fast-check';
import { isCoded } from '@shuquan/gateway/errors';
import type { Identity } from '@shuquan/gateway/ledger/port';
import { issue, makeRoot, readAuthority } from '@shuquan/gateway/ledger/embedded/certificate';
import { signerOf } from '@shuquan/gateway/ledger/embedded/organizations';
import { depositOf, openTestLedger, type TestLedger } from '../support/embedded.js';
import { codeOf } from '../support/rejected.js';

describe('offline signing on the embedded ledger', () => {
  let test: TestLedger;
  let owner: Identity;

  before(async () => {
    test = await openTestLedger();
    owner = test.ledger.identity('registrar1');
  });
  after(() => test.dispose());

  /** Only the certificate goes to the ledger. */
  const certificate = (): { mspId: string; pem: string } => ({
    mspId: owner.mspId,
    pem: owner.pem,
  });

  it('takes a transaction whose key never comes here', async () => {
    const { ledger } = test;
    const prepared = await ledger.prepare('evidence:deposit', depositOf('O-1'), certificate());
    const endorsed = await ledger.endorse(prepared.bytes, await owner.sign(prepared.bytes));
    expect(endorsed.txId).to.equal(prepared.txId);
    const done = await ledger.submitSigned(endorsed.bytes, await owner.sign(endorsed.bytes));
    expect(done.txId).to.equal(prepared.txId);
    expect(done.value).to.deep.equal(endorsed.value);
    const again = ledger.submitSigned(endorsed.bytes, await owner.sign(endorsed.bytes));
    expect(await codeOf(again)).to.equal('TRANSACTION_DUPLICATE');
  });

  it('keeps private fields until the second signature, over a restart', async () => {
    const [salt, payload] = [randomBytes(16), Buffer.from('offline secret')];
    const commitment = createHash('sha256').update(salt).update(payload).digest('hex');
    const input = depositOf('O-2', { commitment });
    const options = { transient: { salt, payload } };
    const prepared = await test.ledger.prepare('evidence:deposit', input, certificate(), options);
    const endorsed = await test.ledger.endorse(prepared.bytes, await owner.sign(prepared.bytes));
    const ledger = await test.reopen();
    owner = ledger.identity('registrar1');
    await ledger.submitSigned(endorsed.bytes, await owner.sign(endorsed.bytes));
    const read = await ledger.evaluate('evidence:payload', { id: 'O-2' }, owner);
    expect(Buffer.from(read.payload, 'base64').toString()).to.equal('offline secret');
  });

  it('reports a conflict at once', async () => {
    const { ledger } = test;
    const made = await Promise.all(
      [1, 2].map(async () => {
        const { bytes } = await ledger.prepare('evidence:deposit', depositOf('O-3'), certificate());
        return ledger.endorse(bytes, await owner.sign(bytes));
      }),
    );
    const outcomes = await Promise.allSettled(
      made.map(async ({ bytes }) => ledger.submitSigned(bytes, await owner.sign(bytes))),
    );
    const refused = outcomes.flatMap((each) =>
      each.status === 'rejected' ? [each.reason as Error] : [],
    );
    expect(refused).to.have.length(1);
    expect(refused[0]).to.have.property('code', 'LEDGER_CONFLICT');
  });

  it('refuses another key’s signature, over the proposal and over the transaction', async () => {
    const { ledger } = test;
    const other = ledger.identity('registrar2');
    const { bytes } = await ledger.prepare('evidence:deposit', depositOf('O-4'), certificate());
    expect(await codeOf(ledger.endorse(bytes, await other.sign(bytes)))).to.equal(
      'SIGNATURE_INVALID',
    );
    const endorsed = await ledger.endorse(bytes, await owner.sign(bytes));
    const submitted = ledger.submitSigned(endorsed.bytes, await other.sign(endorsed.bytes));
    expect(await codeOf(submitted)).to.equal('SIGNATURE_INVALID');
  });

  it('refuses certificates of strangers, of peers, and out of their time', async () => {
    const { ledger, clock } = test;
    const now = clock.now();
    const soon = new Date(now.getTime() + 60_000);
    const validity = { notBefore: new Date(now.getTime() - 1000), notAfter: soon };
    const root = await makeRoot('CN=ca.registry.shuquan.example', validity);
    const made = await issue(await readAuthority(root), { subject: 'CN=x, OU=client', validity });
    const stranger = signerOf('RegistryMSP', made);
    const prepare = (pem: string, mspId = 'RegistryMSP'): Promise<unknown> =>
      ledger.prepare('evidence:deposit', depositOf('O-5'), { mspId, pem });
    expect(await codeOf(prepare(stranger.pem))).to.equal('CERTIFICATE_UNTRUSTED');
    expect(await codeOf(prepare(owner.pem, 'CourtMSP'))).to.equal('CERTIFICATE_UNTRUSTED');
    expect(await codeOf(prepare('no certificate'))).to.equal('PROPOSAL_MALFORMED');
  });

  it('refuses a proposal that is a quarter of an hour old, and one of an expired certificate', async () => {
    const { ledger, clock } = test;
    const { bytes } = await ledger.prepare('evidence:deposit', depositOf('O-6'), certificate());
    const signature = await owner.sign(bytes);
    clock.advance(16 * 60_000);
    expect(await codeOf(ledger.endorse(bytes, signature))).to.equal('CLIENT_TIME_OUT_OF_WINDOW');
    const back = 11 * 366 * 86_400_000;
    clock.advance(back);
    expect(
      await codeOf(ledger.prepare('evidence:deposit', depositOf('O-6'), certificate())),
    ).to.equal('CERTIFICATE_EXPIRED');
    clock.advance(-back);
  });

  it('answers arbitrary and altered bytes with a code, never a crash', async () => {
    const { ledger } = test;
    const { bytes } = await ledger.prepare('evidence:deposit', depositOf('O-7'), certificate());
    const signature = await owner.sign(bytes);
    const endorsed = await ledger.endorse(bytes, signature);
    const height = (await ledger.info()).height;
    const flipped = (from: Uint8Array, at: number): Uint8Array => {
      const copy = Uint8Array.from(from);
      copy[at % copy.length] = (copy[at % copy.length] ?? 0) ^ 1;
      return copy;
    };
    const coded = async (promise: Promise<unknown>): Promise<boolean> =>
      promise.then(() => false, isCoded);
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), fc.nat(), async (noise, at) => {
        expect(await coded(ledger.endorse(noise, signature))).to.equal(true);
        expect(await coded(ledger.submitSigned(noise, signature))).to.equal(true);
        expect(await coded(ledger.endorse(flipped(bytes, at), signature))).to.equal(true);
        const signed = await owner.sign(endorsed.bytes);
        expect(await coded(ledger.submitSigned(flipped(endorsed.bytes, at), signed))).to.equal(
          true,
        );
        expect(await coded(ledger.submitSigned(endorsed.bytes, flipped(signed, at)))).to.equal(
          true,
        );
        // Signed anew by its owner, an altered transaction still is not what was endorsed.
        const altered = flipped(endorsed.bytes, at);
        expect(await coded(ledger.submitSigned(altered, await owner.sign(altered)))).to.equal(true);
      }),
      { numRuns: 60 },
    );
    expect((await ledger.info()).height).to.equal(height);
  });
});
