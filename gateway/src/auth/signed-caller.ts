import { certificateToPem, type Membership, outsideValidity } from '@shuquan/verifier';
import { SerializedIdentity, WireError } from '@shuquan/verifier/wire';
import { GatewayError } from '../errors.js';
import type { Certificate, Identity } from '../ledger/port.js';
import type { Directory } from './directory.js';
import type { Nonces } from './nonces.js';
import type { Principal } from './principal.js';
import { scopesOfRoles } from './role-scope.js';
import { readSigned, type SignedRequest } from './signed-request.js';

export interface SignedCallersOptions {
  /** Who belongs to the channel’s organisations, by their pinned roots. */
  readonly members: Membership;
  readonly organizations: readonly string[];
  readonly directory: Pick<Directory, 'byCertificate'>;
  readonly nonces: Nonces;
  /** @throws LedgerError CERTIFICATE_SUSPENDED where the ledger says so */
  readonly requireStanding: (certificate: Certificate) => Promise<void>;
  readonly now: () => Date;
}

/** Authenticates whoever signs requests with a key that is nowhere but with them. */
export type SignedCallers = (request: SignedRequest) => Promise<Principal>;

/** Who may call: whoever may send transactions (the channel’s Writers). */
const CALLERS = new Set(['client', 'admin']);

/**
 * A signed request is worth what its certificate is: a member’s of this channel, valid now and not
 * suspended. The nonce is spent last, so that nobody fills the store with what is refused anyway.
 */
export function createSignedCallers(options: SignedCallersOptions): SignedCallers {
  const { nonces, requireStanding, now } = options;
  return async (request) => {
    const at = now();
    const { stated, certificate } = readSigned(request, at);
    const { keyid, nonce, expires } = stated;
    const { mspId, pem, roles } = memberOf(certificate.raw, at, options);
    await requireStanding({ mspId, pem });
    if (!(await nonces.spend(keyid, nonce, expires))) {
      throw new GatewayError(
        'REQUEST_REPLAYED',
        'A request with this nonce was taken already. Sign the request anew.',
        { nonce },
      );
    }
    const entry = options.directory.byCertificate(keyid);
    return {
      id: entry?.id ?? `certificate-${keyid}`,
      identity: keyless({ mspId, pem }),
      fingerprint: keyid,
      scopes: entry?.scopes ?? new Set(scopesOfRoles(roles)),
    };
  };
}

interface CallingMember extends Certificate {
  readonly roles: readonly string[];
}

/** @throws GatewayError REQUEST_KEY_UNKNOWN, CERTIFICATE_EXPIRED */
function memberOf(
  der: Uint8Array,
  at: Date,
  { members, organizations }: SignedCallersOptions,
): CallingMember {
  const pem = certificateToPem(der);
  for (const mspId of organizations) {
    const found = standingIn(members, mspId, pem);
    if (found === undefined) continue;
    const { identity, standing } = found;
    if (outsideValidity(identity, standing, at) !== undefined) {
      throw new GatewayError(
        'CERTIFICATE_EXPIRED',
        `The certificate is not valid at ${at.toISOString()}. Ask its organisation for a new one.`,
        { mspId },
      );
    }
    const { role = '' } = identity.certificate.attributes;
    return { mspId, pem, roles: role.split(',').filter((each) => each !== '') };
  }
  throw new GatewayError(
    'REQUEST_KEY_UNKNOWN',
    'The certificate is of no member of this channel that may send requests.',
  );
}

interface Standing {
  readonly identity: ReturnType<Membership['identity']>;
  readonly standing: ReturnType<Membership['standing']>;
}

/** As a member of one organisation that may call; `undefined` where it is none. */
function standingIn(members: Membership, mspId: string, pem: string): Standing | undefined {
  const identity = identityIn(members, mspId, pem);
  if (identity?.role === undefined || !CALLERS.has(identity.role)) return undefined;
  const standing = members.standing(identity);
  return standing.fault === undefined ? { identity, standing } : undefined;
}

function identityIn(
  members: Membership,
  mspId: string,
  pem: string,
): Standing['identity'] | undefined {
  try {
    return members.identity(SerializedIdentity.encode({ mspId, idBytes: Buffer.from(pem) }));
  } catch (err) {
    if (err instanceof WireError) return undefined;
    throw err;
  }
}

/** Somebody whose key is elsewhere: what needs its signature is prepared here and signed there. */
const keyless = (certificate: Certificate): Identity => ({
  ...certificate,
  sign: () =>
    Promise.reject(
      new GatewayError(
        'SIGNING_KEY_ELSEWHERE',
        'Only the caller has the key that this needs. Prepare a transaction at /v1/proposals or a question at /v1/questions, sign its bytes, and send them on.',
      ),
    ),
});
