import { createHash, randomBytes } from 'node:crypto';
import { canonicalize, type Input } from '@shuquan/chaincode/model';

export type Form = Input<'registration:apply'>['form'];
export type InitialForm = Extract<Form, { type: 'INITIAL' }>;

export const REG1 = '12510000MB1DEM078F';
export const REG2 = '91510100MA7DEM0C6H';
export const HOLDER_A = '91510100MA7DEM0166';
export const HOLDER_B = '91510700MA7DEM059J';
export const CONSUMER_C = '91510107MA7DEM0839';
export const HOLDER_D = '91510104MA7DEM091Q';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

export const allRightsTo = (holder: string): InitialForm['allocation'] =>
  (['HOLD', 'USE', 'OPERATE'] as const).map((right) => ({ holder, right, share: 'CONCURRENT' }));

/** What a form for data nobody knows says. */
export function initialForm(asset: string, over: Partial<InitialForm> = {}): InitialForm {
  return {
    type: 'INITIAL',
    data: { asset, version: 1 },
    description: {
      name: '2023年至2025年成都市企业信用评价指标数据集',
      overview: '成都市企业信用评价指标，按年更新，用于企业信用核验。',
      kind: 'DATA_RESOURCE',
      industry: 'L72',
      regionScope: 'CITY',
      timeSpan: { from: '2023-01-01', to: '2025-12-31' },
      updateFrequency: 'YEAR',
      volume: { rows: 1_286_400, bytes: 296 },
      form: 'TABLE',
      structure: 'STRUCTURED',
      restrictions: {
        resaleAllowed: false,
        exportAllowed: false,
        text: '不得转售原始数据；不得出境',
      },
    },
    origin: 'COLLECTED',
    digests: { 'SHA-256': sha256(asset), SM3: sha256(`sm3 ${asset}`) },
    allocation: allRightsTo(HOLDER_A),
    sourceProofs: [sha256('proof')],
    ...over,
  };
}

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
