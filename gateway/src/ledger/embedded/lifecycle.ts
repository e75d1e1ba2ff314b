import {
  ApplicationPolicy,
  ApproveChaincodeDefinitionForMyOrgArgs,
  ChaincodeEndorsementInfo,
  ChaincodeValidationInfo,
  CollectionConfigPackage,
  CommitChaincodeDefinitionArgs,
  type Decoded,
  SignaturePolicyEnvelope,
  StateData,
  StateMetadata,
} from '@shuquan/verifier/wire';
import { sha256 } from './bytes.js';
import type { ChaincodeAnswer } from './call.js';
import { implicitCollection } from './collections.js';
import type { CollectionDefinition, LedgerDefinition } from './definition.js';
import { fieldKey, LIFECYCLE } from './policies.js';
import { anyOfRule, outOfRule, parsePolicyRule } from './policy-rule.js';
import type { Simulation } from './simulation.js';
import type { StateReader } from './store.js';

type Definition = Decoded<typeof CommitChaincodeDefinitionArgs>;

const EMPTY = new Uint8Array(0);
const PARAMETERS = ['EndorsementInfo', 'ValidationInfo', 'Collections'] as const;

/** The definition of a ledger’s chaincode, as an administrator would approve and commit it. */
export function chaincodeDefinition(ledger: LedgerDefinition, sequence: bigint): Definition {
  const { chaincode, policy, collections } = ledger;
  const endorsement = parsePolicyRule(outOfRule(policy.n, policy.of, 'peer'));
  return {
    sequence,
    name: chaincode.name,
    version: chaincode.version,
    endorsementPlugin: 'escc',
    validationPlugin: 'vscc',
    validationParameter: applicationPolicy(endorsement),
    collections: { config: collections.map(collectionConfig) },
    initRequired: false,
  };
}

const applicationPolicy = (signaturePolicy: Decoded<typeof SignaturePolicyEnvelope>): Uint8Array =>
  ApplicationPolicy.encode({ signaturePolicy });

function collectionConfig(
  collection: CollectionDefinition,
): Decoded<typeof CollectionConfigPackage>['config'][number] {
  const { name, members, requiredPeerCount, maxPeerCount, blockToLive, endorsementPolicy } =
    collection;
  return {
    staticCollectionConfig: {
      ...{ name, requiredPeerCount },
      memberOrgsPolicy: { signaturePolicy: parsePolicyRule(anyOfRule(members, 'member')) },
      maximumPeerCount: maxPeerCount,
      blockToLive: BigInt(blockToLive),
      memberOnlyRead: collection.memberOnlyRead,
      memberOnlyWrite: collection.memberOnlyWrite,
      endorsementPolicy:
        endorsementPolicy === undefined
          ? undefined
          : {
              signaturePolicy: parsePolicyRule(endorsementPolicy),
              channelConfigPolicyReference: undefined,
            },
    },
  };
}

/** Values of a definition’s fields, in Fabric’s order. */
function fieldsOf(definition: Definition): Record<(typeof PARAMETERS)[number], Uint8Array> {
  const bytes = (value: Uint8Array): Uint8Array => StateData.encode({ bytes: value });
  return {
    EndorsementInfo: bytes(
      ChaincodeEndorsementInfo.encode({
        version: definition.version,
        initRequired: definition.initRequired,
        endorsementPlugin: definition.endorsementPlugin,
      }),
    ),
    ValidationInfo: bytes(
      ChaincodeValidationInfo.encode({
        validationPlugin: definition.validationPlugin,
        validationParameter: definition.validationParameter,
      }),
    ),
    Collections: bytes(CollectionConfigPackage.encode(definition.collections ?? {})),
  };
}

const metadataKey = (name: string): string => `namespaces/metadata/${name}`;

/** Sequence of the committed definition; 0 before the first. */
export function committedSequence(reader: StateReader, chaincode: string): bigint {
  const stored = reader.state(LIFECYCLE, fieldKey(chaincode, 'Sequence'));
  return stored === undefined ? 0n : (StateData.decode(Buffer.from(stored.value)).int64 ?? 0n);
}

/** Whether state holds exactly this definition, whatever its sequence. */
export function isCommitted(reader: StateReader, definition: Definition): boolean {
  const fields = fieldsOf(definition);
  return PARAMETERS.every((field) => {
    const stored = reader.state(LIFECYCLE, fieldKey(definition.name, field));
    return stored !== undefined && Buffer.compare(stored.value, fields[field]) === 0;
  });
}

/**
 * The part of Fabric’s `_lifecycle` that defines a chaincode: approvals go to each organisation’s
 * implicit collection, the commit to public state, under the keys Fabric uses (lifecycle/serializer.go).
 */
export class LifecycleChaincode {
  readonly #approvers: readonly string[];

