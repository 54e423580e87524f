import { buildDossier, type Dossier } from '../../research/index.ts';
import type { Run } from '../runs/run.ts';
import type { StepDefinition } from '../runs/step.ts';
import { gatherStep } from './gather.step.ts';
import { type StepServices, scopeOf } from './services.ts';

/** A piece that is copied needs all there is to choose from. */
const quotesToCopy = 60;
/** One that is written needs about so many words of material in a quote for each of its own, within bounds. */
const wordsPerQuote = 30;
const [fewestQuotes, mostQuotes] = [6, 30];

/** What the sources say on the topic: quotes by question, agreements, conflicts, gaps, an outline. No model is asked. */
export const dossierStep: StepDefinition<StepServices, Dossier> = {
  name: 'dossier',
  async run({ run, services, result, signal }) {
    const ids = result(gatherStep).sources.map((source) => source.id);
    const sources = await services.sourceTexts(scopeOf(run), ids);
    const { topic, keywords, language, outline } = run.brief;
    const questions = outline?.map(({ heading }) => heading) ?? run.brief.questions;
    const request = { topic, questions, keywords, language, sources, quotesPerQuestion: quotesPerQuestion(run) };
    return { result: await buildDossier(request, signal) };
  },
};

/** Undefined where the dossier is the result itself, and decides. */
function quotesPerQuestion({ kind, author, brief }: Run): number | undefined {
  if (kind !== 'write') return undefined;
  if (author === 'extractive') return quotesToCopy;
  return Math.min(mostQuotes, Math.max(fewestQuotes, Math.round(brief.words / wordsPerQuote)));
}
