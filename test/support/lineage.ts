import type { Grant, Input, Output } from '@shuquan/chaincode/model';
import { unique } from './founded.js';
import { Operating, sha256, stepInput } from './operating.js';
import { HOLDER_A } from './parties.js';
import { plant } from './planting.js';
import { quietForm } from './register-samples.js';

export type Derive = Input<'lineage:derive'>;
export type Affected = Output<'lineage:affected'>['items'][number];
type Right = Output<'register:right'>['right'];

export const at = (asset: string, version = 1): { asset: string; version: number } => ({
  asset,
  version,
});
export const ownData: Derive['basis'] = { kind: 'OWN_DATA', reference: 'own' };

export const derivation = (
  target: string,
  sources: readonly string[],
  over: Partial<Derive> = {},
): Derive => ({
  ...{ target: at(target), sources: sources.map((asset) => ({ version: at(asset) })), steps: [] },
  basis: ownData,
  ...over,
});

const hex = '0'.repeat(64);

/** Plays where data comes from, for a test. */
export class Tracing extends Operating {
  /** Collects data, so that it is known. @returns names of assets that nobody else uses */
  async known(...names: readonly string[]): Promise<string[]> {
    const assets = names.map((name) => unique(name));
    for (const asset of assets) {
      const step = stepInput({ kind: 'COLLECT', inputs: [], output: at(asset) });
      await this.act('lineage:record', step, 'holder-a');
    }
    return assets;
  }

  derive(input: Derive, as = 'holder-a'): Promise<Output<'lineage:derive'>> {
    return this.act('lineage:derive', input, as);
  }

  /** Registers data of `holder-a` and has it certified. */
  async certified(
    asset = unique('ds'),
  ): Promise<{ asset: string; certificate: string; rights: Record<Right['right'], string> }> {
    const { no } = await this.desk.certified(unique('rc'), quietForm(asset));
    const { rights } = await this.stage.ask('register:certificate', { no }, 'bank');
    const ids = rights.map(({ right: { id, right } }) => [right, id]);
    return {
      ...{ asset, certificate: no },
      rights: Object.fromEntries(ids) as Record<Right['right'], string>,
    };
  }

  /** A grant that was accepted; how it comes about has a suite of its own. */
  async granted(
    source: Grant['source'],
    data: string,
    { grantee, over = {} }: { grantee: string; over?: Partial<Grant['scope']> },
  ): Promise<string> {
    const { bench } = this.stage;
    const id = unique('gr');
    const offered = {
      ...{ uscc: HOLDER_A, mspId: 'RegistryMSP', role: 'rightsHolder' as const },
      ...{ fingerprint: hex, custody: 'CUSTODIAL' as const, txId: hex },
      at: '2026-01-01T00:00:00.000Z',
    };
    const scope: Grant['scope'] = {
      ...{ right: 'USE', subset: { data: at(data), parts: ['WHOLE'] }, territory: ['CN'] },
      ...{ purposes: ['CREDIT_VERIFY'], term: this.term(), depth: 2 },
      ...{ resale: false, export: false },
      ...over,
    };
    const grant: Grant = {
      ...{ v: 1, id, grantor: HOLDER_A, grantee, source, scope },
      ...{ textDigest: hex, termsDigest: sha256(id), offered },
    };
    await plant(bench, ['grant', id], grant);
    const answered = { ...offered, uscc: grantee };
    const answer = { v: 1, grant: id, outcome: 'ACCEPTED', answered };
    await plant(bench, ['grant-answer', id], answer);
    const index =
      source.kind === 'RIGHT'
        ? ['grant-by-right', source.right, id]
        : ['grant-by-parent', source.grant, id];
    await plant(bench, index, {});
    return id;
  }

  /** Something that became of a grant. */
  async conducted(
    grant: string,
    kind: 'SUSPENDED' | 'REVOKED',
    when = '2026-01-02T00:00:00.000Z',
  ): Promise<void> {
    const entry = {
      ...{ kind, reasons: '测试', uscc: HOLDER_A, mspId: 'RegistryMSP', role: 'rightsHolder' },
      ...{ fingerprint: hex, custody: 'CUSTODIAL', at: when, txId: hex },
    };
    await plant(this.stage.bench, ['grant-conduct', grant], { v: 1, grant, entries: [entry] });
  }

  /** Every page of what rests on a record. */
  async affected(
    of: Input<'lineage:affected'>['of'],
    limit = 100,
    asOf?: string,
  ): Promise<Output<'lineage:affected'>[]> {
    const pages: Output<'lineage:affected'>[] = [];
    let cursor: string | undefined;
    const times = asOf === undefined ? {} : { asOf };
    do {
      const more = cursor === undefined ? times : { ...times, cursor };
      const page = await this.stage.ask('lineage:affected', { of, limit, ...more }, 'bank');
      pages.push(page);
      cursor = page.next;
    } while (cursor !== undefined);
    return pages;
  }
}

/** `GRANT gr-1`, in the order of the list. */
export const namesOf = (
  pages: readonly { readonly items: readonly { kind: string; id: string }[] }[],
): string[] => pages.flatMap(({ items }) => items.map(({ kind, id }) => `${kind} ${id}`));
