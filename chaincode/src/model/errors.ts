/**
 * Every way the rules refuse a request: HTTP status and title by stable code.
 *
 * Codes follow `NOUN_ADJECTIVE`; the gateway adds its own rows to a table of the same shape.
 */
export const errorCatalogue = {
  INPUT_INVALID: { status: 400, title: 'The request does not match its schema' },
  USCC_INVALID: { status: 400, title: 'The unified social credit code is wrong' },
  PERSONAL_DATA_REFUSED: { status: 400, title: 'A public field carries personal data' },
  CALLER_FORBIDDEN: { status: 403, title: 'The caller may not do this' },
  ROLE_MISSING: { status: 403, title: 'The caller’s certificate lacks the role' },
  ROLE_NOT_BOUND: { status: 403, title: 'The organisation may not give this role' },
  PARTY_NOT_HOME: { status: 403, title: 'The party is not at home in this organisation' },
  CERTIFICATE_SUSPENDED: { status: 403, title: 'The caller’s certificate is suspended' },
  PARTY_NOT_FOUND: { status: 404, title: 'No party has this code' },
  PARTY_EXISTS: { status: 409, title: 'The party is already registered' },
  PARTY_STATE_FORBIDS: { status: 409, title: 'The party’s state forbids this' },
  QUALIFICATION_EXISTS: { status: 409, title: 'The qualification is already recorded' },
  QUALIFICATION_NOT_FOUND: { status: 404, title: 'No qualification has this id' },
  QUALIFICATION_WITHDRAWN: { status: 409, title: 'The qualification is already withdrawn' },
  REGISTRAR_NUMBER_TAKEN: { status: 409, title: 'A certificate number names its registrar' },
  REGISTRAR_NOT_FOUND: { status: 404, title: 'No registrar has this code' },
  EVIDENCE_NOT_FOUND: { status: 404, title: 'No evidence has this id' },
  EVIDENCE_EXISTS: { status: 409, title: 'The evidence id is taken' },
  EVIDENCE_ERASED: { status: 410, title: 'The payload was lawfully erased' },
  PAYLOAD_NOT_FOUND: { status: 404, title: 'The evidence has no private payload' },
  COMMITMENT_MISMATCH: { status: 400, title: 'Payload and salt do not give the commitment' },
  SALT_TOO_SHORT: { status: 400, title: 'The salt has fewer than 128 bits' },
  BEACON_TOO_OLD: { status: 409, title: 'The cited time beacon is missing or too old' },
  CLIENT_TIME_OUT_OF_WINDOW: { status: 409, title: 'The client’s time is outside the window' },
  AS_OF_TOO_LATE: { status: 409, title: 'The ledger does not know this instant yet' },
  BEACON_NOT_FOUND: { status: 404, title: 'No such time beacon' },
  BEACON_EXISTS: { status: 409, title: 'The beacon number is taken' },
  BEACON_OUT_OF_ORDER: { status: 409, title: 'The beacon does not follow its predecessor' },
  BEACON_SELF_CONFIRMED: { status: 409, title: 'A witness can not confirm its own beacon' },
  GOVERNANCE_NOT_FOUNDED: { status: 409, title: 'The channel has no founding document yet' },
  GOVERNANCE_FOUNDED: { status: 409, title: 'The channel is already founded' },
  PROPOSAL_NOT_FOUND: { status: 404, title: 'No proposal has this id' },
  PROPOSAL_EXISTS: { status: 409, title: 'The proposal id is taken' },
  PROPOSAL_CLOSED: { status: 409, title: 'The proposal is already decided' },
  PROPOSAL_MISMATCH: { status: 409, title: 'The digest is not that of the proposal' },
  PROPOSAL_STALE: { status: 409, title: 'The setting changed since the proposal' },
  APPROVER_NOT_INDEPENDENT: { status: 409, title: 'Another organisation must approve' },
  CODE_LIST_NOT_FOUND: { status: 404, title: 'No code list has this id and version' },
  CODE_LIST_EXISTS: { status: 409, title: 'The version is already published' },
  CODE_LIST_OUT_OF_ORDER: { status: 409, title: 'Versions follow each other without gaps' },
  SIGNATURE_INVALID: { status: 400, title: 'The signature does not verify' },
  CALENDAR_MISSING: { status: 409, title: 'No working-day calendar covers the year' },
  CASE_NOT_FOUND: { status: 404, title: 'No case has this id' },
  CASE_EXISTS: { status: 409, title: 'The case id is taken' },
  CASE_TYPE_UNKNOWN: { status: 409, title: 'The profile knows no case of this type' },
  CASE_STATE_FORBIDS: { status: 409, title: 'The state of the case forbids this' },
  PROFILE_NOT_IN_FORCE: { status: 409, title: 'No version of the rule profile is in force' },
  REGISTRAR_NOT_ACTIVE: { status: 409, title: 'The registrar takes no new cases' },
  REGISTRAR_SELF_APPLICATION: { status: 409, title: 'A registrar applies in its own register' },
  FIELD_LIMIT_EXCEEDED: { status: 400, title: 'A field is longer than the form takes' },
  FIELD_REQUIRED: { status: 400, title: 'The form asks for more' },
  EVIDENCE_REQUIRED: { status: 409, title: 'The data must be deposited as evidence first' },
  NOT_REGISTRABLE_GOV_RAW: { status: 409, title: 'Raw government data is not registrable' },
  PUBLIC_CODE_REQUIRED: { status: 409, title: 'The public-data lookup code is missing' },
  ENTRUSTED_NO_RIGHTS: { status: 409, title: 'Entrusted processing gives no right' },
  RIGHT_NOT_ALLOWED_FOR_ORIGIN: { status: 409, title: 'The origin gives no such right' },
  REFUSAL_GROUND_UNKNOWN: { status: 409, title: 'The profile knows no such ground' },
  ROOT_MISMATCH: { status: 409, title: 'A digest differs from the committed one' },
  CONSENT_NOT_ASKED: { status: 409, title: 'The case asks no consent of this party' },
  CORRECTION_SPENT: { status: 409, title: 'Corrections are asked for once' },
  DEADLINE_PASSED: { status: 409, title: 'The time for this has ended' },
  EXTENSION_SPENT: { status: 409, title: 'The clock was extended already' },
  REVIEW_MISSING: { status: 409, title: 'The review does not cover this yet' },
  REVIEWER_CAN_NOT_DECIDE: { status: 409, title: 'Reviewer and approver are different people' },
  NOTICE_REQUIRED: { status: 409, title: 'A public notice comes first' },
  NOTICE_NOT_REQUESTED: { status: 409, title: 'Nobody asked to withhold the notice' },
  NOTICE_NOT_ENDED: { status: 409, title: 'The public notice still runs' },
  NOTICE_NOT_FOUND: { status: 404, title: 'The case has no public notice' },
  OBJECTION_OPEN: { status: 409, title: 'An objection is still open' },
  OBJECTION_EXISTS: { status: 409, title: 'The objection is already raised' },
  OBJECTION_NOT_FOUND: { status: 404, title: 'No open objection has this id' },
  OVERLAP_EXPLANATION_REQUIRED: { status: 409, title: 'An overlap must be explained first' },
  REPEAT_REGISTRATION: { status: 409, title: 'The same data at another registrar' },
  RECEIPT_EXISTS: { status: 409, title: 'The receipt is recorded already' },
  RECEIPT_MISSING: { status: 409, title: 'The national receipt is missing' },
  RECEIPT_TIME_IMPLAUSIBLE: { status: 409, title: 'The receipt’s time can not be' },
  RIGHT_NOT_FOUND: { status: 404, title: 'No right has this id' },
  RIGHT_NOT_HELD: { status: 409, title: 'The holder has no such right' },
  RIGHT_NOT_ACTIVE: { status: 409, title: 'The right is not active' },
  PART_NOT_HELD: { status: 409, title: 'A part is not held' },
  DISPOSAL_PENDING: { status: 409, title: 'Another disposal is under way' },
  EXCLUSIVE_CONFLICT: { status: 409, title: 'An exclusive share stands against this' },
  CHANGE_NOT_ALLOWED: { status: 409, title: 'A change may not touch this' },
  CHANGE_STALE: { status: 409, title: 'The registered value is another' },
  CERTIFICATE_NOT_FOUND: { status: 404, title: 'No certificate has this number' },
  CERTIFICATE_EXISTS: { status: 409, title: 'The case has its certificate' },
  CERT_LAPSED: { status: 409, title: 'The registration lapsed' },
  CERT_REVOKED: { status: 409, title: 'The registration was revoked' },
  RENEWAL_NOT_OPEN: { status: 409, title: 'The renewal window is not open' },
  SERIAL_CLOSED_PERIOD: { status: 409, title: 'The month is closed' },
  SERIAL_EXHAUSTED: { status: 409, title: 'The numbers of the month are used up' },
  SERIAL_MONTH_WRONG: { status: 409, title: 'A number of this month can not be given' },
  SERIAL_NOT_FOUND: { status: 404, title: 'The registrar numbered nothing in this month' },
  CLOSING_TOO_EARLY: { status: 409, title: 'The month is not over' },
  CLOSING_STALE: { status: 409, title: 'The month changed since its closing was proposed' },
  CLOSING_NOT_FOUND: { status: 404, title: 'No closing of this month' },
  QUERY_EXISTS: { status: 409, title: 'The query id is taken' },
  QUERY_NOT_FOUND: { status: 404, title: 'No such query was recorded' },
  QUERY_PURPOSE_EXCEEDED: { status: 403, title: 'The query was recorded for something else' },
  CONTACT_ERASED: { status: 410, title: 'The applicant’s data was lawfully erased' },
  CONTACT_RETAINED: { status: 409, title: 'The applicant’s data must still be kept' },
  HANDOVER_EXISTS: { status: 409, title: 'The registrar’s hand-over is recorded already' },
  HANDOVER_NOT_FOUND: { status: 404, title: 'No hand-over of this registrar' },
  HANDOVER_TOO_EARLY: { status: 409, title: 'The notice of exit is too short' },
  SCHEME_NOT_FOUND: { status: 404, title: 'No scheme has this id' },
  SCHEME_EXISTS: { status: 409, title: 'The scheme id is taken' },
  SCHEME_STATE_FORBIDS: { status: 409, title: 'The state of the scheme forbids this' },
  SELECTION_NOT_FOUND: { status: 404, title: 'No selection of an operator has this id' },
  SELECTION_EXISTS: { status: 409, title: 'The selection id is taken' },
  SELECTION_NOT_COMPETITIVE: { status: 409, title: 'The operator was not chosen competitively' },
  AGREEMENT_ITEM_MISSING: { status: 400, title: 'The agreement lacks an item' },
  NEGATIVE_LIST_MISSING: { status: 409, title: 'No negative list is in force' },
  CATALOG_NO_LISTED: { status: 409, title: 'The number is on the negative list' },
  CATALOG_NOT_FOUND: { status: 404, title: 'No catalogue entry has this number and version' },
  CATALOG_RETIRED: { status: 409, title: 'The catalogue entry was retired' },
  CATALOG_NOT_OWN: { status: 409, title: 'The catalogue entry is another department’s' },
  RISK_ASSESSMENT_MISSING: { status: 409, title: 'No valid risk assessment is attested' },
  RISK_ASSESSMENT_MISMATCH: { status: 409, title: 'The risk assessment is another than attested' },
  CATALOG_MONTH_CLOSED: { status: 409, title: 'The month of the catalogue is closed' },
  CATALOG_MONTH_WRONG: { status: 409, title: 'The change can not count in this month' },
  CLASSIFICATION_SECTOR_UNKNOWN: {
    status: 409,
    title: 'No classification of the sector is in force',
  },
  CLASSIFICATION_CATEGORY_UNKNOWN: { status: 409, title: 'The sector’s list has no such category' },
  CLASSIFICATION_TOO_LOW: { status: 409, title: 'The sector’s list puts the data higher' },
  CORE_DATA_REFUSED: { status: 409, title: 'Core data leaves nobody’s hands' },
  AUTHORITATIVE_SOURCE_CONFLICT: { status: 409, title: 'Another entry is the source of an item' },
  CLOSING_NOT_SEALED: { status: 409, title: 'The month is not sealed to its end' },
  CLOSING_PENDING: { status: 409, title: 'An earlier month must be closed first' },
  SURVEY_ANSWER_MISSING: { status: 409, title: 'The survey has no such answer' },
  SURVEY_NOT_CLOSED: { status: 409, title: 'The survey still takes answers' },
  RECORD_EXISTS: { status: 409, title: 'The id is taken' },
  RECORD_NOT_FOUND: { status: 404, title: 'No record has this id' },
  RECORD_STATE_FORBIDS: { status: 409, title: 'The state of the record forbids this' },
  CORRECTION_VERSION_WRONG: { status: 409, title: 'The version does not answer the ticket' },
  SHARE_NOT_ALLOWED: { status: 409, title: 'The entry is not shared' },
  PROVIDER_CONSENT_REQUIRED: { status: 409, title: 'The provider’s consent is missing' },
  CONSENT_WITHDRAWN: { status: 409, title: 'The consent was withdrawn' },
  OPEN_NOT_ALLOWED: { status: 409, title: 'The entry is not opened' },
  OPEN_REVIEW_REQUIRED: { status: 409, title: 'Opening was not decided for this version' },
  GRANT_RECIPIENT_UNKNOWN: { status: 409, title: 'The grant does not name the recipient' },
  GRANT_EXPIRED: { status: 409, title: 'It is outside the term' },
  PURPOSE_DRIFT: { status: 409, title: 'The purpose is not one of the granted' },
  PURPOSE_UNKNOWN: { status: 409, title: 'The list in force knows no such purpose' },
  DATA_NOT_GRANTED: { status: 409, title: 'The grant is of other data, or of no use of it' },
  RUN_REFUSED: { status: 409, title: 'The run was refused' },
  OUTPUT_NOT_REVIEWED: { status: 409, title: 'The output was not reviewed' },
  OUTPUT_REJECTED: { status: 409, title: 'The output was rejected' },
  GRANT_EXHAUSTED: { status: 409, title: 'The grant’s count is used up' },
  SUBGRANT_EXCEEDS_COUNT: { status: 409, title: 'The sub-grant’s count is beyond what is left' },
  GRANT_NOT_FOUND: { status: 404, title: 'No grant has this id' },
  GRANT_EXISTS: { status: 409, title: 'The grant id is taken' },
  GRANT_ANSWERED: { status: 409, title: 'The offer was answered already' },
  GRANT_STATE_FORBIDS: { status: 409, title: 'The state of the grant forbids this' },
  GRANT_NOT_ACTIVE: { status: 409, title: 'The grant is not active' },
  GRANT_NOT_HELD: { status: 409, title: 'The grant is another’s' },
  GRANT_SUSPENDED: { status: 409, title: 'The grant is suspended' },
  GRANT_REVOKED: { status: 409, title: 'The grant was revoked' },
  GRANT_COUNT_SPENT: { status: 409, title: 'More of the count is used or passed on' },
  GRANT_COUNT_OPEN: { status: 409, title: 'A grant without a count gets none later' },
  FUSION_NOT_FOUND: { status: 404, title: 'No fusion project has this id' },
  FUSION_EXISTS: { status: 409, title: 'The id of the fusion project is taken' },
  FUSION_ANSWERED: { status: 409, title: 'The fusion project was answered already' },
  FUSION_NOT_AGREED: { status: 409, title: 'Not every participant agreed to the project' },
  FUSION_MISMATCH: { status: 409, title: 'The application is not what the participants agreed' },
  PACT_NOT_FOUND: { status: 404, title: 'No pact has this id' },
  PACT_EXISTS: { status: 409, title: 'The pact id is taken, or a grant is bound already' },
  PACT_ONE_SIDED: { status: 409, title: 'The grants are not of two sides, each to the other' },
  PACT_NOT_AGREED: { status: 409, title: 'The pact that binds the grant is not agreed' },
  PACT_ANSWERED: { status: 409, title: 'The pact was answered already' },
  PACT_SUSPENDED: { status: 409, title: 'The other grant of the pact is not in effect' },
  PACT_TOO_WIDE: { status: 409, title: 'The pact hangs on too many others' },
  GRANT_SCOPE_EMPTY: { status: 409, title: 'Nothing is left of what the grants have in common' },
  SUBGRANT_EXCEEDS_RIGHT: { status: 409, title: 'Wider than what it is made of: the right' },
  SUBGRANT_EXCEEDS_SUBSET: { status: 409, title: 'Wider than what it is made of: the data' },
  SUBGRANT_EXCEEDS_FIELDS: { status: 409, title: 'Wider than what it is made of: the fields' },
  SUBGRANT_EXCEEDS_PURPOSE: { status: 409, title: 'Wider than what it is made of: the purposes' },
  SUBGRANT_EXCEEDS_TERRITORY: { status: 409, title: 'Wider than what it is made of: territory' },
  SUBGRANT_EXCEEDS_TERM: { status: 409, title: 'Wider than what it is made of: the term' },
  SUBGRANT_EXCEEDS_RECIPIENT: { status: 409, title: 'Wider than what it is made of: recipients' },
  SUBGRANT_EXCEEDS_RESALE: { status: 409, title: 'Wider than what it is made of: resale' },
  SUBGRANT_EXCEEDS_EXPORT: { status: 409, title: 'Wider than what it is made of: export' },
  SUBGRANT_EXCEEDS_DEPTH: { status: 409, title: 'Deeper than what it is made of allows' },
  SUBLICENSE_NOT_ALLOWED: { status: 409, title: 'The grant allows no sub-licence' },
  FIELD_NOT_GRANTED: { status: 409, title: 'A field is not granted' },
  PART_NOT_GRANTED: { status: 409, title: 'A part of the data is not granted' },
  TERRITORY_NOT_GRANTED: { status: 409, title: 'The territory is not granted' },
  TERMINATION_NOT_PROPOSED: { status: 409, title: 'The other side proposed no such end' },
  DISPUTE_OPEN: { status: 409, title: 'A dispute about the right is open' },
  CONSENT_REQUIRED: { status: 409, title: 'Personal fields need a consent' },
  COMPLAINT_ANONYMOUS: { status: 409, title: 'Nobody keeps who complained' },
  ATTESTATIONS_TOO_MANY: { status: 409, title: 'The subject has as many attestations as it can' },
  REPORT_RETAINED: { status: 409, title: 'The report must still be kept' },
  ATTESTATION_MISSING: { status: 409, title: 'A valid attestation is missing' },
  ATTESTATION_WITHDRAWN: { status: 409, title: 'The attestation is already withdrawn' },
  ASSESSOR_NOT_QUALIFIED: { status: 409, title: 'The issuer is not qualified for this' },
  SCHEME_ITEM_MISSING: { status: 400, title: 'The scheme lacks an item' },
  CONSENT_NOT_FOUND: { status: 404, title: 'No consent has this id' },
  CONSENT_EXISTS: { status: 409, title: 'The consent id is taken' },
  CONSENT_EXPIRED: { status: 409, title: 'The consent is over' },
  CONSENT_PURPOSE_EXCEEDED: { status: 409, title: 'The consent covers another purpose' },
  CONSENT_VERIFIER_EXCEEDED: { status: 409, title: 'The consent covers another verifier' },
  CONSENT_TERM_EXCEEDED: { status: 409, title: 'The consent ends earlier' },
  CONSENT_ITEM_EXCEEDED: { status: 409, title: 'The consent does not cover an item' },
  VOUCHER_NOT_FOUND: { status: 404, title: 'No voucher has this id' },
  VOUCHER_EXISTS: { status: 409, title: 'The voucher id is taken' },
  VOUCHER_TEMPLATE_NOT_FOUND: { status: 404, title: 'No voucher template has this version' },
  VOUCHER_TEMPLATE_EXISTS: { status: 409, title: 'The version is already published' },
  VOUCHER_TEMPLATE_OUT_OF_ORDER: { status: 409, title: 'Versions follow without gaps' },
  VOUCHER_ISSUER_NOT_LISTED: { status: 403, title: 'The template does not list the issuer' },
  VOUCHER_SCENES_MISSING: { status: 409, title: 'No list of voucher scenes is in force' },
  VOUCHER_SCENE_UNKNOWN: { status: 409, title: 'The list of scenes has no such scene' },
  VOUCHER_SCENE_RETIRED: { status: 409, title: 'The list of scenes retired the scene' },
  VOUCHER_SCENE_FORBIDDEN: { status: 409, title: 'Consent or template allow no such scene' },
  VOUCHER_USES_EXCEEDED: { status: 409, title: 'The template allows fewer uses' },
  VOUCHER_SOURCE_MISSING: { status: 409, title: 'The source provided nothing for the voucher' },
  VOUCHER_SOURCE_EXISTS: { status: 409, title: 'The source provided for the voucher already' },
  VOUCHER_FIELDS_DIFFER: { status: 400, title: 'The data has other fields than its items' },
  VOUCHER_VERIFIER_MISMATCH: { status: 403, title: 'The voucher is for another verifier' },
  VOUCHER_PRESENTATION_MISMATCH: { status: 409, title: 'The presentation is of another voucher' },
  VOUCHER_NONCE_REUSED: { status: 409, title: 'The verifier’s nonce was used already' },
  VOUCHER_CONSUMED: { status: 409, title: 'The voucher is used up' },
  VOUCHER_EXPIRED: { status: 409, title: 'The voucher is past its last day' },
  VOUCHER_REVOKED: { status: 409, title: 'The voucher was revoked' },
  VOUCHER_ERASED: { status: 410, title: 'The voucher’s data was lawfully erased' },
  VOUCHER_USE_NOT_FOUND: { status: 404, title: 'The voucher has no such use' },
  VOUCHER_FEEDBACK_EXISTS: { status: 409, title: 'Feedback on this use was given already' },
  AGREEMENT_NOT_FOUND: { status: 404, title: 'No agreement has this id' },
  AGREEMENT_EXISTS: { status: 409, title: 'The agreement id is taken' },
  AGREEMENT_EXCEEDS_SCHEME: { status: 409, title: 'The agreement goes beyond its scheme' },
  AGREEMENT_STATE_FORBIDS: { status: 409, title: 'The state of the agreement forbids this' },
  AGREEMENT_NOT_ACTIVE: { status: 409, title: 'The agreement is not active' },
  TERM_EXCEEDS_5_YEARS: { status: 409, title: 'The term is longer than the rule allows' },
  PURPOSES_REQUIRED: { status: 409, title: 'An agreement by scenario lists its purposes' },
  PURPOSE_PROHIBITED: { status: 409, title: 'The purpose is prohibited' },
  PURPOSE_NOT_GRANTED: { status: 409, title: 'The purpose is not among those granted' },
  CATALOG_OUT_OF_SCOPE: { status: 409, title: 'The catalogue number is out of scope' },
  OPERATOR_REDEVELOPMENT_BAN: { status: 409, title: 'An operator does not re-develop its product' },
  EXIT_STATE_FORBIDS: { status: 409, title: 'The state of the exit forbids this' },
  DESTRUCTION_EVIDENCE_REQUIRED: { status: 409, title: 'Evidence of destruction is missing' },
  PRODUCT_NOT_FOUND: { status: 404, title: 'No product has this id' },
  PRODUCT_EXISTS: { status: 409, title: 'The product id is taken' },
  DISCLOSURE_NOT_FOUND: { status: 404, title: 'No disclosure has this id' },
  DISCLOSURE_EXISTS: { status: 409, title: 'The disclosure id is taken' },
  DELIVERY_NOT_FOUND: { status: 404, title: 'No delivery has this id' },
  DELIVERY_EXISTS: { status: 409, title: 'The delivery id is taken' },
  DELIVERY_OF_OTHER_DATA: { status: 409, title: 'The grant is about other data' },
  DELIVERY_KEY_NOT_BOUND: { status: 409, title: 'The party did not bind this key' },
  DELIVERY_KEY_DROPPED: { status: 409, title: 'The party gave this key up' },
  DISPATCH_MISMATCH: { status: 409, title: 'The statement is about another dispatch' },
  CHUNK_COUNT_WRONG: { status: 409, title: 'There are not so many chunks' },
  CHUNK_RANGE_INVALID: { status: 409, title: 'A range of chunks can not be' },
  CHUNK_RANGES_INCOMPLETE: { status: 409, title: 'A chunk is not named, or named twice' },
  DISPUTE_NOT_FOUND: { status: 404, title: 'The delivery has no such dispute' },
  DISPUTE_EXISTS: { status: 409, title: 'The chunk is in dispute already' },
  DISPUTE_ANSWERED: { status: 409, title: 'The dispute was answered already' },
  DISPUTE_LIMIT_EXCEEDED: { status: 409, title: 'The delivery has as many disputes as it can' },
  REGISTRATION_OF_OTHER_DATA: { status: 409, title: 'The registration does not name the product' },
  STEP_NOT_FOUND: { status: 404, title: 'No processing step has this id' },
  STEP_EXISTS: { status: 409, title: 'The step id is taken' },
  DERIVATION_EXISTS: { status: 409, title: 'The source is linked already' },
  DERIVATION_CYCLE: { status: 409, title: 'The data would come from itself' },
  LINEAGE_LIMIT_EXCEEDED: { status: 409, title: 'The lineage is too large' },
  VERSION_UNKNOWN: { status: 409, title: 'The ledger knows no such data version' },
  BASE_NOT_QUALIFIED: { status: 409, title: 'The party runs no data service base' },
  ASSET_FROZEN: { status: 409, title: 'An order or a control covers the right' },
  AFFECTED_TOO_MANY: { status: 409, title: 'Too much rests on the record' },
  NOT_AFFECTED: { status: 409, title: 'The record does not rest on it' },
  NOTICE_PARTY_WRONG: { status: 409, title: 'The record is not this party’s' },
  AFFECTED_NOTICE_EXISTS: { status: 409, title: 'The notice id is taken' },
  AFFECTED_NOTICE_NOT_FOUND: { status: 404, title: 'No notice has this id' },
  AFFECTED_NOTICE_ACKNOWLEDGED: { status: 409, title: 'The notice is acknowledged already' },
  STATEMENT_NOT_FOUND: { status: 404, title: 'No revenue statement has this id' },
  STATEMENT_EXISTS: { status: 409, title: 'The statement id is taken' },
  STATEMENT_SIGNED: { status: 409, title: 'The party signed the statement already' },
  REVENUE_MISMATCH: { status: 409, title: 'The result does not follow from the inputs' },
  REVENUE_SHARES_DIFFER: { status: 409, title: 'The shares are not those agreed' },
  REVENUE_PERIOD_WRONG: { status: 409, title: 'The period lies outside of the term' },
  REVENUE_PERIOD_OVERLAPS: { status: 409, title: 'Another statement accounts for these days' },
  STATEMENT_REPLACED: { status: 409, title: 'Another statement took the place of this one' },
  CURSOR_INVALID: { status: 400, title: 'The cursor is not one of ours' },
  SKETCHES_NOT_COMPARABLE: {
    status: 409,
    title: 'The sketches were made under different keys',
  },
  TRANSIENT_MISSING: { status: 400, title: 'A private field is missing' },
  PUBLIC_CODE_NOT_ACTIVE: { status: 409, title: 'The public-data lookup code is not active' },
  PUBLIC_CODE_MISMATCH: { status: 409, title: 'The public-data lookup code is of something else' },
  RESOURCE_NOT_FOUND: { status: 404, title: 'No public data resource has this lookup code' },
  RESOURCE_EXISTS: { status: 409, title: 'The lookup code is taken' },
  RESOURCE_NOT_HELD: { status: 409, title: 'The public data resource is another’s' },
  RESOURCE_NOT_ACTIVE: { status: 409, title: 'The public data resource is not active' },
  RESOURCE_LAPSED: { status: 409, title: 'The public data resource’s registration lapsed' },
  RESOURCE_NOT_LAPSED: { status: 409, title: 'The registration did not lapse' },
  AGREEMENT_NOT_PARTY: { status: 409, title: 'The agreement is others’' },
  AGREEMENT_SCOPE_EXCEEDED: { status: 409, title: 'The agreement does not cover this' },
  OPERATING_TERM_ENDS: { status: 409, title: 'The operating term ends with the registration' },
  REFERENCE_EXISTS: { status: 409, title: 'The reference id is taken' },
  REFERENCE_NOT_FOUND: { status: 404, title: 'No reference has this id' },
  REFERENCE_ENDED: { status: 409, title: 'The reference ended already' },
  CONSISTENCY_CHECK_EXISTS: { status: 409, title: 'The check id is taken' },
  CONSISTENCY_CHECK_NOT_FOUND: { status: 404, title: 'No check has this id' },
  GROUND_UNKNOWN: { status: 409, title: 'The profile knows no such ground' },
  PLEDGE_RESTRICTS: { status: 409, title: 'A pledge agreed on keeps the holder from this' },
  ANSWER_NOT_FOUND: { status: 404, title: 'No submitted answer has this id' },
  ANSWER_AUDIENCE_MISMATCH: { status: 409, title: 'The answer was made for somebody else' },
  ANSWER_TERMS_MISMATCH: { status: 409, title: 'The answer was made for other terms' },
  ANSWER_EXPIRED: { status: 409, title: 'The answer is too old to be relied on' },
  ANSWER_USED: { status: 409, title: 'The answer was relied on already' },
  CHECK_NOT_CLEAR: { status: 409, title: 'The rights check is not clear' },
  LISTING_NOT_FOUND: { status: 404, title: 'No listing has this id' },
  LISTING_EXISTS: { status: 409, title: 'The listing id is taken' },
  LISTING_STATE_FORBIDS: { status: 409, title: 'The state of the listing forbids this' },
  LISTING_NOT_LISTED: { status: 409, title: 'The right is not listed now' },
  LISTING_CONFLICT_EXCLUSIVE: { status: 409, title: 'It conflicts with an exclusive listing' },
  LISTING_TERM_EXCEEDED: { status: 409, title: 'What it rests on ends before the listing' },
  EXCHANGE_UNKNOWN: { status: 409, title: 'No verified party runs this exchange' },
  SEPARATION_VIOLATION: { status: 409, title: 'An exchange or its affiliate deals on it' },
  ORIGIN_CHAIN_BROKEN: { status: 409, title: 'A link of the origin chain does not hold' },
  PRICE_NOT_DISCLOSED: { status: 409, title: 'The price is not disclosed' },
  DISCLOSURE_MISMATCH: { status: 409, title: 'Something else was disclosed' },
  ADMISSION_MISSING: { status: 409, title: 'Admission was not decided in full' },
  ADMISSION_REFUSED: { status: 409, title: 'Admission was refused' },
  VALUATION_TOO_OLD: { status: 409, title: 'The valuation is too old' },
  QUALIFICATION_NOT_VALID: { status: 409, title: 'The qualification is not valid at the time of the act' },
  MANDATE_NOT_FOUND: { status: 404, title: 'No mandate has this id' },
  MANDATE_NOT_ACTIVE: { status: 409, title: 'The mandate is not in force' },
  MANDATE_EXCEEDED: { status: 409, title: 'The mandate does not cover this' },
  DEAL_NOT_FOUND: { status: 404, title: 'No deal has this id' },
  DEAL_EXISTS: { status: 409, title: 'The deal id is taken' },
  DEAL_STATE_FORBIDS: { status: 409, title: 'The state of the deal forbids this' },
  INTERMEDIARY_DUTIES_MISSING: { status: 409, title: 'The duties of an intermediary are not stated' },
  SETTLEMENT_MISMATCH: { status: 409, title: 'What was settled is not what was agreed' },
  DELIVERY_NOT_ACCEPTED: { status: 409, title: 'The receiver did not accept the delivery' },
  FOREIGN_NOT_ACCEPTED: { status: 409, title: 'The list in force does not accept this register' },
  FOREIGN_ANSWER_INVALID: { status: 400, title: 'The answer of the other register does not verify' },
  INTERNAL: { status: 500, title: 'The ledger failed' },
} as const satisfies Record<string, { readonly status: number; readonly title: string }>;

