import { LedgerError, parseJson } from '@shuquan/chaincode/model';
import { z } from 'zod';
import { parseCertificate, type Certificate } from './certificate.js';
import { certificateFromPem } from './pem.js';
import { organizationsNamed, type PolicyRule } from './policy.js';

/** One pinned organisation. */
export interface Organization {
  readonly mspId: string;
  readonly roots: readonly Certificate[];
  readonly intermediates: readonly Certificate[];
  /** Who vouched for the roots, out of band. */
  readonly custodian: string;
  /** A root says that one process holds the keys of every organisation of its ledger. */
  readonly singleCustodian: boolean;
}

export interface PinnedConsenter {
  readonly id: number;
  readonly mspId: string;
  readonly certificate: Certificate;
  readonly pem: string;
}

export interface PinnedOrderers {
  readonly consensus: 'raft' | 'bft';
  readonly organizations: ReadonlyMap<string, Organization>;
  readonly consenters: readonly PinnedConsenter[];
  /** How many different orderers must have signed a block. */
  readonly quorum: number;
}

export interface PinnedChaincode {
  readonly name: string;
  readonly policy: PolicyRule;
  /** By the type of a composite key: who must endorse a write over a key that is there. */
  readonly keyPolicies: ReadonlyMap<string, PolicyRule>;
}

/** Everything that is believed without proof: it comes out of band. */
export interface Anchors {
  readonly channel: string;
  readonly chaincode: PinnedChaincode;
  /** Endorsement of chaincode definitions; absent means they are not judged. */
  readonly lifecycle?: PolicyRule;
  /** Header hash of block 0, lower-case hex. */
  readonly genesis?: string;
  readonly organizations: ReadonlyMap<string, Organization>;
  readonly orderers?: PinnedOrderers;
}

/** Larger than a hundred organisations with their certificates. */
const MAX_TEXT = 4_000_000;
const MAX_POLICY_DEPTH = 8;

const Name = z.string().min(1).max(128);
const Pem = z.string().max(24_000);

const policy = (depth: number): z.ZodType<PolicyRule> =>
  z
    .strictObject({
      n: z.int().min(1),
      of: z
        .array(depth === 0 ? Name : z.union([Name, z.lazy(() => policy(depth - 1))]))
        .min(1)
        .max(100),
    })
    .refine(({ n, of }) => n <= of.length, 'asks for more than it lists')
    .refine(({ of }) => new Set(of).size === of.length, 'lists an organisation twice');
const Policy = policy(MAX_POLICY_DEPTH);

const OrganizationText = z.strictObject({
  roots: z.array(Pem).min(1).max(20),
  intermediates: z.array(Pem).max(20),
  custodian: z.string().trim().min(1).max(200).normalize(),
});
const Organizations = z.record(Name, OrganizationText);

const OrderersText = z.strictObject({
  consensus: z.enum(['raft', 'bft']),
  organizations: Organizations,
  consenters: z
    .array(z.strictObject({ id: z.int().min(0).max(0xffffffff), mspId: Name, identity: Pem }))
    .max(1000)
    .default([]),
  quorum: z.int().min(1),
});

export const AnchorsText = z.strictObject({
  v: z.literal(1),
  channel: Name,
  chaincode: z.strictObject({
    name: Name,
    policy: Policy,
    keyPolicies: z.record(Name, Policy).default({}),
  }),
  lifecycle: z.strictObject({ policy: Policy }).optional(),
  genesis: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
  organizations: Organizations.refine((all) => Object.keys(all).length > 0, 'is empty'),
  orderers: OrderersText.optional(),
});

const fault = (message: string, cause?: unknown): LedgerError<'ANCHORS_INVALID'> =>
  new LedgerError(
    'ANCHORS_INVALID',
    `The anchors file can not be used: ${message}.`,
    {},
    { cause },
  );

/**
 * Reads an anchors file: JSON, version 1, nothing unknown in it.
 *
 * @throws LedgerError ANCHORS_INVALID, naming the field
 */
