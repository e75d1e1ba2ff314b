/** Private data collections; their members and policies are in the chaincode’s definition. */
export const EVIDENCE_PAYLOAD = 'evidencePayload';
/** Who applied: identity, phone, address, and the seed of the salts of every field. */
export const APPLICANT_DATA = 'applicantData';
/** Data of subjects behind vouchers, with the seed of every field’s salt, and notes on their use. */
export const VOUCHER_PAYLOAD = 'voucherPayload';
