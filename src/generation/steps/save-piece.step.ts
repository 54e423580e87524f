import { createDocument, prepareText, type SpanOrigin, spansOfPiece } from '../../content/index.ts';
import { type CheckedClaim, claimRepository } from '../../evidence/index.ts';
import { setRunDocument } from '../runs/play.repository.ts';
import type { StepContext, StepDefinition } from '../runs/step.ts';
import { composeStep } from './compose.step.ts';
import { sectionStep } from './section.step.ts';
import { type Piece, type StepServices, scopeOf } from './services.ts';
import { verifyStep } from './verify.step.ts';

/** Keeps the piece and what was found about it as a document, in the same commit as the step, so that there is one. */
export const savePieceStep: StepDefinition<StepServices, { notice: string | null }> = {
  name: 'save',
  async run(context) {
    const { run, services } = context;
    const { piece, claims, origin } = finished(context);
    const text = await prepareText(piece.title, piece.body, piece.language);
    const spans = await spansOfPiece(text.body, origin, await services.presentSources(scopeOf(run), piece.sources));
    const { type, keywords } = run.brief;
    return {
      result: { notice: piece.notice },
      commit: async (trx) => {
        const author = run.author === 'model' ? 'model' : 'extractive';
        const made = {
          text,
          type,
          author,
          model: origin.model,
          metadata: { keywords },
          sources: piece.sources,
          origin,
          spans,
          runId: run.id,
        } as const;
        const document = await createDocument(trx, scopeOf(run), made, services.clock.now());
        await claimRepository(scopeOf(run)).replace(trx, document.id, document.revision, claims);
        await setRunDocument(trx, run.id, document.id);
      },
    };
  },
};

/** A copied piece is not checked: it claims no more than that it is copied. */
function finished({ run, result, results }: StepContext<StepServices>): { piece: Piece; claims: CheckedClaim[]; origin: SpanOrigin } {
  if (run.author !== 'model') return { piece: result(composeStep), claims: [], origin: { origin: 'extractive', runId: run.id } };
  const { claims, ...piece } = result(verifyStep);
  const model = results(sectionStep).at(-1)?.model ?? run.model ?? undefined;
  return { piece, claims, origin: { origin: 'model', model, runId: run.id } };
}