  /** @param approvers organisations with a peer */
  constructor(approvers: readonly string[]) {
    this.#approvers = approvers;
  }

  invoke(args: readonly Uint8Array[], simulation: Simulation): ChaincodeAnswer {
    const [name = EMPTY, input = EMPTY] = args;
    switch (Buffer.from(name).toString('utf8')) {
      case 'ApproveChaincodeDefinitionForMyOrg':
        this.#approve(ApproveChaincodeDefinitionForMyOrgArgs.decode(input), simulation);
        break;
      case 'CommitChaincodeDefinition':
        this.#commit(CommitChaincodeDefinitionArgs.decode(input), simulation);
        break;
      default:
        return refusal(`invalid function to lifecycle`);
    }
    return { status: 200, message: '', payload: EMPTY };
  }

  #approve(
    { source, ...definition }: Decoded<typeof ApproveChaincodeDefinitionForMyOrgArgs>,
    simulation: Simulation,
  ): void {
    const { creatorMspId } = simulation.view;
    const collection = implicitCollection(creatorMspId);
    const name = `${definition.name}#${String(definition.sequence)}`;
    this.#sequence(definition.name, simulation);
    const put = (key: string, value: Uint8Array): void => {
      simulation.getPrivate(LIFECYCLE, collection, key);
      simulation.putPrivate(LIFECYCLE, collection, key, value);
    };
    const fields = fieldsOf(definition);
    for (const field of PARAMETERS) put(fieldKey(name, field), fields[field]);
    put(metadataKey(name), metadata('ChaincodeParameters', PARAMETERS));
    const { packageId = '' } = source?.localPackage ?? {};
    put(`chaincode-sources/fields/${name}/PackageID`, StateData.encode({ string: packageId }));
    put(`chaincode-sources/metadata/${name}`, metadata('ChaincodeLocalPackage', ['PackageID']));
  }

  #commit(definition: Definition, simulation: Simulation): void {
    const { name, sequence } = definition;
    const current = this.#sequence(name, simulation);
    if (sequence !== current + 1n) {
      throw new Error(
        `requested sequence is ${String(sequence)}, but new definition must be sequence ${String(current + 1n)}`,
      );
    }
    const fields = fieldsOf(definition);
    const approved = `${name}#${String(sequence)}`;
    for (const mspId of this.#approvers) {
      const collection = implicitCollection(mspId);
      simulation.getPrivateHash(LIFECYCLE, collection, metadataKey(approved));
      for (const field of PARAMETERS) {
        const hash = simulation.getPrivateHash(LIFECYCLE, collection, fieldKey(approved, field));
        if (Buffer.compare(hash, sha256(fields[field])) !== 0) {
          throw new Error(`chaincode definition not agreed to by this org (${mspId})`);
        }
      }
    }
    const put = (key: string, value: Uint8Array): void => {
      const before = simulation.get(LIFECYCLE, key);
      if (Buffer.compare(before, value) !== 0) simulation.put(LIFECYCLE, key, value);
    };
    put(metadataKey(name), metadata('ChaincodeDefinition', ['Sequence', ...PARAMETERS]));
    put(fieldKey(name, 'Sequence'), StateData.encode({ int64: sequence }));
    for (const field of PARAMETERS) put(fieldKey(name, field), fields[field]);
  }

  #sequence(name: string, simulation: Simulation): bigint {
    const value = simulation.get(LIFECYCLE, fieldKey(name, 'Sequence'));
    return value.length === 0 ? 0n : (StateData.decode(Buffer.from(value)).int64 ?? 0n);
  }
}

const metadata = (datatype: string, fields: readonly string[]): Uint8Array =>
  StateMetadata.encode({ datatype, fields: [...fields] });

const refusal = (message: string): ChaincodeAnswer => ({ status: 500, message, payload: EMPTY });

/** Calls that bring the definition on the ledger; the last one needs all that came before it. */
export function definitionCalls(
  definition: Definition,
  approvers: readonly string[],
): {
  readonly mspId: string;
  readonly endorsers: readonly string[];
  readonly args: Uint8Array[];
}[] {
  const { name, version } = definition;
  const packageId = `${name}_${version}:${sha256(Buffer.from(`${name}_${version}`)).toString('hex')}`;
  const source = { unavailable: undefined, localPackage: { packageId } };
  const approval = ApproveChaincodeDefinitionForMyOrgArgs.encode({ ...definition, source });
  const commit = CommitChaincodeDefinitionArgs.encode(definition);
  return [
    ...approvers.map((mspId) => ({
      mspId,
      endorsers: [mspId],
      args: [Buffer.from('ApproveChaincodeDefinitionForMyOrg'), approval],
    })),
    {
      mspId: approvers[0] ?? '',
      endorsers: approvers,
      args: [Buffer.from('CommitChaincodeDefinition'), commit],
    },
  ];
}
