import { message, nested, nestedList, optional, repeated, scalar } from './codec.js';
import { ApplicationPolicy, SignaturePolicyEnvelope } from './policy.js';

/** hyperledger/fabric-protos: peer/lifecycle/*.proto and peer/collection.proto. */

/** State `namespaces/metadata/<chaincode>`: which fields `namespaces/fields/<chaincode>/…` has. */
export const StateMetadata = message('StateMetadata', {
  datatype: scalar(1, 'string'),
  fields: repeated(2, 'string'),
});

/** One field of a definition; exactly one member is set. */
export const StateData = message('StateData', {
  int64: optional(1, 'int64'),
  bytes: optional(2, 'bytes'),
  string: optional(3, 'string'),
});

export const ChaincodeEndorsementInfo = message('ChaincodeEndorsementInfo', {
  version: scalar(1, 'string'),
  initRequired: scalar(2, 'bool'),
  endorsementPlugin: scalar(3, 'string'),
});

export const ChaincodeValidationInfo = message('ChaincodeValidationInfo', {
  validationPlugin: scalar(1, 'string'),
  validationParameter: scalar(2, 'bytes'),
});

export const CollectionPolicyConfig = message('CollectionPolicyConfig', {
  signaturePolicy: nested(1, SignaturePolicyEnvelope),
});

export const StaticCollectionConfig = message('StaticCollectionConfig', {
  name: scalar(1, 'string'),
  memberOrgsPolicy: nested(2, CollectionPolicyConfig),
  requiredPeerCount: scalar(3, 'int32'),
  maximumPeerCount: scalar(4, 'int32'),
  blockToLive: scalar(5, 'uint64'),
  memberOnlyRead: scalar(6, 'bool'),
  memberOnlyWrite: scalar(7, 'bool'),
  endorsementPolicy: nested(8, ApplicationPolicy),
});

export const CollectionConfig = message('CollectionConfig', {
  staticCollectionConfig: nested(1, StaticCollectionConfig),
});

export const CollectionConfigPackage = message('CollectionConfigPackage', {
  config: nestedList(1, CollectionConfig),
});

const definition = {
  sequence: scalar(1, 'int64'),
  name: scalar(2, 'string'),
  version: scalar(3, 'string'),
  endorsementPlugin: scalar(4, 'string'),
  validationPlugin: scalar(5, 'string'),
  validationParameter: scalar(6, 'bytes'),
  collections: nested(7, CollectionConfigPackage),
  initRequired: scalar(8, 'bool'),
};

export const CommitChaincodeDefinitionArgs = message('CommitChaincodeDefinitionArgs', definition);

const Unavailable = message('ChaincodeSource.Unavailable', {});
const LocalPackage = message('ChaincodeSource.Local', { packageId: scalar(1, 'string') });
export const ChaincodeSource = message('ChaincodeSource', {
  unavailable: nested(1, Unavailable),
  localPackage: nested(2, LocalPackage),
});

export const ApproveChaincodeDefinitionForMyOrgArgs = message(
  'ApproveChaincodeDefinitionForMyOrgArgs',
  { ...definition, source: nested(9, ChaincodeSource) },
);
