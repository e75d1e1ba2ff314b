import type { Anchors } from './anchors.js';
import { splitCompositeKey } from './composite-key.js';
import type { PolicyRule } from './policy.js';
import { readWriteSet, type NamespaceReadWriteSet } from './rwset.js';
import type { EndorserTransaction } from './transaction.js';

const IMPLICIT = '_implicit_org_';

/**
 * Which organisations must have endorsed, as a committing peer asks (statebased, v20.go): for a key
 * that has a policy of its own that one, for every other the policy of the chaincode whose namespace
 * is written, and for writes that stay in an organisation's implicit collection that organisation
 * alone. A transaction that writes nothing answers to its own chaincode.
 *
 * @returns `undefined` when the anchors pin no policy for one of them
 * @throws WireError when the read and write set can not be read
 */
export function governingPolicy(tx: EndorserTransaction, anchors: Anchors): PolicyRule | undefined {
  const written = readWriteSet(tx.results).filter(
    (set) => keysWritten(set).length > 0 || writtenCollections(set).length > 0,
  );
  const rules = new Set(written.flatMap((set) => rulesOfSet(set, anchors)));
  if (rules.size === 0) return pinnedRule(tx.chaincode.name, anchors);
  const known = [...rules].filter((rule) => rule !== undefined);
  if (known.length < rules.size) return undefined;
  return known.length === 1 ? known[0] : { n: known.length, of: known };
}

const keysWritten = ({ writes, metadataWrites }: NamespaceReadWriteSet): string[] =>
  [...writes, ...metadataWrites].map(({ key }) => key);

const writtenCollections = ({ collections }: NamespaceReadWriteSet): string[] =>
  collections
    .filter(({ hashedWrites, metadataWrites }) => hashedWrites.length + metadataWrites.length > 0)
    .map(({ collection }) => collection);

function rulesOfSet(set: NamespaceReadWriteSet, anchors: Anchors): (PolicyRule | undefined)[] {
  const keys = keysWritten(set);
  const collections = writtenCollections(set);
  const isImplicit = collections.every((collection) => collection.startsWith(IMPLICIT));
  if (keys.length === 0 && isImplicit) {
    const owners = collections.map((collection) => collection.slice(IMPLICIT.length));
    return [{ n: owners.length, of: owners }];
  }
  const rule = pinnedRule(set.namespace, anchors);
  const ofKeys = keys.map((key) => ruleOfKey(key, set, anchors) ?? rule);
  return isImplicit ? ofKeys : [...ofKeys, rule];
}

/**
 * A key is born under the chaincode's policy and guarded from then on, so that its own policy counts
 * where the write set shows that it was there: it was read, in some version. A blind write shows
 * nothing, and is held to the chaincode's; no contract of the product makes one over a guarded key.
 */
function ruleOfKey(
  key: string,
  { namespace, reads }: NamespaceReadWriteSet,
  { chaincode }: Anchors,
): PolicyRule | undefined {
  const type = namespace === chaincode.name ? splitCompositeKey(key)?.type : undefined;
  const rule = type === undefined ? undefined : chaincode.keyPolicies.get(type);
  if (rule === undefined) return undefined;
  const wasThere = reads.some((read) => read.key === key && read.version !== undefined);
  return wasThere ? rule : undefined;
}

function pinnedRule(
  chaincode: string,
  { chaincode: ours, lifecycle }: Anchors,
): PolicyRule | undefined {
  if (chaincode === ours.name) return ours.policy;
  return chaincode === '_lifecycle' ? lifecycle : undefined;
}
