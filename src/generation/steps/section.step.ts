import { AppError } from '../../shared/errors.ts';
import { codePointLength } from '../../shared/text/code-points.ts';
import { sectionPrompt } from '../prompts/section.prompt.ts';
import type { AnswerRemovals } from '../prompts/section-answer.ts';
import type { SectionText, StepDefinition } from '../runs/step.ts';
import { approveStep } from './approve.step.ts';
import { askModel, tokensFor } from './ask-model.ts';
import { citedMarkdown } from './cited-markdown.ts';
import { promptBrief, promptPassage } from './outline.step.ts';
import type { SectionInput } from './passages.step.ts';
import { pieceLanguage } from './piece-language.ts';
import type { StepServices } from './services.ts';

export interface WrittenSection {
  heading: string;
  /** Markdown without the heading, with its citations as footnotes. */
  body: string;
  /** The model that wrote the end of it. */
  model: string;
  /** IDs of the sources it cites. */
  sources: string[];
  removed: AnswerRemovals;
  /** It ends at the last whole sentence of the longest answer the model may give. */
  isCut: boolean;
}

/** Has one section written from its passages, and makes of the answer what may stand in a document. */
export const sectionStep: StepDefinition<StepServices, WrittenSection> = {
  name: 'section',
  async run(context) {
    const { run, result } = context;
    const { index, slug, quotes } = context.input as SectionInput;
    const { title, outline } = result(approveStep);
    const heading = outline[index]?.heading ?? '';
    const words = Math.max(60, Math.round(run.brief.words / outline.length));
    const messages = sectionPrompt({ brief: promptBrief(context), title, outline, index, words, passages: quotes.map(promptPassage) });
    const live = context.text(slug);
    const written = await askModel(context, { messages, maxOutputTokens: tokensFor(words) }, live);
    // Loaded with the first answer, not with the program.
    const { readSectionAnswer } = await import('../prompts/section-answer.ts');
    const answer = readSectionAnswer(written.text, {
      passages: quotes.map(({ exact }) => exact),
      heading,
      language: pieceLanguage(context),
    });
    if (answer.root.children.length === 0) {
      throw new AppError('upstream_failed', `${written.model} wrote nothing usable for “${heading}”`, {
        hint: 'Try again, or choose another model.',
      });
    }
    const { body, plain } = citedMarkdown(answer.root, quotes);
    showAsKept(live, written.text, plain);
    const sources = [...new Set(answer.cited.flatMap((number) => quotes[number - 1]?.sourceId ?? []))];
    return { result: { heading, body, model: written.model, sources, removed: answer.removed, isCut: written.finish === 'length' } };
  },
};

/** Watchers saw the text as it came; what was taken out of it goes from their screens too. */
function showAsKept(live: SectionText, written: string, kept: string): void {
  if (written === kept) return;
  const same = commonLength(written, kept);
  live.reset(codePointLength(written.slice(0, same)));
  live.append(kept.slice(same));
}

function commonLength(a: string, b: string): number {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length += 1;
  // Never between the halves of a character outside the basic plane.
  return length > 0 && /[\ud800-\udbff]/.test(a[length - 1] as string) ? length - 1 : length;
}
