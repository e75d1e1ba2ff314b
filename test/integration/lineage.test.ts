import { expect } from 'chai';
import { derivation } from '../support/lineage.js';
import { stepInput } from '../support/operating.js';
import { HOLDER_A } from '../support/parties.js';
import { ProvJson } from '../support/prov-json.js';
import { RegisterGateway } from './register.js';

interface Edges {
  readonly items: readonly {
    readonly depth: number;
    readonly link: { readonly source: { readonly asset: string } };
  }[];
  readonly next?: string;
  readonly truncated?: boolean;
  readonly height: number;
}
interface Page {
  readonly items: readonly { readonly kind: string; readonly id: string }[];
  readonly after: { readonly count: number; readonly digest: string };
  readonly complete: boolean;
}
interface NoticeList {
  readonly items: readonly {
    readonly id: string;
    readonly due: string;
    readonly overdue: boolean;
  }[];
}

const root = { kind: 'VERSION', id: 'LN-A@1' };
const derived = { kind: 'VERSION', id: 'LN-B@1' };

describe('lineage over HTTP', function () {
  this.timeout(120_000);
  let desk: RegisterGateway;
  before(async () => {
    desk = await RegisterGateway.open();
    const step = stepInput({
      ...{ id: 'LN-ST', kind: 'COLLECT', inputs: [] },
      output: { asset: 'LN-A', version: 1 },
    });
    await desk.done('/v1/processing-steps', step, 'holder-a');
    await desk.done('/v1/derivations', derivation('LN-B', ['LN-A']), 'holder-a');
    await desk.done('/v1/derivations', derivation('LN-C', ['LN-B', 'LN-A']), 'holder-a');
  });
  after(() => desk.close());

  const read = async <T>(path: string, as = 'bank'): Promise<T> => {
    const answer = await desk.get(path, as);
    expect(answer.status, answer.text).to.equal(200);
    return answer.body as unknown as T;
  };
  const notices = async (query: string): Promise<NoticeList> =>
    read<NoticeList>(`/v1/affected-notices${query}`);

  it('is traced page by page, as it stood at the first', async () => {
    const path = '/v1/versions/LN-C/1/sources?limit=2';
    const first = await read<Edges>(path);
    await desk.done('/v1/derivations', derivation('LN-D', ['LN-C']), 'holder-a');

    const rest = await read<Edges>(`${path}&cursor=${first.next ?? ''}`);

    const assets = [...first.items, ...rest.items].map(({ link }) => link.source.asset);
    expect(assets).to.deep.equal(['LN-B', 'LN-A', 'LN-A']);
    expect(rest).to.include({ height: first.height, truncated: false });
    const down = await read<Edges>('/v1/versions/LN-A/1/derivatives?depth=1');
    expect(down.items).to.have.length(2);
    expect(down.truncated).to.equal(true);
    const other = await desk.get(`/v1/versions/LN-B/1/sources?cursor=${first.next ?? ''}`, 'bank');
    expect(other.body).to.include({ code: 'CURSOR_INVALID' });
  });

  it('is exported as PROV-JSON', async () => {
    const path = '/v1/versions/LN-C/1/provenance';

    const answer = await read<{ document: object; truncated: boolean }>(path);

    ProvJson.parse(answer.document);
    expect(answer.truncated).to.equal(false);
    const asked = { organizations: ['RegistryMSP'], depth: 4, direction: 'UP' };
    const attested = await desk.post(`${path}/attestation`, asked, { as: 'bank' });
    expect(attested.status, attested.text).to.equal(200);
    expect(attested.body).to.include({ kind: 'shuquan.answer' });
  });

  it('tells whoever is affected, and who has answered', async () => {
    const page = await read<Page>('/v1/affected/VERSION/LN-A@1');
    expect(page.items.map(({ id }) => id).sort()).to.deep.equal(['LN-B@1', 'LN-C@1', 'LN-D@1']);
    expect(page.complete).to.equal(true);
    const notice = {
      ...{ id: 'NT-1', of: root, affected: derived, path: [root, derived] },
      ...{ cause: 'WITHDRAWN', to: HOLDER_A, page: page.after },
    };
    await desk.done('/v1/affected-notices', notice, 'supervisor');

    const outstanding = await notices(`?to=${HOLDER_A}&state=OUTSTANDING`);
    expect(outstanding.items.map(({ id, overdue }) => [id, overdue])).to.deep.equal([
      ['NT-1', false],
    ]);
    const [item] = outstanding.items;
    const late = await notices(`?asOf=2099-01-01T00:00:00.000Z`);
    expect(late.items[0]?.overdue).to.equal(true);
    expect(item?.due).to.match(/^\d{4}-\d\d-\d\d$/);
    const view = await read<{ digest: string }>('/v1/affected-notices/NT-1', 'holder-a');
    const receipt = { digest: view.digest };
    await desk.done('/v1/affected-notices/NT-1/receipt', receipt, 'holder-a');
    expect((await notices('?state=OUTSTANDING')).items).to.deep.equal([]);
    expect((await notices('?state=ACKNOWLEDGED')).items).to.have.length(1);
    const again = await desk.get('/v1/affected-notices/NT-1', 'bank');
    expect(again.body).to.include({ code: 'CALLER_FORBIDDEN' });
  });
});
