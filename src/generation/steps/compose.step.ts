import type { StoredSource } from '../../research/index.ts';
import { AppError } from '../../shared/errors.ts';
import type { ExtractiveArticle } from '../authors/extractive/index.ts';
import type { StepContext, StepDefinition } from '../runs/step.ts';
import { approveStep } from './approve.step.ts';
import { dossierStep } from './dossier.step.ts';
import { gatherStep } from './gather.step.ts';
import { pieceLanguage } from './piece-language.ts';
import { type Piece, type StepServices, scopeOf } from './services.ts';

/** Assembles a piece from verbatim sentences of the sources: copied, each with its place, and said to be so. */
export const composeStep: StepDefinition<StepServices, Piece> = {
  name: 'compose',
  async run(context) {
    const { run, services, result } = context;
    const ids = result(gatherStep).sources.map((source) => source.id);
    const sources = await services.sourceTexts(scopeOf(run), ids);
    const article = await assemble(context, sources);
    if (article.sections.length === 0) {
      throw new AppError('unprocessable', `The sources hold no sentence on “${run.brief.topic}” that could be copied`, {
        hint: 'Add sources that speak about the topic, or put the topic in the words the sources use.',
      });
    }
    const { extractiveMarkdown } = await import('../authors/extractive/index.ts');
    for (const { slug, sentences } of article.sections) context.text(slug).append(sentences.map((sentence) => sentence.text).join(' '));
    const used = new Set(article.sections.flatMap((section) => section.sentences.map(({ citation }) => citation.sourceId)));
    return {
      result: {
        title: article.title,
        language: article.language,
        body: extractiveMarkdown(article, sources),
        sources: ids.filter((id) => used.has(id)),
        notice: article.shortfall?.reason ?? null,
      },
    };
  },
};

/** From the dossier as it stands, or anew when the person asked for other headings. */
async function assemble(context: StepContext<StepServices>, sources: readonly StoredSource[]): Promise<ExtractiveArticle> {
  const { run, result } = context;
  // Loaded with the first piece, not with the program.
  const { assembleArticle, writeExtractive } = await import('../authors/extractive/index.ts');
  const dossier = result(dossierStep);
  const headings = result(approveStep).outline.map(({ heading }) => heading);
  const isAsProposed = headings.join('\n') === dossier.outline.map(({ heading }) => heading).join('\n');
  const { topic, words, keywords } = run.brief;
  const language = pieceLanguage(context);
  return isAsProposed ? assembleArticle(dossier, words) : writeExtractive({ topic, words, keywords, language, sources, outline: headings });
}
