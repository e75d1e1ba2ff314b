import { message, nested, nestedList, repeated, scalar } from './codec.js';

/** hyperledger/fabric-protos: msp/msp_config.proto. */

/** `type` 0 is FABRIC: `config` is a FabricMSPConfig. */
export const MSPConfig = message('MSPConfig', {
  type: scalar(1, 'int32'),
  config: scalar(2, 'bytes'),
});

export const KeyInfo = message('KeyInfo', {
  keyIdentifier: scalar(1, 'string'),
  keyMaterial: scalar(2, 'bytes'),
});

export const SigningIdentityInfo = message('SigningIdentityInfo', {
  publicSigner: scalar(1, 'bytes'),
  privateSigner: nested(2, KeyInfo),
});

export const FabricOUIdentifier = message('FabricOUIdentifier', {
  certificate: scalar(1, 'bytes'),
  organizationalUnitIdentifier: scalar(2, 'string'),
});

export const FabricCryptoConfig = message('FabricCryptoConfig', {
  signatureHashFamily: scalar(1, 'string'),
  identityIdentifierHashFunction: scalar(2, 'string'),
});

export const FabricNodeOUs = message('FabricNodeOUs', {
  enable: scalar(1, 'bool'),
  clientOuIdentifier: nested(2, FabricOUIdentifier),
  peerOuIdentifier: nested(3, FabricOUIdentifier),
  adminOuIdentifier: nested(4, FabricOUIdentifier),
  ordererOuIdentifier: nested(5, FabricOUIdentifier),
});

export const FabricMSPConfig = message('FabricMSPConfig', {
  name: scalar(1, 'string'),
  rootCerts: repeated(2, 'bytes'),
  intermediateCerts: repeated(3, 'bytes'),
  admins: repeated(4, 'bytes'),
  revocationList: repeated(5, 'bytes'),
  signingIdentity: nested(6, SigningIdentityInfo),
  organizationalUnitIdentifiers: nestedList(7, FabricOUIdentifier),
  cryptoConfig: nested(8, FabricCryptoConfig),
  tlsRootCerts: repeated(9, 'bytes'),
  tlsIntermediateCerts: repeated(10, 'bytes'),
  fabricNodeOus: nested(11, FabricNodeOUs),
});
