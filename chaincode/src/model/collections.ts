/** The private data collection of evidence payloads; members and policy are in the definition. */
export const EVIDENCE_PAYLOAD = 'evidencePayload';
