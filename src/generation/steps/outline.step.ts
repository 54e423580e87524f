import type { Dossier, DossierQuote } from '../../research/index.ts';
import { AppError } from '../../shared/errors.ts';
import { formatLocator } from '../../shared/locator.ts';
import { type ArticleTypeName, articleTypes } from '../article-types.ts';
import { outlinePrompt, outlineSchema } from '../prompts/outline.prompt.ts';
import { readOutlineAnswer } from '../prompts/outline-answer.ts';
import type { OutlineItem } from '../runs/run.ts';
import type { StepContext, StepDefinition } from '../runs/step.ts';
import { askModel } from './ask-model.ts';
import { dossierStep } from './dossier.step.ts';
import { pieceLanguage } from './piece-language.ts';
import type { StepServices } from './services.ts';

/** Passages an outline is planned from; more would cost more than they tell. */
const passagesAtMost = 60;
const outlineTokens = 3_000;

export interface PlannedItem extends OutlineItem {
  /** IDs of quotes of the dossier the section will use. */
  quotes: string[];
}

export interface Outline {
  title: string;
  outline: PlannedItem[];
  /** What to know of it, when it is not as planned. */
  notice?: string;
}

/** What the piece will say, in order: as the brief has it, as the sources suggest, or as a model plans it from their passages. */
export const outlineStep: StepDefinition<StepServices, Outline> = {
  name: 'outline',
  async run(context) {
    const { run, result } = context;
    const dossier = result(dossierStep);
    if (run.author === 'model' && run.brief.outline === undefined) return { result: await plan(context, dossier) };
    const suggested = suggestedBy(dossier);
    const given = run.brief.outline?.map((item) => ({ ...item, quotes: quotesFor(item.heading, suggested) }));
    return { result: { title: run.brief.topic, outline: given ?? suggested } };
  },
};

async function plan(context: StepContext<StepServices>, dossier: Dossier): Promise<Outline> {
  const { brief } = context.run;
  // A model asked about nothing would be paid for nothing.
  if (dossier.quotes.length === 0) {
    throw new AppError('unprocessable', `The sources hold nothing on “${brief.topic}” that an outline could be planned from`, {
      hint: 'Put the topic in the words and the language the sources use, add sources that speak about it, or give the outline yourself.',
    });
  }
  const shown = bestOfEach(dossier);
  const messages = outlinePrompt({ brief: promptBrief(context), words: brief.words, passages: shown.map(promptPassage) });
  const request = { messages, maxOutputTokens: outlineTokens, jsonSchema: outlineSchema };
  const written = await askModel(context, request);
  const answer = readOutlineAnswer(written.text, shown.length);
  if (answer === null) return unreadable(written.model, brief.topic, dossier);
  const idsOf = (numbers: readonly number[]): string[] => numbers.flatMap((number) => shown[number - 1]?.id ?? []);
  const outline = answer.sections.map(({ heading, notes, passages }) => ({ heading, notes, quotes: idsOf(passages) }));
  return { title: answer.title === '' ? brief.topic : answer.title, outline };
}

function suggestedBy(dossier: Dossier): PlannedItem[] {
  return dossier.outline.map(({ heading, quotes }) => ({ heading, quotes }));
}

/** Small models often fail at the form of an outline, and can still write the sections of one that the sources give. */
function unreadable(model: string, topic: string, dossier: Dossier): Outline {
  const outline = suggestedBy(dossier);
  if (outline.length > 0)
    return { title: topic, outline, notice: `The outline is that of the sources, because ${model} gave none that can be read.` };
  throw new AppError('upstream_failed', `${model} answered without an outline that can be read`, {
    hint: 'Try again, choose another model, or give the outline in the brief.',
  });
}

/** The best quotes of each question in turn, so that none goes without; in the order of the dossier. */
function bestOfEach({ questions, quotes }: Dossier): DossierQuote[] {
  const longest = Math.max(0, ...questions.map((question) => question.quotes.length));
  const byRank = Array.from({ length: longest }, (_, rank) => questions.flatMap((question) => question.quotes[rank] ?? [])).flat();
  const chosen = new Set([...new Set([...byRank, ...quotes.map(({ id }) => id)])].slice(0, passagesAtMost));
  return quotes.filter(({ id }) => chosen.has(id));
}

export function quotesFor(heading: string, planned: readonly PlannedItem[]): string[] {
  return planned.find((item) => item.heading === heading)?.quotes ?? [];
}

export function promptBrief(context: StepContext<StepServices>) {
  const { brief } = context.run;
  return { ...brief, language: pieceLanguage(context), guidance: articleTypes[brief.type as ArticleTypeName].guidance };
}

export function promptPassage(quote: DossierQuote) {
  return { title: quote.sourceTitle, locator: formatLocator(quote.locator), text: quote.exact };
}
