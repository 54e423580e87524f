import { createDocument, prepareText, type SpanOrigin } from '../../content/index.ts';
import { setRunDocument } from '../runs/play.repository.ts';
import type { StepDefinition } from '../runs/step.ts';
import { composeStep } from './compose.step.ts';
import { type StepServices, scopeOf } from './services.ts';

/** Keeps a copied piece as a document, in the same commit as the step, so that there is one. */
export const savePieceStep: StepDefinition<StepServices, { notice: string | null }> = {
  name: 'save',
  async run({ run, services, result }) {
    const piece = result(composeStep);
    const text = prepareText(piece.title, piece.body, piece.language);
    const origin: SpanOrigin = { origin: 'extractive', runId: run.id };
    const { type, keywords } = run.brief;
    return {
      result: { notice: piece.notice },
      commit: async (trx) => {
        const made = { text, type, author: 'extractive', metadata: { keywords }, sources: piece.sources, origin, runId: run.id } as const;
        const document = await createDocument(trx, scopeOf(run), made, services.clock.now());
        await setRunDocument(trx, run.id, document.id);
      },
    };
  },
};
