import { randomBytes } from 'node:crypto';
import { type Fingerprint, type Input, type Output, shanghaiDate } from '@shuquan/chaincode/model';
import { Sketcher } from '@shuquan/gateway/fingerprint/sketch';
import { DisputeDesk } from './dispute-desk.js';
import { unique } from './founded.js';
import { quietForm } from './register-samples.js';
import { FIRST, recordDigestOf } from './registrar.js';

type Open = Input<'infringement:open'>;
export const PROCESS_LOG = '9'.repeat(64);
const ROWS = 400;

/** Data that is registered with a sketch of its rows. */
export interface Sketched {
  readonly asset: string;
  readonly right: string;
  readonly certificate: string;
  readonly digests: Open['digests'];
}

/** Plays packs of `holder-a` about copies of its data. */
export class InfringementDesk extends DisputeDesk {
  /** As the registrars of this channel share it. */
  readonly key = { keyId: 'KEY_1', secret: randomBytes(32) };

  sketch(rows: readonly string[], key = this.key): NonNullable<Fingerprint['sketch']> {
    const sketcher = new Sketcher(key);
    for (const row of rows) sketcher.add(Buffer.from(row));
    const made = sketcher.finish();
    if (made === undefined) throw new TypeError('A sketch is of rows.');
    return made;
  }

  /** Registered by `holder-a`; its registrar sketched the rows before it accepted them. */
  async sketched(): Promise<Sketched & { readonly rows: readonly string[] }> {
    const rows = Array.from({ length: ROWS }, (_, n) => `${unique('row')} ${String(n)}`);
    const made = await this.sketchedAs({ rows: ROWS, sketch: this.sketch(rows) });
    return { ...made, rows };
  }

  /** The same of a real table’s fingerprint. */
  async sketchedAs({
    fileDigests,
    rows,
    sketch,
  }: Pick<Fingerprint, 'rows' | 'sketch'> & Partial<Fingerprint>): Promise<Sketched> {
    if (sketch === undefined) throw new TypeError('The table has no rows.');
    const [asset, id] = [unique('ds'), unique('rc')];
    const form = quietForm(asset, fileDigests === undefined ? {} : { digests: fileDigests });
    await this.accepted(id, form);
    await this.act('overlap:sketch', { case: id, rows, sketch }, FIRST.by);
    await this.act('review:withhold', { case: id, reasons: '理由正当' }, FIRST.by);
    await this.approve(id);
    const deposited = await this.act('register:deposit', { case: id }, FIRST.by);
    await this.receipt(id, recordDigestOf(deposited));
    const { certificates } = await this.act('register:certify', { cases: [id] }, FIRST.by);
    const [made] = certificates;
    if (made === undefined) throw new TypeError(`${id} has no certificate.`);
    const [, , right = ''] = made.rights;
    return { asset, right, certificate: made.no, digests: form.digests };
  }

  /** A deposit of bytes that somebody suspects, as the pack then cites it. */
  async suspected(right: string, over: Partial<Open> = {}, as = 'holder-a'): Promise<Open> {
    const made = await this.evidence(as, {
      kind: 'INFRINGEMENT',
      ...(over.digests === undefined ? {} : { digests: over.digests }),
    });
    const { record } = await this.stage.ask('evidence:read', { id: made }, 'bank');
    return {
      ...{ id: unique('IP'), right, evidence: made, digests: record.digests },
      obtained: {
        ...{ how: 'PUBLIC_DOWNLOAD', where: '某数据交易网站商品页', processLogDigest: PROCESS_LOG },
        on: shanghaiDate(this.stage.bench.now().toISOString()),
      },
      ...over,
    };
  }

  async packed(...[right, over, as]: Parameters<InfringementDesk['suspected']>): Promise<Open> {
    const input = await this.suspected(right, over, as);
    await this.act('infringement:open', input, as ?? 'holder-a');
    return input;
  }

  /** What a registrar would make of a suspected file of these rows. */
  fingerprint(
    { digests }: Pick<Open, 'digests'>,
    rows: readonly string[],
    key = this.key,
  ): Fingerprint {
    return {
      ...{ v: 1, fileDigests: digests, rowsDigest: 'b'.repeat(64), schemaDigest: 'c'.repeat(64) },
      ...{ rows: rows.length, columns: 3, sketch: this.sketch(rows, key) },
    };
  }

  pack(id: string, as = 'holder-a'): Promise<Output<'infringement:read'>> {
    return this.stage.ask('infringement:read', { id }, as);
  }

  /** `CLAIM GRADE`, one each. */
  async grades(id: string): Promise<string[]> {
    const { claims } = await this.pack(id);
    return claims.map(({ claim, grade }) => `${claim} ${grade}`);
  }
}
