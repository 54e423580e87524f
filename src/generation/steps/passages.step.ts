import { slugify } from '../../content/index.ts';
import { buildDossier, type DossierQuote } from '../../research/index.ts';
import type { StepContext, StepDefinition, StepItem } from '../runs/step.ts';
import { approveStep } from './approve.step.ts';
import { dossierStep } from './dossier.step.ts';
import { gatherStep } from './gather.step.ts';
import type { PlannedItem } from './outline.step.ts';
import { pieceLanguage } from './piece-language.ts';
import { type StepServices, scopeOf } from './services.ts';

/** Passages in the prompt of one section at most. */
export const passagesOfSection = 14;
/** A section that names fewer gets more looked up. */
const passagesAtLeast = 4;

export interface SectionInput {
  /** Place in the outline, from 0. */
  index: number;
  slug: string;
  /** The passages the section needs, and no others. */
  quotes: DossierQuote[];
}

/** Gives each section of the outline the passages it will be written from. */
export const passagesStep: StepDefinition<StepServices, { sections: number }> = {
  name: 'passages',
  async run(context) {
    const { outline } = context.result(approveStep);
    const slugs = new Set<string>();
    // What one section is written from would be said twice if another were given it too.
    const taken = new Set(outline.flatMap(({ quotes }) => textsOf(context, quotes)));
    const items: StepItem[] = [];
    for (const [index, section] of outline.entries()) {
      const slug = uniqueSlug(section.heading, slugs);
      const input: SectionInput = { index, slug, quotes: await quotesOf(context, section, taken) };
      items.push({ slug, input });
    }
    return { result: { sections: items.length }, items };
  },
};

function textsOf(context: StepContext<StepServices>, ids: readonly string[]): string[] {
  return plannedQuotes(context, ids).map(({ exact }) => exact);
}

function plannedQuotes(context: StepContext<StepServices>, ids: readonly string[]): DossierQuote[] {
  return context.result(dossierStep).quotes.filter((quote) => ids.includes(quote.id));
}

/** @param taken the texts other sections have; what is found for this one is added */
async function quotesOf(context: StepContext<StepServices>, section: PlannedItem, taken: Set<string>): Promise<DossierQuote[]> {
  const known = plannedQuotes(context, section.quotes).slice(0, passagesOfSection);
  if (known.length >= passagesAtLeast) return known;
  const found = await lookUp(context, section);
  const free = found.filter((quote) => !taken.has(quote.exact));
  // A section without a passage of its own must share some, or it would have nothing to say; the last resort is all there is.
  const shared = found.length > 0 ? found.slice(0, passagesAtLeast) : context.result(dossierStep).quotes;
  const more = known.length + free.length > 0 ? free : shared;
  for (const quote of more) taken.add(quote.exact);
  return [...known, ...more].slice(0, passagesOfSection);
}

/** What the sources say about a heading nobody has asked them about yet. */
async function lookUp(context: StepContext<StepServices>, section: PlannedItem): Promise<DossierQuote[]> {
  const { run, services, result, signal } = context;
  const ids = result(gatherStep).sources.map((source) => source.id);
  const sources = await services.sourceTexts(scopeOf(run), ids);
  const { topic } = run.brief;
  const language = pieceLanguage(context);
  const request = { topic, questions: [section.heading], language, sources, quotesPerQuestion: passagesOfSection };
  const { quotes } = await buildDossier(request, signal);
  return quotes;
}

function uniqueSlug(heading: string, taken: Set<string>): string {
  const base = slugify(heading);
  let slug = base;
  for (let count = 2; taken.has(slug); count += 1) slug = `${base}-${count}`;
  taken.add(slug);
  return slug;
}
