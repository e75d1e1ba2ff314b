import { encodeError, LedgerError } from '@shuquan/chaincode/model';
import { type Failure, ofFailure } from '@shuquan/gateway/ledger/fabric/errors';
import { untilAgreed, endorsedTogether } from '@shuquan/gateway/ledger/fabric/agreement';
import { invalidated, validationCodeOf } from '@shuquan/gateway/ledger/fabric/validation';
import { expect } from 'chai';
import { codeOf } from '../support/rejected.js';

const exists = new LedgerError('EVIDENCE_EXISTS', 'ev-1 is taken.', { key: ['ev-1'] });
const refusal = (mspId: string, err = exists) => ({
  mspId,
  message: `chaincode response 500, ${encodeError(err)}`,
});
const failure = (more: Partial<Failure>): Failure => ({
  status: 10,
  message: 'failed to collect enough transaction endorsements, see attached details for more info',
  details: [],
  ...more,
});

/** The words are those of internal/pkg/gateway and core/endorser of Fabric 2.5 and 3. */
describe('what Fabric says, as codes', () => {
  const said: readonly [string, string][] = [
    ['duplicate transaction found [ab]. Creator [cd]', 'TRANSACTION_DUPLICATE'],
    ['too many requests for /gateway.Gateway, exceeding concurrency limit (500)', 'LEDGER_BUSY'],
    [
      'error validating proposal: access denied: channel [shuquan] creator org [X]',
      'CERTIFICATE_UNTRUSTED',
    ],
    ['proposal client identity expired 10m ago', 'CERTIFICATE_EXPIRED'],
    [
      'request unauthorized due to incorrect timestamp 2020, peer time 2026',
      'CLIENT_TIME_OUT_OF_WINDOW',
    ],
    [
      'failed constructing descriptor: no combination of peers can be derived',
      'LEDGER_UNAVAILABLE',
    ],
    ['rpc error: code = Unavailable desc = connection error', 'LEDGER_UNAVAILABLE'],
    ['error: no such transaction ID [ab] in index', 'TRANSACTION_NOT_FOUND'],
    [
      'make sure the chaincode cc has been successfully defined on channel ch and try again: ' +
        'chaincode cache at sequence 3 but current sequence is 2, chaincode definition for ' +
        "'cc' changed during invoke",
      'LEDGER_HEIGHTS_DIFFER',
    ],
    ['something nobody heard before', 'ENDORSEMENT_FAILED'],
  ];
  for (const [text, code] of said) {
    it(`reads “${text.slice(0, 40)}…” as ${code}`, () => {
      const details = [{ mspId: 'CourtMSP', message: text }];

      expect(ofFailure(failure({ message: 'see details', details })).code).to.equal(code);
    });
  }

  it('takes a call without an answer for a network that can not be reached', () => {
    expect(ofFailure(failure({ status: 14, message: 'x' })).code).to.equal('LEDGER_UNAVAILABLE');
    expect(ofFailure(failure({ status: 4, message: 'x' })).code).to.equal('LEDGER_UNAVAILABLE');
  });

  it('finds the contract’s refusal, with its params, in what a peer wrote around it', () => {
    const message = 'failed to endorse transaction, see attached details for more info';

    const err = ofFailure(failure({ message, details: [refusal('RegistryMSP')] }));

    expect(err).to.deep.include({ code: 'EVIDENCE_EXISTS', params: { key: ['ev-1'] } });
  });

  it('sees that peers disagree when one refused what another endorsed', () => {
    expect(ofFailure(failure({ details: [refusal('CourtMSP')] })).code).to.equal(
      'LEDGER_HEIGHTS_DIFFER',
    );
    const named = ['RegistryMSP', 'CourtMSP'];
    expect(ofFailure(failure({ named, details: [refusal('CourtMSP')] })).code).to.equal(
      'LEDGER_HEIGHTS_DIFFER',
    );
    const details = [{ mspId: 'CourtMSP', message: 'ProposalResponsePayloads do not match' }];
    expect(ofFailure(failure({ named, details })).code).to.equal('LEDGER_HEIGHTS_DIFFER');
  });

  it('takes one refusal by everybody who was named for a refusal', () => {
    const named = ['RegistryMSP', 'CourtMSP'];

    const err = ofFailure(failure({ named, details: named.map((mspId) => refusal(mspId)) }));

    expect(err.code).to.equal('EVIDENCE_EXISTS');
  });

  it('gives validation codes their meaning, by number and by name', () => {
    const meanings: Readonly<Record<string, string>> = {
      BAD_CREATOR_SIGNATURE: 'SIGNATURE_INVALID',
      DUPLICATE_TXID: 'TRANSACTION_DUPLICATE',
      ENDORSEMENT_POLICY_FAILURE: 'ENDORSEMENT_POLICY_FAILURE',
      MVCC_READ_CONFLICT: 'LEDGER_CONFLICT',
      PHANTOM_READ_CONFLICT: 'LEDGER_CONFLICT',
      EXPIRED_CHAINCODE: 'LEDGER_CONFLICT',
      BAD_RWSET: 'ENDORSEMENT_FAILED',
    };

    for (const [name, code] of Object.entries(meanings)) {
      const err = invalidated('ab', validationCodeOf(name));
      expect(err).to.deep.include({
        code,
        params: { txId: 'ab', validationCode: validationCodeOf(name) },
      });
    }
  });
});

describe('peers that disagree', () => {
  const differ = (): Error => ofFailure(failure({ details: [refusal('CourtMSP')] }));

  it('are asked again until they agree', async () => {
    let asked = 0;

    const answer = await untilAgreed(() => {
      asked += 1;
      return asked < 3 ? Promise.reject(differ()) : Promise.resolve('agreed');
    }, 5_000);

    expect([answer, asked]).to.deep.equal(['agreed', 3]);
  });

  it('did not answer, or not endorse, when they never agree', async () => {
    const ask = () => Promise.reject(differ());

    expect(await codeOf(untilAgreed(ask, 60))).to.equal('LEDGER_HEIGHTS_DIFFER');
    expect(await codeOf(endorsedTogether(ask, 60))).to.equal('ENDORSEMENT_FAILED');
  });

  it('are not asked again after any other refusal', async () => {
    let asked = 0;

    const code = await codeOf(
      untilAgreed(() => {
        asked += 1;
        return Promise.reject(exists);
      }, 5_000),
    );

    expect([code, asked]).to.deep.equal(['EVIDENCE_EXISTS', 1]);
  });
});