export function parseAnchors(text: string): Anchors {
  const { channel, chaincode, lifecycle, genesis, orderers, ...rest } = readText(text);
  const organizations = readOrganizations(rest.organizations);
  requirePinned('chaincode.policy', chaincode.policy, organizations);
  const keyPolicies = new Map(Object.entries(chaincode.keyPolicies));
  for (const [type, rule] of keyPolicies) {
    requirePinned(`chaincode.keyPolicies.${type}`, rule, organizations);
  }
  if (lifecycle) requirePinned('lifecycle.policy', lifecycle.policy, organizations);
  return {
    channel,
    chaincode: { ...chaincode, keyPolicies },
    organizations,
    ...(lifecycle && { lifecycle: lifecycle.policy }),
    ...(genesis !== undefined && { genesis }),
    ...(orderers && { orderers: readOrderers(orderers) }),
  };
}

function readText(text: string): z.infer<typeof AnchorsText> {
  if (text.length > MAX_TEXT) throw fault('it is larger than 4 MB');
  let json: unknown;
  try {
    json = parseJson(text);
  } catch (cause) {
    throw fault(cause instanceof Error ? cause.message.replace(/\.$/, '') : 'not JSON', cause);
  }
  const { data, error } = AnchorsText.safeParse(json);
  if (data !== undefined) return data;
  const [issue] = error.issues;
  throw fault(`${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'invalid'}`, error);
}

function requirePinned(
  field: string,
  rule: PolicyRule,
  organizations: ReadonlyMap<string, Organization>,
): void {
  for (const mspId of organizationsNamed(rule)) {
    if (!organizations.has(mspId)) throw fault(`${field} names ${mspId}, which is not pinned`);
  }
}

function readOrganizations(all: z.infer<typeof Organizations>): Map<string, Organization> {
  const out = new Map<string, Organization>();
  for (const [mspId, { roots, intermediates, custodian }] of Object.entries(all)) {
    const pinned = roots.map((pem) => readCa(mspId, pem));
    out.set(mspId, {
      mspId,
      roots: pinned,
      intermediates: intermediates.map((pem) => readCa(mspId, pem)),
      custodian,
      singleCustodian: pinned.some((root) => root.singleCustodian),
    });
  }
  return out;
}

function readCa(mspId: string, pem: string): Certificate {
  const certificate = readCertificate(mspId, pem);
  if (!certificate.isCa) throw fault(`${mspId}: ${certificate.subject} is not a CA certificate`);
  return certificate;
}

function readCertificate(mspId: string, pem: string): Certificate {
  try {
    return parseCertificate(certificateFromPem(pem));
  } catch (cause) {
    throw fault(`${mspId}: ${cause instanceof Error ? cause.message : 'not a certificate'}`, cause);
  }
}

function readOrderers(text: z.infer<typeof OrderersText>): PinnedOrderers {
  const organizations = readOrganizations(text.organizations);
  const consenters = text.consenters.map(({ id, mspId, identity }) => {
    if (!organizations.has(mspId)) throw fault(`consenter ${String(id)}: ${mspId} is not pinned`);
    return { id, mspId, pem: identity, certificate: readCertificate(mspId, identity) };
  });
  if (new Set(consenters.map(({ id }) => id)).size !== consenters.length) {
    throw fault('orderers.consenters has an id twice');
  }
  const { consensus, quorum } = text;
  if (consensus === 'bft') requireBftQuorum(consenters.length, quorum);
  return { consensus, organizations, consenters, quorum };
}

/** common/policies/bft.go: ⌈(n + f + 1) / 2⌉ with f = ⌊(n − 1) / 3⌋. */
function requireBftQuorum(n: number, quorum: number): void {
  const needed = Math.ceil((n + Math.floor((n - 1) / 3) + 1) / 2);
  if (n === 0 || quorum < needed || quorum > n) {
    throw fault(`orderers.quorum must be ${String(needed)} to ${String(n)} for these consenters`);
  }
}
