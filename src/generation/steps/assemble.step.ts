import { joinSections, parseMarkdown, plainText } from '../../content/index.ts';
import { AppError } from '../../shared/errors.ts';
import { countWords } from '../../shared/text/count-words.ts';
import type { StepDefinition } from '../runs/step.ts';
import { approveStep } from './approve.step.ts';
import { pieceLanguage } from './piece-language.ts';
import { sectionStep, type WrittenSection } from './section.step.ts';
import type { Piece, StepServices } from './services.ts';

/** Share of the words asked for by which a piece may be shorter or longer without a word about it. */
const tolerance = 0.15;

/** Puts the sections together in reading order, with one numbering of their footnotes and nothing said twice. */
export const assembleStep: StepDefinition<StepServices, Piece> = {
  name: 'assemble',
  async run(context) {
    const { run, result, results } = context;
    const { words } = run.brief;
    const language = pieceLanguage(context);
    // Loaded with the first piece, not with the program.
    const { RepeatedSentences } = await import('./repeated-sentences.ts');
    const repeated = new RepeatedSentences(language);
    const sections = results(sectionStep).map((section) => ({ ...section, body: repeated.without(section.body) }));
    const kept = sections.filter(({ body }) => plainText(parseMarkdown(body)) !== '');
    if (kept.length === 0)
      throw new AppError('upstream_failed', 'No section says anything', { hint: 'Try again, or choose another model.' });
    const body = await joinSections(kept.map(({ heading, body }) => `## ${escapeHeading(heading)}\n\n${body}`));
    const sources = [...new Set(kept.flatMap((section) => section.sources))];
    const { title, notice: ofOutline } = result(approveStep);
    const ofSections = noticeOf(sections, countWords(plainText(parseMarkdown(body))), words);
    const notice = [ofOutline, ofSections].filter(Boolean).join(' ') || null;
    return { result: { title, language, body, sources, notice } };
  },
};

/** What whoever asked must know of the piece, in plain sentences; null when it is as was asked for. */
function noticeOf(sections: readonly WrittenSection[], words: number, asked: number): string | null {
  const notes = sections.flatMap(({ heading, body, isCut }) => {
    if (plainText(parseMarkdown(body)) === '') return [`“${heading}” was left out, because it only repeated other sections.`];
    return isCut ? [`“${heading}” may end too early: the answer met its longest length.`] : [];
  });
  if (Math.abs(words - asked) > asked * tolerance) notes.push(`It has ${words} words; ${asked} were asked for.`);
  return notes.length === 0 ? null : notes.join(' ');
}

/** A heading is plain text. */
function escapeHeading(heading: string): string {
  return heading.replace(/[\\`*_[\]<>#&]/g, '\\$&');
}
