import { type CheckedClaim, verifyDraft } from '../../evidence/index.ts';
import type { StepDefinition } from '../runs/step.ts';
import { assembleStep } from './assemble.step.ts';
import { gatherStep } from './gather.step.ts';
import { type Piece, type StepServices, scopeOf } from './services.ts';

/** Checks every factual sentence against all sources; a citation that does not bear its sentence out says so from here on. */
export const verifyStep: StepDefinition<StepServices, Piece & { claims: CheckedClaim[] }> = {
  name: 'verify',
  async run({ run, services, result, signal }) {
    const piece = result(assembleStep);
    const ids = result(gatherStep).sources.map((source) => source.id);
    const sources = await services.sourceTexts(scopeOf(run), ids);
    return { result: { ...piece, ...(await verifyDraft({ body: piece.body, sources, language: piece.language }, signal)) } };
  },
};
