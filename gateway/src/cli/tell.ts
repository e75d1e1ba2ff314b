/** What the lines for people read of an answer; every member may be missing. */
interface Answer {
  readonly txId?: string;
  readonly block?: number;
  readonly value?: { readonly id?: string; readonly certificates?: readonly { no: string }[] };
  readonly items?: readonly object[];
  readonly next?: string;
  readonly complete?: boolean;
}

interface CaseLine {
  readonly id: string;
  readonly type: string;
  readonly status: string;
  readonly next?: { readonly due?: string; readonly article?: string };
}

interface TaskLine {
  readonly action: string;
  readonly due?: string;
  readonly article?: string;
  readonly case?: CaseLine;
  readonly overlap?: { readonly data: { readonly asset: string }; readonly tier: string };
  readonly closing?: { readonly registrar: string; readonly month: string };
  readonly dispute?: { readonly id: string; readonly path: string; readonly status: string };
}

interface PlatformLine {
  readonly qualification: {
    readonly facts: { readonly platform: string; readonly id: string; readonly kind: string };
  };
  readonly status: string;
  readonly until: string | null;
}

const NO_DATE = '----------';

/** An answer in lines for people; whoever wants all of it asks for JSON. */
export const summaryOf = (operationId: string, answer: unknown): string[] =>
  linesOf(operationId, answer).map(shown);

/** A gateway elsewhere may say anything: nothing in it may move the cursor or turn the line. */
const shown = (text: string): string => text.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '\uFFFD');

function linesOf(operationId: string, answer: unknown): string[] {
  const given = answer as Answer;
  if (given.txId !== undefined && given.block !== undefined) return writtenLines(given);
  // PROV-JSON and nothing around it: so that it can go straight into a file.
  const { document } = answer as { readonly document?: object };
  if (operationId === 'exportProvenance' && document !== undefined) return jsonLines(document);
  const line = lines[operationId];
  if (given.items === undefined || line === undefined) {
    return jsonLines(answer);
  }
  return [
    ...(given.items.length === 0 ? ['There is nothing.'] : given.items.map(line)),
    ...(given.next === undefined ? [] : [`There is more: --cursor ${given.next}`]),
    ...(given.complete === false ? ['More cases are open than were looked at.'] : []),
  ];
}

const jsonLines = (value: unknown): string[] => JSON.stringify(value, undefined, 2).split('\n');

function writtenLines({ txId = '', block, value }: Answer): string[] {
  const made = value?.certificates?.map(({ no }) => no) ?? [value?.id ?? ''];
  const ids = made.filter((id) => id !== '');
  return [...ids, `  transaction  ${txId}`, `  block        ${String(block)}`];
}

const columns = (...cells: readonly (string | null | undefined)[]): string =>
  cells
    .filter((cell) => typeof cell === 'string')
    .map((cell) => cell.padEnd(10))
    .join('  ')
    .trimEnd();

const lines: Readonly<Record<string, (item: object) => string>> = {
  listCases(item) {
    const { id, type, status, next } = item as CaseLine;
    return columns(next?.due ?? NO_DATE, id, type, status, next?.article);
  },
  listCertificates(item) {
    const { no, status, lastValidDay, case: of } = item as Record<string, string>;
    return columns(no, status, lastValidDay, of);
  },
  listDisputes(item) {
    const { id, path, status, body, nextChangeAt } = item as Record<string, string | null>;
    return columns(id, path, status, body, nextChangeAt);
  },
  listInfringements(item) {
    const { id, status, right, holder } = item as Record<string, string>;
    return columns(id, status, right, holder);
  },
  listPlatforms(item) {
    const { qualification, status, until } = item as PlatformLine;
    const { platform, id, kind } = qualification.facts;
    return columns(platform, id, kind, status, until ?? NO_DATE);
  },
  readWorklist(item) {
    const { action, due = NO_DATE, article } = item as TaskLine;
    return columns(due, action, ...subjectOf(item as TaskLine), article);
  },
};

function subjectOf({ case: of, overlap, closing, dispute }: TaskLine): (string | undefined)[] {
  if (of !== undefined) return [of.id, of.type, of.status];
  if (overlap !== undefined) return [overlap.data.asset, overlap.tier];
  if (dispute !== undefined) return [dispute.id, dispute.path, dispute.status];
  return [closing?.registrar, closing?.month];
}
