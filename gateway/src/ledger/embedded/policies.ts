import { type Signer as PolicySigner, signaturePolicy } from '@shuquan/verifier';
import {
  ApplicationPolicy,
  ChaincodeValidationInfo,
  type Decoded,
  SignaturePolicyEnvelope,
  StateData,
  WireError,
} from '@shuquan/verifier/wire';
import { policyBytes } from './policy-rule.js';
import type { StateReader } from './store.js';

export const LIFECYCLE = '_lifecycle';

/** Where Fabric’s `_lifecycle` keeps a field of a committed definition. */
export const fieldKey = (chaincode: string, field: string): string =>
  `namespaces/fields/${chaincode}/${field}`;

type Policy = Decoded<typeof SignaturePolicyEnvelope>;

const MAX_KNOWN = 10_000;

/** Policies by their bytes, decoded once. Bytes that are no policy are met by nobody. */
export class Policies {
  readonly #known = new Map<string, Policy | undefined>();
  readonly #lifecycle: Uint8Array;

  constructor(lifecycleRule: string) {
    this.#lifecycle = policyBytes(lifecycleRule);
  }

  evaluate(policy: Uint8Array, signers: readonly PolicySigner[]): boolean {
    const decoded = this.#decode(policy);
    return decoded !== undefined && signaturePolicy.evaluate(decoded, signers);
  }

  /** Policy of a namespace as state says it; `undefined` where no such chaincode is defined. */
  ofNamespace(reader: StateReader, namespace: string): Uint8Array | undefined {
    if (namespace === LIFECYCLE) return this.#lifecycle;
    const stored = reader.state(LIFECYCLE, fieldKey(namespace, 'ValidationInfo'));
    if (stored === undefined) return undefined;
    return this.#ofDefinition(Buffer.from(stored.value).toString('base64'), stored.value);
  }

  readonly #definitions = new Map<string, Uint8Array | undefined>();

  #ofDefinition(id: string, value: Uint8Array): Uint8Array | undefined {
    if (!this.#definitions.has(id)) this.#definitions.set(id, definitionPolicy(value));
    return this.#definitions.get(id);
  }

  #decode(bytes: Uint8Array): Policy | undefined {
    const id = Buffer.from(bytes).toString('latin1');
    if (!this.#known.has(id)) {
      if (this.#known.size >= MAX_KNOWN) this.#known.clear();
      this.#known.set(id, decode(bytes));
    }
    return this.#known.get(id);
  }
}

function decode(bytes: Uint8Array): Policy | undefined {
  try {
    return SignaturePolicyEnvelope.decode(bytes);
  } catch (err) {
    if (err instanceof WireError) return undefined;
    throw err;
  }
}

function definitionPolicy(value: Uint8Array): Uint8Array | undefined {
  const { bytes = new Uint8Array(0) } = StateData.decode(value);
  const { validationParameter } = ChaincodeValidationInfo.decode(bytes);
  const { signaturePolicy: policy } = ApplicationPolicy.decode(validationParameter);
  return policy && SignaturePolicyEnvelope.encode(policy);
}
