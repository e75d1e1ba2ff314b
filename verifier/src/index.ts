export { verifyAbsence } from './absence.js';
export type { AbsenceReport, AbsenceWanted } from './absence.js';
export { checkFeed, verifyFeed } from './feed.js';
export { checkAffected, verifyAffected } from './affected.js';
export { AnchorsText, parseAnchors } from './anchors.js';
export type { Anchors, Organization, PinnedConsenter, PinnedOrderers } from './anchors.js';
export { archiveRoot, blockFile, verifyArchive, withPast } from './archive.js';
export type { ArchiveFault, ArchiveFiles, ArchiveIndex, ArchiveReport } from './archive.js';
export { type ArchiveItem, ArchiveItems } from './archive-items.js';
export type { AnswerOptions, AnswerReport } from './answer.js';
export { fromBase64, toBase64 } from './base64.js';
export type { BlockOptions } from './block-options.js';
export type { BlockReport } from './block.js';
export type { TransactionReport } from './block-transaction.js';
export { fromHex, toHex } from './bytes.js';
export { parseCertificate, type Certificate } from './certificate.js';
export { ChainVerifier, type ChainOptions, type ChainReport } from './chain.js';
export type { ChainedAnswersReport, ChainedReport, PageFault } from './chained-pages.js';
export { type CompositeKey, splitCompositeKey } from './composite-key.js';
export { nobleCrypto } from './crypto-noble.js';
export type { Crypto } from './crypto.js';
export { explainDelivery, verifyDelivered, verifyDelivery } from './delivery.js';
export type { DeliveryFault, DeliveryQuestion, DeliveryReport, DeliveryStep } from './delivery.js';
export { explainDispute, verifyDispute } from './dispute.js';
export type { DisputeFault, DisputeQuestion, DisputeReport } from './dispute.js';
export { fileKinds, readDisputeFile } from './dispute-file.js';
export type { DisputeFile, FileKind, FilePart } from './dispute-file.js';
export { explain, type Report } from './explain.js';
export { headerBytes, headerHash, type BlockHeaderValue } from './header.js';
export { identityOf, nodeRoles, type Identity, type NodeRole } from './identity.js';
export { independentOrganizations } from './independence.js';
export { factorsOf } from './factors.js';
export { claimsOf, infringementFault } from './infringement.js';
export { flagName, type UnsignedRange } from './metadata.js';
export { Membership, outsideValidity } from './membership.js';
export { certificateFromPem, certificateToPem } from './pem.js';
export { policyText, satisfied, type PolicyRule } from './policy.js';
export type { Fact, Outcome, SignedBy, Step, StepName, Verdict } from './report.js';
export { isRelied, verifyRelied } from './relied.js';
export type { ReliedReport, ReliedSaying, ReliedWanted } from './relied.js';
export type { Requirement } from './requirement.js';
export { readWriteSet } from './rwset.js';
export type { CollectionReadWriteSet, NamespaceReadWriteSet } from './rwset.js';
export { signatureForm, type SignatureForm } from './signature.js';
export { signaturePolicy, type Signer } from './signature-policy.js';
export { attemptTransaction, readTransaction } from './transaction.js';
export type {
  Attempt,
  ConfigTransaction,
  EndorserTransaction,
  Transaction,
} from './transaction.js';
export { Verifier, verifyAnswer, verifyBlock, verifyChain } from './verifier.js';
export { explainVoucher, verifyPresented, verifyVoucher } from './voucher.js';
export type { VoucherFault, VoucherQuestion, VoucherReport, VoucherStep } from './voucher.js';
