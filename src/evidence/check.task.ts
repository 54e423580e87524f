import { type CheckRequest, checkDraft, type EvidenceReport } from './check.ts';
import { type VerifiedDraft, verifyDraft } from './verify.ts';

export interface CheckCall {
  request: CheckRequest;
  /** Whether citations that bear nothing out are marked. */
  marks: boolean;
}

/** Runs in the evidence thread. */
export default function check({ request, marks }: CheckCall): Promise<EvidenceReport | VerifiedDraft> {
  return marks ? verifyDraft(request) : checkDraft(request);
}