export type ErrorCode = keyof typeof errorCatalogue;

/** Details that help the caller: ids, codes, limits. Never personal data. */
export type ErrorParams = Readonly<Record<string, unknown>>;

/** The one error type, for every refusal that is the caller's to mend or to know. */
export class LedgerError<C extends string = ErrorCode> extends Error {
  override readonly name = 'LedgerError';
  readonly code: C;
  readonly params: ErrorParams;

  constructor(code: C, message: string, params: ErrorParams = {}, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.params = params;
  }
}

/**
 * Fabric carries only an error's message from chaincode to client, so the message is the wire
 * format. A failure that is not a `LedgerError` travels as INTERNAL without its text, which could
 * hold anything.
 */
export function encodeError(err: unknown): string {
  const failure: LedgerError<string> =
    err instanceof LedgerError
      ? (err as LedgerError<string>)
      : new LedgerError('INTERNAL', 'The contract failed; see the log of the endorsing peer.');
  const { code, message, params } = failure;
  return JSON.stringify({ code, message, params });
}

const MARK = '{"code":';
/** A peer’s text is attacker-controlled: neither its length nor its false starts may cost us. */
const MAX_TEXT = 256 * 1024;
const MAX_STARTS = 16;

/** The first `{"code":…}` object in what a peer or an SDK wrote around it, or `undefined`. */
export function decodeError(text: string): LedgerError | undefined {
  const bounded = text.slice(0, MAX_TEXT);
  let start = bounded.indexOf(MARK);
  for (let tries = 0; start >= 0 && tries < MAX_STARTS; tries += 1) {
    const error = fromWire(objectAt(bounded, start));
    if (error !== undefined) return error;
    start = bounded.indexOf(MARK, start + 1);
  }
  return undefined;
}

/** The text from an opening brace to the one that closes it, as far as braces in strings go. */
function objectAt(text: string, start: number): string {
  let depth = 0;
  let quoted = false;
  for (let i = start; i < text.length; i += 1) {
    const c = text[i];
    if (c === '"') quoted = !quoted;
    else if (quoted) i += c === '\\' ? 1 : 0;
    else if (c === '{') depth += 1;
    else if (c === '}') depth -= 1;
    if (depth === 0) return text.slice(start, i + 1);
  }
  return '';
}

function fromWire(json: string): LedgerError | undefined {
  let value: unknown;
  try {
    value = JSON.parse(json) as unknown;
  } catch {
    return undefined;
  }
  const { code, message, params } = value as Readonly<Record<string, unknown>>;
  if (typeof code !== 'string' || !Object.hasOwn(errorCatalogue, code)) return undefined;
  return new LedgerError(
    code as ErrorCode,
    typeof message === 'string' ? message : code,
    typeof params === 'object' && params !== null ? (params as ErrorParams) : {},
  );
}
