import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { nextDefinition } from '@shuquan/network/deploy';
import { ccaasPackage, packageId, slotOf } from '@shuquan/network/package/ccaas';
import { codeDigest, snapshotCode } from '@shuquan/network/package/code';
import { gzip } from '@shuquan/network/package/gzip';
import { tar } from '@shuquan/network/package/tar';
import { expect } from 'chai';

const content = { label: 'shuquan_1', slot: 0, codeDigest: 'cd'.repeat(32) } as const;

/** The file names and texts of a ustar archive. */
function untar(bytes: Uint8Array): Record<string, string> {
  const files: Record<string, string> = {};
  for (let at = 0; (bytes[at] ?? 0) !== 0;) {
    const text = (from: number, length: number): string =>
      Buffer.from(bytes.subarray(at + from, at + from + length))
        .toString('latin1')
        .replace(/\0.*$/s, '');
    const size = parseInt(text(124, 12), 8);
    files[text(0, 100)] = Buffer.from(bytes.subarray(at + 512, at + 512 + size)).toString('latin1');
    at += 512 + Math.ceil(size / 512) * 512;
  }
  return files;
}

describe('the chaincode package', () => {
  it('is the same bytes every time, under one id', () => {
    const id = packageId(content.label, ccaasPackage(content));

    expect(ccaasPackage(content)).to.deep.equal(ccaasPackage({ ...content }));
    expect(id).to.equal(
      'shuquan_1:5a53a31743007a006cbe740b4a7036d9e4c9dd20006ec2b3f531b7ebbaacf70b',
    );
  });

  it('has another id for other code, another slot, another label', () => {
    const others = [{ codeDigest: 'ef'.repeat(32) }, { slot: 1 as const }, { label: 'shuquan_2' }];
    const ids = [{}, ...others].map((over) => {
      const changed = { ...content, ...over };
      return packageId(changed.label, ccaasPackage(changed));
    });

    expect(new Set(ids).size).to.equal(4);
  });

  it('carries templates and no key, and insists on mutual TLS with JSON booleans', () => {
    const outer = untar(gunzipSync(ccaasPackage(content)));
    const inner = untar(gunzipSync(Buffer.from(outer['code.tar.gz'] ?? '', 'latin1')));

    expect(JSON.parse(outer['metadata.json'] ?? '')).to.deep.equal({
      type: 'ccaas',
      label: 'shuquan_1',
    });
    expect(JSON.parse(inner['connection.json'] ?? '')).to.deep.equal({
      address: '{{.address_0}}',
      dial_timeout: '10s',
      tls_required: true,
      client_auth_required: true,
      client_key: '{{.client_key}}',
      client_cert: '{{.client_cert}}',
      root_cert: '{{.root_cert}}',
    });
  });

  it('alternates between the two servers of a peer', () => {
    expect([1, 2, 3, 4].map(slotOf)).to.deep.equal([0, 1, 0, 1]);
  });
});

describe('gzip', () => {
  for (const length of [0, 1, 65535, 65536, 200_000]) {
    it(`is read back by zlib: ${String(length)} bytes`, () => {
      const bytes = Buffer.alloc(length, 7);

      expect(Buffer.compare(gunzipSync(gzip(bytes)), bytes)).to.equal(0);
    });
  }
});

describe('tar', () => {
  it('refuses a name its header can not hold', () => {
    expect(() => tar([{ name: '数据', bytes: new Uint8Array() }])).to.throw(TypeError);
  });
});

describe('the code of a package', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'shuquan-code-'));
    mkdirSync(join(folder, 'chaincode/dist'), { recursive: true });
    writeFileSync(join(folder, 'chaincode/package.json'), '{"main":"dist/index.js"}');
    writeFileSync(join(folder, 'chaincode/dist/index.js'), 'exports.contracts = [];\n');
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('changes its digest with any byte of it, and with nothing else', () => {
    const chaincode = join(folder, 'chaincode');
    const before = codeDigest(chaincode);
    writeFileSync(join(chaincode, 'dist/index.d.ts'), 'export {};');
    const withTypes = codeDigest(chaincode);
    writeFileSync(join(chaincode, 'dist/index.js'), 'exports.contracts = [ ];\n');

    expect(withTypes).to.equal(before);
    expect(codeDigest(chaincode)).not.to.equal(before);
  });

  it('is kept as it was approved when the working tree moves on', () => {
    const copy = join(folder, 'copy');
    snapshotCode(join(folder, 'chaincode'), copy);
    writeFileSync(join(folder, 'chaincode/dist/index.js'), 'changed');

    snapshotCode(join(folder, 'chaincode'), copy);

    expect(readFileSync(join(copy, 'dist/index.js'), 'utf8')).to.include('contracts');
  });
});

describe('the next definition', () => {
  const at2 = { sequence: 2, version: '2' };

  it('is the first on a fresh channel, and stays when asked again', () => {
    expect(nextDefinition({ upgrade: false }, undefined)).to.deep.equal({
      sequence: 1,
      version: '1',
    });
    expect(nextDefinition({ upgrade: false }, at2)).to.deep.equal(at2);
  });

  it('is the next sequence on an upgrade', () => {
    expect(nextDefinition({ upgrade: true, version: 'b' }, at2)).to.deep.equal({
      sequence: 3,
      version: 'b',
    });
  });

  const refused = {
    'a sequence that leaves a gap': { upgrade: true, sequence: 4 },
    'a sequence of the past': { upgrade: false, sequence: 1 },
    'another version under the same sequence': { upgrade: false, version: '9' },
  };
  for (const [what, wish] of Object.entries(refused)) {
    it(`is refused for ${what}`, () => {
      expect(() => nextDefinition(wish, at2))
        .to.throw()
        .with.property('code', 'CONFIG_INVALID');
    });
  }
});
