import { type Anchors, fingerprintText, parseAnchors } from '@shuquan/verifier';

/** Where the roots come from decides what an answer under them is worth. */
export type TrustOrigin = 'SERVER' | 'OWN';

export interface PinnedRoot {
  readonly subject: string;
  /** SHA-256 of the certificate, as `openssl x509 -fingerprint -sha256` prints it. */
  readonly fingerprint: string;
}

export interface PinnedOrganization {
  readonly mspId: string;
  readonly custodian: string;
  readonly roots: readonly PinnedRoot[];
}

export interface Trust {
  readonly origin: TrustOrigin;
  readonly anchors: Anchors;
  readonly organizations: readonly PinnedOrganization[];
  /** A root says that one process holds the keys of every organisation. */
  readonly singleCustodian: boolean;
}

/** @throws LedgerError ANCHORS_INVALID */
export function trustIn(text: string, origin: TrustOrigin): Trust {
  const anchors = parseAnchors(text);
  const pinned = [...anchors.organizations.values()];
  return {
    origin,
    anchors,
    organizations: pinned.map(({ mspId, custodian, roots }) => ({
      mspId,
      custodian,
      roots: roots.map(({ subject, fingerprint }) => ({
        subject,
        fingerprint: fingerprintText(fingerprint),
      })),
    })),
    singleCustodian: pinned.some(({ singleCustodian }) => singleCustodian),
  };
}

/** Whether two sets name the same roots for the same organisations. */
export function sameRoots(one: Trust, other: Trust): boolean {
  const marks = ({ organizations }: Trust): string =>
    organizations
      .flatMap(({ mspId, roots }) => roots.map(({ fingerprint }) => `${mspId} ${fingerprint}`))
      .sort()
      .join('\n');
  return marks(one) === marks(other);
}
