import {
  decodeError,
  encodeError,
  type ErrorCode,
  errorCatalogue,
  LedgerError,
} from '@shuquan/chaincode/model';
import { expect } from 'chai';
import fc from 'fast-check';

const code = fc.constantFrom(...(Object.keys(errorCatalogue) as ErrorCode[]));
const params = fc
  .dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 }))
  .map((value) => JSON.parse(JSON.stringify(value)) as Record<string, unknown>);

describe('error on the wire', () => {
  const error = new LedgerError('EVIDENCE_NOT_FOUND', 'There is no {evidence} "x\\y".', {
    key: ['x}', '{"code":"INTERNAL"}'],
  });

  it('comes back as it went', () => {
    fc.assert(
      fc.property(code, fc.string(), params, (c, message, p) => {
        const back = decodeError(encodeError(new LedgerError(c, message, p)));
        expect(back).to.deep.include({ code: c, message, params: p });
      }),
    );
  });

  it('comes back out of whatever a peer writes around it', () => {
    const around = fc.string().filter((text) => !text.includes('{"code":'));
    fc.assert(
      fc.property(around, around, (before, after) => {
        const back = decodeError(before + encodeError(error) + after);
        expect(back).to.deep.include({ code: error.code, params: error.params });
      }),
    );
  });

  for (const text of [
    `chaincode response 500, ${encodeError(error)}`,
    `10 ABORTED: failed to endorse transaction, see attached details for more info: peer0: ${encodeError(error)}, peer1: ${encodeError(new LedgerError('INTERNAL', ''))}`,
    `error in simulation: {"code":"MADE_UP"} {"code":5} {"code": ${encodeError(error)}`,
  ]) {
    it(`is found in ${text.slice(0, 40)}…`, () => {
      expect(decodeError(text)?.code).to.equal('EVIDENCE_NOT_FOUND');
    });
  }

  it('says nothing of a failure that is not a refusal', () => {
    const text = encodeError(new Error('password=hunter2'));

    expect(decodeError(text)?.code).to.equal('INTERNAL');
    expect(text).not.to.contain('hunter2');
  });

  for (const text of [
    '',
    'no JSON',
    '{"code":',
    '{"code":"EVIDENCE_NOT_FOUND"',
    '{"code":"toString"}',
    '{"code":"__proto__","message":"x"}',
    '{"code":null}',
    '{"code":{"code":"X"}}',
  ]) {
    it(`is not made up out of ${JSON.stringify(text)}`, () => {
      expect(decodeError(text)).to.equal(undefined);
    });
  }

  it('mends a message and params of the wrong kind', () => {
    expect(decodeError('{"code":"INTERNAL","message":5,"params":null}')).to.deep.include({
      message: 'INTERNAL',
      params: {},
    });
  });

  it('is looked for in bounded time, whatever a peer sends', () => {
    // Both took quadratic time when every brace was tried; a million characters would never end.
    expect(decodeError('{"code":'.repeat(125_000))).to.equal(undefined);
    expect(decodeError(`{"code":${'}'.repeat(1_000_000)}`)).to.equal(undefined);
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void decodeError(text)));
  });

  it('has a row with a client’s or server’s status and a title for every code', () => {
    for (const [name, { status, title }] of Object.entries(errorCatalogue)) {
      expect(name).to.match(/^[A-Z][A-Z0-9_]+$/);
      expect(status).to.be.within(400, 599);
      expect(title).to.match(/^[A-Z].+[^.]$/);
    }
  });
});
