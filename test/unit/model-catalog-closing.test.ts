import {
  appendLeaf,
  approveCatalogClosing,
  type CatalogMonth,
  diffPages,
  frontierRoot,
  merklePath,
  merkleRoot,
  openMonth,
  proposeCatalogClosing,
  requireSealable,
  SEALED_PER_PAGE,
  type SealedEntry,
  sealedLeaf,
  sealPage,
  verifyPath,
} from '@shuquan/chaincode/model';
import { expect } from 'chai';
import fc from 'fast-check';
import { IMPLEMENTING_BODY } from '../support/parties.js';
import { refusal } from '../support/refusal.js';

const hex = '0'.repeat(64);
const department = IMPLEMENTING_BODY;
const vote = (mspId: string) => ({
  mspId,
  fingerprint: hex,
  txId: hex,
  at: '2027-04-01T00:00:00.000Z',
});

/** What happens to the entries of a department in a month, one number an event. */
const stories = fc.array(fc.nat({ max: 9 }), { maxLength: 160 });

/** The places of a department after some months: nothing here knows how a month is sealed. */
function play(before: readonly SealedEntry[], story: readonly number[]): SealedEntry[] {
  const entries = before.map((entry) => ({ ...entry }));
  story.forEach((what, i) => {
    const at = entries[(i * 7 + what) % Math.max(1, entries.length)];
    if (what < 6 || at === undefined) {
      const ordinal = entries.length + 1;
      const catalogNo = `CD-${String(ordinal).padStart(4, '0')}`;
      entries.push({
        ordinal,
        catalogNo,
        version: 1,
        state: 'ACTIVE',
        digest: digestOf(ordinal, 1),
      });
    } else if (at.state === 'ACTIVE') {
      at.version += 1;
      at.digest = digestOf(at.ordinal, at.version);
      if (what === 9) at.state = 'RETIRED';
    }
  });
  return entries;
}
const digestOf = (ordinal: number, version: number): string =>
  `${String(ordinal).padStart(32, '0')}${String(version).padStart(32, '0')}`;

const pagesOf = (entries: readonly SealedEntry[]): SealedEntry[][] => {
  const pages = Math.max(1, Math.ceil(entries.length / SEALED_PER_PAGE));
  return Array.from({ length: pages }, (_, i) =>
    entries.slice(i * SEALED_PER_PAGE, (i + 1) * SEALED_PER_PAGE),
  );
};

function sealed(entries: readonly SealedEntry[], month: string): CatalogMonth {
  const pages = pagesOf(entries);
  return pages.reduce(
    (so, page, i) => sealPage(so, page, { last: i === pages.length - 1, txId: hex }),
    openMonth(department, month, hex),
  );
}

describe('closing of the catalogue', () => {
  it('has the root over every entry, however it is cut into pages', () => {
    fc.assert(
      fc.property(stories, (story) => {
        const entries = play([], story);
        const { statement } = proposeCatalogClosing(
          sealed(entries, '202703'),
          undefined,
          vote('AMSP'),
        );
        const leaves = entries.map(sealedLeaf);

        expect(statement).to.include({ entries: entries.length, root: merkleRoot(leaves) });
        const retired = entries.filter(({ state }) => state === 'RETIRED').length;
        expect(statement.retired).to.equal(retired);
        for (const index of [0, leaves.length - 1].filter((at) => at in leaves)) {
          const leaf = leaves[index] ?? '';
          const proof = { leaf, index, size: leaves.length, path: merklePath(leaves, index) };
          expect(verifyPath(proof, statement.root)).to.equal(true);
        }
      }),
    );
  });

  it('tells what was added, changed and retired, and loses nothing', () => {
    fc.assert(
      fc.property(stories, stories, (first, second) => {
        const before = play([], first);
        const after = play(before, second);
        const [from, to] = [pagesOf(before), pagesOf(after)];

        const diffs = to.map((page, i) => diffPages(from[i] ?? [], page));

        expect(diffs.flatMap(({ vanished }) => vanished)).to.deep.equal([]);
        // Applying the changes to what stood before gives what stands after.
        const rebuilt = new Map(before.map((entry) => [entry.catalogNo, entry]));
        for (const { change, after: now, before: old } of diffs.flatMap((diff) => diff.changes)) {
          expect(old).to.deep.equal(rebuilt.get(now.catalogNo));
          if (old !== undefined) {
            expect(change).to.equal(now.state === 'RETIRED' ? 'RETIRED' : 'CHANGED');
          }
          rebuilt.set(now.catalogNo, now);
        }
        expect([...rebuilt.values()]).to.deep.equal(after);
      }),
    );
  });

  it('names an entry that is missing from the later month without a word', () => {
    const [a, b] = play([], [0, 0]) as [SealedEntry, SealedEntry];

    expect(diffPages([a, b], [a]).vanished).to.deep.equal([b]);
  });

  it('is refused while the month runs, out of order, and over an open one', () => {
    const notBefore = '2027-03-31T16:00:00.000Z';
    const code = (month: string, head: string | undefined, closed: boolean): string =>
      refusal(() => {
        const found = head === undefined ? undefined : ({ v: 1, month: head } as const);
        requireSealable(month, found, { closed, notBefore });
      }).code;

    expect(code('202704', undefined, false)).to.equal('CLOSING_TOO_EARLY');
    expect(code('202703', '202703', true)).to.equal('CATALOG_MONTH_CLOSED');
    expect(code('202703', '202702', false)).to.equal('CLOSING_PENDING');
    expect(() => {
      requireSealable('202703', { v: 1, month: '202702' }, { closed: true, notBefore });
    }).to.not.throw();
  });

  it('is signed by two organisations, of one digest, when it is sealed to its end', () => {
    const month = sealed(play([], [0, 0, 9]), '202703');
    const proposed = proposeCatalogClosing(month, hex, vote('AMSP'));
    const closed = approveCatalogClosing(proposed, proposed.digest, vote('BMSP'));
    const code = (act: () => unknown): string => refusal(act).code;

    expect(closed).to.include({ state: 'CLOSED' });
    expect(closed.statement.previous).to.equal(hex);
    expect(code(() => approveCatalogClosing(proposed, hex, vote('BMSP')))).to.equal(
      'PROPOSAL_MISMATCH',
    );
    expect(code(() => approveCatalogClosing(proposed, proposed.digest, vote('AMSP')))).to.equal(
      'APPROVER_NOT_INDEPENDENT',
    );
    expect(code(() => approveCatalogClosing(closed, closed.digest, vote('CMSP')))).to.equal(
      'CATALOG_MONTH_CLOSED',
    );
    expect(
      code(() => proposeCatalogClosing({ ...month, sealed: false }, undefined, vote('AMSP'))),
    ).to.equal('CLOSING_NOT_SEALED');
    expect(frontierRoot(appendLeaf([], 0, 'x'))).to.equal(merkleRoot(['x']));
  });
});
