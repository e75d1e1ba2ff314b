import { randomBytes } from 'node:crypto';
import { canonicalize } from '@shuquan/chaincode/model';
import {
  allRightsTo,
  type InitialForm,
  scenarioForm,
} from '@shuquan/gateway/demo/registration-desk';
import { HOLDER_A } from './parties.js';

export type { Form, InitialForm } from '@shuquan/gateway/demo/registration-desk';

export { allRightsTo };

/** What a form for data nobody knows says. */
export const initialForm = (asset: string, over: Partial<InitialForm> = {}): InitialForm => ({
  ...scenarioForm(asset, HOLDER_A),
  ...over,
});

/** The same, asking for no notice: such a case waits for no clock. */
export const quietForm = (asset: string, over: Partial<InitialForm> = {}): InitialForm =>
  initialForm(asset, { withholdNotice: '涉及商业秘密', ...over });

/** Who applies, in words that are looked for afterwards in everything that is public. */
export const CONTACT = {
  type: 'LEGAL_PERSON',
  name: '成都蓉信数据科技有限公司（示例）',
  identityNumber: '510104199003074518',
  contact: '经办人甲某某',
  phone: '13800138000',
  address: '成都市某某路一号院',
} as const;

export const privateContact = (
  contact: object = CONTACT,
): { contact: Uint8Array; seed: Uint8Array } => ({
  contact: Buffer.from(canonicalize(contact)),
  seed: randomBytes(32),
});
