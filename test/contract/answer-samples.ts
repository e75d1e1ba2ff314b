import type { answersCatalogue, Input, Name } from '@shuquan/chaincode/model';
import { BANK, HOLDER_A } from '../support/parties.js';

const hex = '0'.repeat(64);
const asked = { audience: BANK, nonce: 'ab'.repeat(16) };
const question = { of: 'RECORD' as const, digest: { tier: 'EXACT' as const, hex } };

/** An input that its schema takes, for every name of the answers to those outside. */
export const answerSamples: { readonly [N in keyof typeof answersCatalogue & Name]: Input<N> } = {
  'absence:submit': { question, ...asked },
  'absence:submitted': { txId: hex },
  'absence:read': { question, ...asked },
  'recognition:answer': { holder: HOLDER_A, right: 'nothing', on: '2026-01-31', ...asked },
};
