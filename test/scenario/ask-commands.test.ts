import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { EvidenceView } from '@shuquan/chaincode/model';
import { expect } from 'chai';
import { TestGateway } from '../integration/gateway.js';
import { type Ended, shuquanIn } from '../support/command.js';

const data = resolve(import.meta.dirname, '../../../gateway/demo/ds_a_v1.csv');
const ABOUT = JSON.stringify({ limit: 10 });

/** The command line beside a gateway that serves: questions signed here, and who is believed. */
describe('shuquan with a gateway elsewhere', function () {
  this.timeout(180_000);
  const folder = mkdtempSync(join(tmpdir(), 'shuquan-ask-'));
  const file = (name: string): string => join(folder, name);
  const servers: Server[] = [];
  let gateway: TestGateway;

  // A process of its own has the machine’s clock, and signs requests by it.
  before(async () => {
    gateway = await TestGateway.open({ start: new Date().toISOString() });
    writeFileSync(file('anchors.json'), JSON.stringify(gateway.ground.ledger.anchors()));
    const { code, err } = await shuquan(['deposit', data, '--id', 'known-1']);
    expect(code, err).to.equal(0);
  });
  after(async () => {
    for (const server of servers) server.close();
    await gateway.close();
    rmSync(folder, { recursive: true });
  });

  const run = (args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ended> =>
    shuquanIn({ DATA_DIR: file('nothing-here'), ...env }, args);
  const keyed = (as = 'holder-a'): NodeJS.ProcessEnv => ({ SHUQUAN_API_KEY: gateway.keyOf(as) });
  const shuquan = (args: readonly string[], env = keyed()): Promise<Ended> => {
    gateway.ground.clock.set(new Date().toISOString());
    return run([...args, '--url', gateway.url], env);
  };
  const of = (id: string, msp = 'RegistryMSP'): { key: string; certificate: string } => {
    const place = join(gateway.ground.dataDir, 'ledger/organizations', msp, 'people', id);
    return { key: join(place, 'key.pem'), certificate: join(place, 'cert.pem') };
  };
  const signedBy = (id: string, msp = 'RegistryMSP'): string[] => {
    const { key, certificate } = of(id, msp);
    return ['--key', key, '--certificate', certificate, '--msp', msp];
  };
  const requestedBy = (id: string): string[] => {
    const { key, certificate } = of(id);
    return ['--request-key', key, '--request-certificate', certificate];
  };
  const read = (id: string): string[] => [
    'ask',
    'evidence:read',
    '--input',
    JSON.stringify({ id }),
  ];
  const serve = async (listener: RequestListener): Promise<string> => {
    const server = createServer(listener);
    servers.push(server);
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  };
  /** One line that begins with a code, nothing answered, and never a stack. */
  const isRefused = ({ code, out, err }: Ended, exit: number, coded: string): void => {
    expect({ code, out }, err).to.deep.equal({ code: exit, out: '' });
    expect(err).to.match(new RegExp(`^shuquan: ${coded}: `));
    expect(err.trimEnd().split('\n')).to.have.length(1);
  };

  describe('ask', () => {
    it('is answered as the key that signs, whoever carries the question', async () => {
      const { code, out, err } = await shuquan([...read('known-1'), ...signedBy('holder-b')]);

      expect(code, err).to.equal(0);
      expect((JSON.parse(out) as EvidenceView).record).to.include({ id: 'known-1' });
      const about = ['ask', 'query:about', '--input', ABOUT];
      const own = await shuquan([...about, ...signedBy('holder-b')]);
      expect(own.code, own.err).to.equal(0);
      isRefused(await shuquan([...about, ...signedBy('registry-official')]), 65, 'ROLE_MISSING');
    });

    const refusals: Readonly<
      Record<string, { args: () => string[]; exit: number; coded: string }>
    > = {
      'a record that is not there': {
        args: () => [...read('none-such'), ...signedBy('holder-a')],
        ...{ exit: 65, coded: 'EVIDENCE_NOT_FOUND' },
      },
      'a query that is none': {
        args: () => ['ask', 'evidence:guess', '--input', '{}', ...signedBy('holder-a')],
        ...{ exit: 64, coded: 'USAGE' },
      },
      'a transaction, which is no question': {
        args: () => ['ask', 'evidence:deposit', '--input', '{}', ...signedBy('holder-a')],
        ...{ exit: 64, coded: 'USAGE' },
      },
      'an input with an unknown field': {
        args: () => [
          'ask',
          'evidence:read',
          '--input',
          '{"id":"a","x":1}',
          ...signedBy('holder-a'),
        ],
        ...{ exit: 65, coded: 'INPUT_INVALID' },
      },
      'an input with a key twice': {
        args: () => [
          ...['ask', 'evidence:read', '--input', '{"id":"a","id":"b"}'],
          ...signedBy('holder-a'),
        ],
        ...{ exit: 64, coded: 'USAGE' },
      },
      'no key': { args: () => read('known-1'), exit: 64, coded: 'USAGE' },
      'half a key': {
        args: () => [...read('known-1'), '--key', of('holder-a').key],
        ...{ exit: 64, coded: 'USAGE' },
      },
      'a key that is not the certificate’s': {
        args: () => [...read('known-1'), ...signedBy('holder-a'), '--key', of('holder-b').key],
        ...{ exit: 64, coded: 'USAGE' },
      },
      'a key that is not there': {
        args: () => [...read('known-1'), ...signedBy('holder-a'), '--key', file('none.pem')],
        ...{ exit: 66, coded: 'FILE_UNREADABLE' },
      },
    };
    for (const [what, { args, exit, coded }] of Object.entries(refusals)) {
      it(`is refused ${coded} for ${what}`, async () => {
        isRefused(await shuquan(args()), exit, coded);
      });
    }

    it('is refused in the name of an organisation that did not issue the certificate', async () => {
      const { key, certificate } = of('holder-a');
      const other = ['--key', key, '--certificate', certificate, '--msp', 'CourtMSP'];

      isRefused(await shuquan([...read('known-1'), ...other]), 65, 'CERTIFICATE_UNTRUSTED');
    });

    it('signs nothing but the question that was asked', async () => {
      const liar = await serve((request, response) => {
        void (async () => {
          let text = '';
          for await (const chunk of request) text += String(chunk);
          const sent = text.replace('known-1', 'known-2');
          const { status, body } = await gateway.post(request.url ?? '', JSON.parse(sent));
          response.writeHead(status, { 'content-type': 'application/json' });
          response.end(JSON.stringify(body));
        })();
      });

      const ended = await run(
        [...read('known-1'), ...signedBy('holder-a'), '--url', liar],
        keyed(),
      );

      isRefused(ended, 65, 'BYTES_DIFFER');
    });
  });

  describe('a request', () => {
    const asking = (): string[] => [...read('known-1'), ...signedBy('holder-a')];

    it('is signed with a key instead of an API key', async () => {
      const { code, err } = await shuquan([...asking(), ...requestedBy('holder-a')], {});

      expect(code, err).to.equal(0);
    });

    it('is refused without a credential, or with one of nobody', async () => {
      isRefused(await shuquan(asking(), {}), 65, 'UNAUTHENTICATED');
      const nobody = { SHUQUAN_API_KEY: 'sq_nobody_0000' };
      isRefused(await shuquan(asking(), nobody), 65, 'UNAUTHENTICATED');
    });

    it('has one credential, whole', async () => {
      const [half, both] = [requestedBy('holder-a').slice(0, 2), requestedBy('holder-a')];
      const mixed = ['--request-key', of('holder-b').key, ...both.slice(2)];

      isRefused(await shuquan([...asking(), ...half]), 64, 'USAGE');
      isRefused(await shuquan([...asking(), ...both, '--api-key', 'sq_x']), 64, 'USAGE');
      isRefused(await shuquan([...asking(), ...mixed]), 64, 'USAGE');
    });

    it('goes to a gateway, or says why there is none', async () => {
      const strange = await serve((request, response) => {
        if (request.url?.startsWith('/away') === true)
          response.writeHead(302, { location: gateway.url });
        else response.writeHead(404, { 'content-type': 'text/html' });
        response.end('<h1>404\u001B[2J</h1>');
      });
      const at = (url: string): Promise<Ended> => run([...asking(), '--url', url], keyed());

      isRefused(await at('http://127.0.0.1:9'), 69, 'GATEWAY_UNAVAILABLE');
      isRefused(await at('ftp://127.0.0.1/'), 64, 'USAGE');
      isRefused(await at(strange), 69, 'GATEWAY_FAILED');
      isRefused(await at(`${strange}/away`), 69, 'GATEWAY_UNAVAILABLE');
    });

    it('of another command is made and refused the same way', async () => {
      const signed = await shuquan(['worklist', '--json', ...requestedBy('registrar1')], {});
      expect(signed.code, signed.err).to.equal(0);
      expect(JSON.parse(signed.out)).to.have.property('items');

      isRefused(await shuquan(['worklist'], {}), 65, 'UNAUTHENTICATED');
      isRefused(await shuquan(['deposit', data], keyed('supervisor')), 65, 'SCOPE_MISSING');
    });
  });

  describe('verify', () => {
    const anchored = ['--anchors', file('anchors.json')];

    it('checks what the gateway signed for, and reports it for a court', async () => {
      const report = ['--report', file('court.html'), '--out', file('answer.json')];
      const { code, out, err } = await shuquan(['verify', data, ...anchored, ...report]);

      expect(code, err).to.equal(0);
      expect(out).to.contain('Verdict: VALID').and.contain('known-1');
      const page = readFileSync(file('court.html'), 'utf8');
      expect(page).to.contain('known-1').and.contain('answer.json').and.contain('platform:at');
    });

    it('believes no gateway that vouches for itself, and no answer to something else', async () => {
      isRefused(await shuquan(['verify', data]), 64, 'USAGE');
      const liar = await serve((request, response) => {
        request.resume();
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end(JSON.stringify({ v: 1, kind: 'shuquan.answer', envelope: 'AAAA' }));
      });
      const report = ['--report', file('liar.html')];

      const told = await run(['verify', data, ...anchored, ...report, '--url', liar], keyed());

      expect(told.code).to.equal(1);
      expect(readFileSync(file('liar.html'), 'utf8')).to.contain('核验不成立');
    });
  });
});
