import { buildDossier, type Dossier } from '../../research/index.ts';
import type { StepDefinition } from '../runs/step.ts';
import { gatherStep } from './gather.step.ts';
import { type StepServices, scopeOf } from './services.ts';

/** A piece that is copied needs all there is to choose from. */
const quotesPerQuestion = 60;

/** What the sources say on the topic: quotes by question, agreements, conflicts, gaps, an outline. No model is asked. */
export const dossierStep: StepDefinition<StepServices, Dossier> = {
  name: 'dossier',
  async run({ run, services, result, signal }) {
    const ids = result(gatherStep).sources.map((source) => source.id);
    const sources = await services.sourceTexts(scopeOf(run), ids);
    const { topic, keywords, language, outline } = run.brief;
    const questions = outline?.map(({ heading }) => heading) ?? run.brief.questions;
    const isToCopy = run.kind === 'write' && run.author === 'extractive';
    const request = { topic, questions, keywords, language, sources, ...(isToCopy ? { quotesPerQuestion } : {}) };
    return { result: await buildDossier(request, signal) };
  },
};
