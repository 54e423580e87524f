import { type CheckedClaim, type CheckRequest, checkDraft } from './check.ts';
import { markUnsupported } from './mark-unsupported.ts';

export interface VerifiedDraft {
  /** Markdown in normal form. */
  body: string;
  /** As found on this very body. */
  claims: CheckedClaim[];
}

/** Checks a draft, and marks the citations that do not bear their sentences out. Throws AppError as `checkDraft` does. */
export async function verifyDraft(request: CheckRequest): Promise<VerifiedDraft> {
  const { claims } = await checkDraft(request);
  const body = markUnsupported(request.body, claims);
  // The marks move what stands behind them, so the findings are made again on the text that is kept.
  return { body, claims: body === request.body ? claims : (await checkDraft({ ...request, body })).claims };
}
