import { buildDossier, type Dossier, foreignQuotes, type StoredSource } from '../../research/index.ts';
import type { Run } from '../runs/run.ts';
import type { StepDefinition } from '../runs/step.ts';
import { gatherStep } from './gather.step.ts';
import { type StepServices, scopeOf } from './services.ts';

/** A piece that is copied needs all there is to choose from. */
const quotesToCopy = 60;
/** One that is written needs about so many words of material in a quote for each of its own, within bounds. */
const wordsPerQuote = 30;
const [fewestQuotes, mostQuotes] = [6, 30];
/** The same for all passages together. */
const wordsPerPassage = 15;
const [fewestPassages, mostPassages] = [12, 60];

/** What the sources say on the topic: quotes by question, agreements, conflicts, gaps, an outline. No model is asked. */
export const dossierStep: StepDefinition<StepServices, Dossier> = {
  name: 'dossier',
  async run({ run, services, result, signal }) {
    const ids = result(gatherStep).sources.map((source) => source.id);
    const sources = await services.sourceTexts(scopeOf(run), ids);
    const { topic, keywords, language, outline } = run.brief;
    const questions = outline?.map(({ heading }) => heading) ?? run.brief.questions;
    const request = { topic, questions, keywords, language, sources, quotesPerQuestion: quotesPerQuestion(run) };
    const dossier = await buildDossier(request, signal);
    return { result: isByModel(run) ? await withForeignQuotes(dossier, sources, run.brief.words) : dossier };
  },
};

function isByModel({ kind, author }: Run): boolean {
  return kind === 'write' && author === 'model';
}

/** A model reads other languages than that of the topic, so it is given what their sources say when the topic's own words found too little. */
async function withForeignQuotes(dossier: Dossier, sources: readonly StoredSource[], words: number): Promise<Dossier> {
  const needed = Math.min(mostPassages, Math.max(fewestPassages, Math.round(words / wordsPerPassage)));
  const known = new Set(dossier.quotes.map(({ exact }) => exact));
  const found = await foreignQuotes(sources, dossier.language, needed - dossier.quotes.length);
  const more = found.filter(({ exact }) => !known.has(exact)).map((quote, at) => ({ ...quote, id: `q${dossier.quotes.length + at + 1}` }));
  return { ...dossier, quotes: [...dossier.quotes, ...more] };
}

/** Undefined where the dossier is the result itself, and decides. */
function quotesPerQuestion({ kind, author, brief }: Run): number | undefined {
  if (kind !== 'write') return undefined;
  if (author === 'extractive') return quotesToCopy;
  return Math.min(mostQuotes, Math.max(fewestQuotes, Math.round(brief.words / wordsPerQuote)));
}
