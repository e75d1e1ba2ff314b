import { type Input } from '@shuquan/chaincode/model';
import { CliError } from '@shuquan/gateway/cli/failure';
import { submitOffline } from '@shuquan/gateway/cli/offline';
import type { Identity, OfflineSigning } from '@shuquan/gateway/ledger/port';
import { expect } from 'chai';
import { depositOf, openTestLedger, type TestLedger } from '../support/embedded.js';

describe('signing offline', () => {
  let place: TestLedger;
  let signer: Identity;
  let signatures: number;
  const input = depositOf('offline-1');
  const name = 'evidence:deposit' as const;

  const code = async (ledger: OfflineSigning): Promise<string | undefined> => {
    try {
      await submitOffline(ledger, { name, input }, signer);
      return undefined;
    } catch (err) {
      return (err as CliError).code;
    }
  };
  /** A gateway that prepares something else than it was asked for. */
  const lying = (over: Partial<OfflineSigning>): OfflineSigning => ({
    prepare: (...args) => place.ledger.prepare(...args),
    endorse: (...args) => place.ledger.endorse(...args),
    submitSigned: (bytes, signature) => place.ledger.submitSigned(bytes, signature),
    prepareQuery: (...args) => place.ledger.prepareQuery(...args),
    evaluateSigned: (...args) => place.ledger.evaluateSigned(...args),
    ...over,
  });

  before(async () => {
    place = await openTestLedger();
  });
  after(() => place.dispose());
  beforeEach(() => {
    const holder = place.ledger.identity('holder-a');
    const { mspId, pem } = holder;
    signatures = 0;
    signer = {
      ...{ mspId, pem },
      sign: (message) => {
        signatures += 1;
        return holder.sign(message);
      },
    };
  });

  it('commits with a key that the ledger never sees', async () => {
    const { value, block } = await submitOffline(place.ledger, { name, input }, signer);

    expect(value).to.include({ id: 'offline-1' });
    expect(block > 0n).to.equal(true);
    expect(signatures).to.equal(2);
  });

  it('signs nothing when another input was prepared', async () => {
    const other: Input<typeof name> = depositOf('offline-2');
    const liar = lying({
      prepare: (_name, _input, ...rest) => place.ledger.prepare(name, other, ...rest),
    });

    expect(await code(liar)).to.equal('BYTES_DIFFER');
    expect(signatures).to.equal(0);
  });

  it('signs nothing when another transaction was prepared', async () => {
    const uscc = '91510104MA7DEM091Q';
    const liar = lying({
      prepare: (_name, _input, ...rest) =>
        place.ledger.prepare('party:exit', { uscc, reason: 'x' }, ...rest),
    });

    expect(await code(liar)).to.equal('BYTES_DIFFER');
    expect(signatures).to.equal(0);
  });

  it('signs nothing in another’s name', async () => {
    const other = place.ledger.identity('holder-b');
    const liar = lying({
      prepare: (n, i, _certificate, options) => place.ledger.prepare(n, i, other, options),
    });

    expect(await code(liar)).to.equal('BYTES_DIFFER');
    expect(signatures).to.equal(0);
  });

  it('does not sign a transaction that carries another proposal', async () => {
    const liar = lying({
      async endorse() {
        const { mspId, pem } = signer;
        const other = await place.ledger.prepare(name, depositOf('offline-3'), { mspId, pem });
        const identity = place.ledger.identity('holder-a');
        return place.ledger.endorse(other.bytes, await identity.sign(other.bytes));
      },
    });

    expect(await code(liar)).to.equal('BYTES_DIFFER');
    expect(signatures).to.equal(1);
  });
});
