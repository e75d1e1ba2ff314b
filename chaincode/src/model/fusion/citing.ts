import { type ErrorCode, LedgerError } from '../errors.js';
import type { CreatingForm } from '../registration/application.js';
import type { FusionProject } from './project.js';
import type { FusionView } from './view.js';

const FUSED: readonly string[] = ['FUSED_CONTRACT', 'FUSED_NO_CONTRACT'];

/**
 * An application for fused data that cites a project says what its participants agreed to. Whose
 * consent it needs the register asks beside that (NATIONAL_2026/21(5)).
 *
 * @throws LedgerError FUSION_NOT_AGREED, CALLER_FORBIDDEN, FUSION_MISMATCH
 */
export function requireFusion(
  form: CreatingForm,
  { project, status, missing }: FusionView,
  applicant: string,
): void {
  const { id } = project;
  if (status !== 'AGREED') {
    throw new LedgerError('FUSION_NOT_AGREED', `${id} is ${status}.`, { fusion: id, missing });
  }
  if (!project.participants.includes(applicant)) {
    throw new LedgerError('CALLER_FORBIDDEN', `${applicant} takes no part in ${id}.`, {
      fusion: id,
    });
  }
  const origin = project.contractDigest === undefined ? 'FUSED_NO_CONTRACT' : 'FUSED_CONTRACT';
  if (form.origin !== origin) throw mismatch(id, '/form/origin', origin);
  requireParticipants(form, project);
  for (const [i, allocation] of form.allocation.entries()) {
    const at = `/form/allocation/${String(i)}`;
    if (!isAgreed(allocation, project)) throw mismatch(id, at, 'the rights agreed');
    const { proofDigest } = allocation;
    const { contractDigest } = project;
    if (contractDigest !== undefined && proofDigest !== contractDigest) {
      throw mismatch(id, `${at}/proofDigest`, 'the contract of the project');
    }
  }
}

/** With a contract the list may be left out; where it stands it is the project’s. */
function requireParticipants({ participants, origin }: CreatingForm, project: FusionProject): void {
  if (participants === undefined && origin === 'FUSED_CONTRACT') return;
  const sorted = (all: readonly string[] = []): string => [...all].sort().join(' ');
  if (sorted(participants) === sorted(project.participants)) return;
  throw mismatch(project.id, '/form/participants', project.participants.join(', '));
}

/** Where the participants left it open each may have what the rule gives, and nobody else may. */
function isAgreed(
  { holder, right, share }: CreatingForm['allocation'][number],
  { agreed, participants }: FusionProject,
): boolean {
  if (agreed.length === 0) return participants.includes(holder);
  return agreed.some(
    (each) => each.holder === holder && each.right === right && each.share === share,
  );
}

function mismatch(fusion: string, pointer: string, want: string): LedgerError {
  const code: ErrorCode = 'FUSION_MISMATCH';
  return new LedgerError(code, `${pointer} is not as ${fusion} has it: ${want}.`, {
    fusion,
    pointer,
    article: 'NATIONAL_2026/21',
  });
}

/** Data of another origin was not fused. @throws LedgerError FUSION_MISMATCH */
export function requireFused({ origin, fusion }: CreatingForm): void {
  if (fusion === undefined || FUSED.includes(origin)) return;
  throw mismatch(fusion, '/form/origin', FUSED.join(' or '));
}
