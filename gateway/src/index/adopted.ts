import type {
  PublishedList,
  RuleProfileAdoption,
  Setting,
  SettingKind,
} from '@shuquan/chaincode/model';
import type { Rows } from './register/rows.js';

type Document = PublishedList['document'];
const versioned = (version: number): string => String(version).padStart(7, '0');

/** A version of a list, in force or not. */
export const listVersion = (
  rows: Rows,
  id: string,
  version: number,
): Promise<PublishedList | undefined> =>
  rows.get<PublishedList>('codelist', id, versioned(version));

/** What two organisations adopted under an id, version by version; there are no gaps. */
export async function* adoptions(
  rows: Rows,
  kind: Extract<SettingKind, 'RULE_PROFILE' | 'CALENDAR'>,
  id: string,
): AsyncGenerator<RuleProfileAdoption> {
  for (let version = 1; ; version += 1) {
    const setting = await rows.get<Setting>('setting', kind, `${id}.${String(version)}`);
    if (setting === undefined) return;
    yield setting.value as RuleProfileAdoption;
  }
}

/** What was adopted is cited by its digest: another document under the same name is not it. */
export async function adoptedDocument(
  rows: Rows,
  id: string,
  { version, digest }: Pick<RuleProfileAdoption, 'version' | 'digest'>,
): Promise<Document | undefined> {
  const list = await listVersion(rows, id, version);
  return list?.digest === digest ? list.document : undefined;
}

/** The document in force at an instant, found as the contracts find it. */
export async function documentInForce(
  rows: Rows,
  kind: Parameters<typeof adoptions>[1],
  id: string,
  instant: string,
): Promise<Document | undefined> {
  let adopted: RuleProfileAdoption | undefined;
  for await (const each of adoptions(rows, kind, id)) {
    if (each.effectiveFrom <= instant) adopted = each;
  }
  return adopted && adoptedDocument(rows, id, adopted);
}
