import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Input, QueryName } from '@shuquan/chaincode/model';
import { smallDefinition } from '@shuquan/gateway/ledger/embedded/definition';
import type { EmbeddedLedger } from '@shuquan/gateway/ledger/embedded/open';
import { RegisterGateway } from '../integration/register.js';
import { openTestLedger } from '../support/embedded.js';
import { depositInput } from '../support/founded.js';
import { cancellation } from '../support/register-forms.js';
import { initialForm, quietForm } from '../support/register-samples.js';
import { Registrar } from '../support/registrar.js';

export const fixture = (name: string): string =>
  fileURLToPath(new URL(`../../fixtures/${name}`, import.meta.url));

interface DigestsRow {
  readonly file: string;
  readonly sha256: string;
  readonly sm3: string;
}

/** The true digests of a fixture, from the file that was made by other tools. */
export function digestsOf(file: string): { 'SHA-256': string; SM3: string } {
  const rows = JSON.parse(readFileSync(fixture('digests.json'), 'utf8')) as Record<
    string,
    DigestsRow
  >;
  const row = Object.values(rows).find((each) => each.file === file);
  if (row === undefined) throw new TypeError(`${file} has no digests.`);
  return { 'SHA-256': row.sha256, SM3: row.sm3 };
}

const members = ['RegistryMSP', 'AuthorityMSP', 'CourtMSP'];

/** A signed answer of a ledger as the gateway gives it. */
export async function signed<N extends QueryName>(
  ledger: EmbeddedLedger,
  name: N,
  input: Input<N>,
  organizations: readonly string[] = members,
): Promise<string> {
  const { envelope } = await ledger.attest(
    name,
    input,
    ledger.identity('registry-gateway'),
    organizations,
  );
  return JSON.stringify({
    ...{ v: 1, kind: 'shuquan.answer' },
    envelope: Buffer.from(envelope).toString('base64'),
  });
}

/** A gateway whose ledger holds what visitors ask about. */
export interface Ground {
  readonly gateway: RegisterGateway['gateway'];
  readonly ledger: EmbeddedLedger;
  /** A certificate whose notice was published, of `ds_a_v1.csv`, and its deposit’s transaction. */
  readonly published: string;
  readonly depositTxId: string;
  /** One whose notice was withheld, one objected to, one cancelled. */
  readonly quiet: string;
  readonly disputed: string;
  readonly cancelled: string;
  close(): Promise<void>;
}

export async function openGround(): Promise<Ground> {
  const desk = await RegisterGateway.open();
  const { gateway } = desk;
  const registrar = new Registrar(gateway.stage());
  const deposit = (id: string, file: string): Promise<unknown> =>
    registrar.act('evidence:deposit', depositInput({ id, digests: digestsOf(file) }), 'holder-a');
  await deposit('EV-A', 'ds_a_v1.csv');
  await deposit('EV-AGR', 'agr_1.txt');
  const form = initialForm('DS-A', { digests: digestsOf('ds_a_v1.csv') });
  const published = await registrar.noticed('RC-A', form);
  const [quiet, disputed, cancelled] = [
    await registrar.certified('RC-Q', quietForm('DS-Q')),
    await registrar.certified('RC-D', quietForm('DS-D')),
    await registrar.certified('RC-C', quietForm('DS-C')),
  ];
  const objection = { case: 'RC-D', objection: 'OB-1', reasons: '异议' };
  const material = createHash('sha256').update('材料').digest('hex');
  await registrar.act('objection:raise', { ...objection, materialDigest: material }, 'holder-b');
  await registrar.registered('RC-E', cancellation(cancelled.no, ['HOLD', 'USE', 'OPERATE']));
  return {
    gateway,
    ledger: gateway.ground.ledger,
    ...{ published: published.no, depositTxId: published.depositTxId },
    ...{ quiet: quiet.no, disputed: disputed.no, cancelled: cancelled.no },
    close: () => desk.close(),
  };
}

/** An answer and the anchors of another ledger: of the same channel’s name, or of another’s. */
export async function foreign(
  channel = 'shuquan',
): Promise<{ readonly answer: string; readonly anchors: string }> {
  const definition = { ...smallDefinition(), channel };
  const other = await openTestLedger({ definition, founded: false });
  try {
    const input = { algorithm: 'SHA-256', hex: digestsOf('ds_a_v1.csv')['SHA-256'] } as const;
    return {
      answer: await signed(other.ledger, 'public:digest', input),
      anchors: JSON.stringify(other.ledger.anchors()),
    };
  } finally {
    await other.dispose();
  }
}
