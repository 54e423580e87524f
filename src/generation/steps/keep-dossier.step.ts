import { createDocument, prepareText } from '../../content/index.ts';
import { dossierText } from '../../research/index.ts';
import { setRunDocument } from '../runs/play.repository.ts';
import type { StepDefinition } from '../runs/step.ts';
import { dossierStep } from './dossier.step.ts';
import { gatherStep } from './gather.step.ts';
import { type StepServices, scopeOf } from './services.ts';

/** Keeps the dossier as a document, in the same commit as the step, so that there is one. */
export const keepDossierStep: StepDefinition<StepServices, { kept: true }> = {
  name: 'keep',
  async run({ run, services, result }) {
    const dossier = result(dossierStep);
    const { markdown, description } = await dossierText(dossier);
    const text = await prepareText(run.brief.topic, markdown, dossier.language);
    const sources = result(gatherStep).sources.map((source) => source.id);
    return {
      result: { kept: true },
      commit: async (trx) => {
        const made = {
          text,
          metadata: { description },
          type: 'dossier',
          author: 'extractive',
          sources,
          origin: { origin: 'extractive', runId: run.id },
          runId: run.id,
        } as const;
        const document = await createDocument(trx, scopeOf(run), made, services.clock.now());
        await setRunDocument(trx, run.id, document.id);
      },
    };
  },
};
