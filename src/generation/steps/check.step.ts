import { linkSources } from '../../content/index.ts';
import { checkDraft, claimRepository, type EvidenceReport } from '../../evidence/index.ts';
import type { StepDefinition } from '../runs/step.ts';
import { gatherStep } from './gather.step.ts';
import { type StepServices, scopeOf } from './services.ts';

/** Checks a document that is there already, and stores what was found with it. */
export const checkStep: StepDefinition<StepServices, { summary: EvidenceReport['summary'] }> = {
  name: 'check',
  async run({ run, services, result, signal }) {
    const scope = scopeOf(run);
    const documentId = run.documentId as string;
    const document = await services.document(scope, documentId);
    const ids = result(gatherStep).sources.map((source) => source.id);
    const sources = await services.sourceTexts(scope, ids);
    const { summary, claims } = await checkDraft({ body: document.body, sources, language: document.language }, signal);
    return {
      result: { summary },
      commit: async (trx) => {
        await linkSources(trx, scope, documentId, ids);
        await claimRepository(scope).replace(trx, documentId, document.revision, claims);
      },
    };
  },
};
