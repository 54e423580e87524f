import { addSuggestion, type Document, listSections, type Section } from '../../content/index.ts';
import { buildDossier, type DossierQuote } from '../../research/index.ts';
import { AppError } from '../../shared/errors.ts';
import { revisionPrompt } from '../prompts/section.prompt.ts';
import type { StepContext, StepDefinition } from '../runs/step.ts';
import { askModel, tokensFor } from './ask-model.ts';
import { citedMarkdown } from './cited-markdown.ts';
import { gatherStep } from './gather.step.ts';
import { promptBrief, promptPassage } from './outline.step.ts';
import { passagesOfSection } from './passages.step.ts';
import { type StepServices, scopeOf } from './services.ts';

/** Has one section of a document written anew. The result is a suggestion: what a person wrote is never changed by a run. */
export const rewriteStep: StepDefinition<StepServices, { section: string }> = {
  name: 'rewrite',
  async run(context) {
    const { run, services } = context;
    const scope = scopeOf(run);
    const document = await services.document(scope, run.documentId as string);
    const section = sectionOf(document, run.section);
    const passages = await passagesFor(context, document, section);
    const body = await rewrite(context, document, section, passages);
    return {
      result: { section: section.slug },
      commit: async (trx) => {
        const made = { documentId: document.id, runId: run.id, baseRevision: document.revision, section: section.slug, body };
        await addSuggestion(trx, scope, made, services.clock.now());
      },
    };
  },
};

function sectionOf(document: Document, slug: string | null): Section {
  const section = listSections(document.body).find((each) => each.slug === slug);
  if (section !== undefined) return section;
  throw new AppError('not_found', `The document has no section “${slug}” any more`, { hint: 'Ask for one of the sections it has now.' });
}

async function passagesFor(
  { services, result, run }: StepContext<StepServices>,
  document: Document,
  section: Section,
): Promise<DossierQuote[]> {
  const ids = result(gatherStep).sources.map(({ id }) => id);
  const sources = await services.sourceTexts(scopeOf(run), ids);
  const { title, language } = document;
  const { quotes } = await buildDossier({
    topic: title,
    questions: [section.heading],
    sources,
    language,
    quotesPerQuestion: passagesOfSection,
  });
  return quotes.slice(0, passagesOfSection);
}

async function rewrite(
  context: StepContext<StepServices>,
  document: Document,
  section: Section,
  passages: readonly DossierQuote[],
): Promise<string> {
  const outline = listSections(document.body);
  const current = document.body.slice(section.start, section.end);
  const words = Math.max(60, current.split(/\s+/).length);
  const messages = revisionPrompt({
    ...{
      brief: promptBrief(context),
      title: document.title,
      outline,
      index: outline.findIndex(({ slug }) => slug === section.slug),
      words,
    },
    ...{ passages: passages.map(promptPassage), current, wishes: context.run.brief.instructions ?? '' },
  });
  const written = await askModel(context, { messages, maxOutputTokens: tokensFor(words) }, context.text(section.slug));
  // Loaded with the first answer, not with the program.
  const { readSectionAnswer } = await import('../prompts/section-answer.ts');
  const answer = readSectionAnswer(written.text, {
    passages: passages.map(({ exact }) => exact),
    heading: section.heading,
    language: document.language,
  });
  if (answer.root.children.length === 0) {
    throw new AppError('upstream_failed', `${written.model} wrote nothing usable`, { hint: 'Try again, or choose another model.' });
  }
  return `${'#'.repeat(section.depth)} ${section.heading}\n\n${citedMarkdown(answer.root, passages).body}`;
}
