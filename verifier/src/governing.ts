import type { Anchors } from './anchors.js';
import type { PolicyRule } from './policy.js';
import { readWriteSet, type NamespaceReadWriteSet } from './rwset.js';
import type { EndorserTransaction } from './transaction.js';

const IMPLICIT = '_implicit_org_';

/**
 * Which organisations must have endorsed, as a committing peer asks before key-level policies
 * (statebased, v20.go): the policy of every chaincode whose namespace is written, and for writes
 * that stay in an organisation's implicit collection that organisation alone. A transaction that
 * writes nothing answers to its own chaincode.
 *
 * @returns `undefined` when the anchors pin no policy for one of them
 * @throws WireError when the read and write set can not be read
 */
export function governingPolicy(tx: EndorserTransaction, anchors: Anchors): PolicyRule | undefined {
  const written = readWriteSet(tx.results).filter(
    (set) => writesInTheOpen(set) || writtenCollections(set).length > 0,
  );
  const rules = written.map((set) => ruleOfSet(set, anchors));
  if (rules.length === 0) return pinnedRule(tx.chaincode.name, anchors);
  const known = rules.filter((rule) => rule !== undefined);
  if (known.length < rules.length) return undefined;
  return known.length === 1 ? known[0] : { n: known.length, of: known };
}

const writesInTheOpen = ({ writes, metadataWrites }: NamespaceReadWriteSet): boolean =>
  writes.length + metadataWrites.length > 0;

const writtenCollections = ({ collections }: NamespaceReadWriteSet): string[] =>
  collections
    .filter(({ hashedWrites, metadataWrites }) => hashedWrites.length + metadataWrites.length > 0)
    .map(({ collection }) => collection);

function ruleOfSet(set: NamespaceReadWriteSet, anchors: Anchors): PolicyRule | undefined {
  const collections = writtenCollections(set);
  const isImplicit = collections.every((collection) => collection.startsWith(IMPLICIT));
  if (writesInTheOpen(set) || !isImplicit) return pinnedRule(set.namespace, anchors);
  const owners = collections.map((collection) => collection.slice(IMPLICIT.length));
  return { n: owners.length, of: owners };
}

function pinnedRule(
  chaincode: string,
  { chaincode: ours, lifecycle }: Anchors,
): PolicyRule | undefined {
  if (chaincode === ours.name) return ours.policy;
  return chaincode === '_lifecycle' ? lifecycle : undefined;
}
