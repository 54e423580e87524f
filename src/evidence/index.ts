export type { CheckedClaim, CheckRequest, EvidenceReport } from './check.ts';
export type { Finding } from './check-claim.ts';
export {
  checkDraftOnDemand as checkDraft,
  checkLinesOnDemand as checkLines,
  verifyDraftOnDemand as verifyDraft,
} from './check-on-demand.ts';
export { claimRepository } from './claim.repository.ts';
export { evidenceRoutes } from './evidence.routes.ts';
export { createEvidenceService } from './evidence.service.ts';
export type { EvidenceLine } from './evidence-lines.ts';
export type { Support } from './verdict.ts';
export type { VerifiedDraft } from './verify.ts';
