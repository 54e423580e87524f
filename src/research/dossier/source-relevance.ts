import { guessLanguage, languageOf } from '../../shared/language/languages.ts';
import { contentStems } from '../../shared/language/terms.ts';
import type { SourceText } from '../source-text.ts';
import type { Statement } from './statements.ts';

/** Whether a source speaks to the topic, and how one sees it. */
export interface SourceRelevance {
  source: SourceText;
  relevant: boolean;
  /** A plain sentence. */
  reason: string;
}

const oftenEnough = 0.15;
const leastTimes = 2;

/** A source is relevant when it uses two words of topic or questions, or one of them again and again or in its title. */
export function judgeSources(
  sources: readonly SourceText[],
  statements: readonly Statement[],
  wanted: ReadonlySet<string>,
): SourceRelevance[] {
  return sources.map((source) =>
    judge(
      source,
      statements.filter((statement) => statement.source === source),
      wanted,
    ),
  );
}

function judge(source: SourceText, statements: readonly Statement[], wanted: ReadonlySet<string>): SourceRelevance {
  if (statements.length === 0) return { source, relevant: false, reason: 'It holds no whole sentence that could be quoted.' };
  const language = languageOf(source.language ?? guessLanguage(source.text));
  const titled = contentStems(source.title, language).some((stem) => wanted.has(stem));
  const used = new Map<string, number>();
  for (const { terms, sentence } of statements) {
    const heading = contentStems(sentence.locator.heading ?? '', language);
    for (const stem of new Set([...terms.stems, ...heading])) if (wanted.has(stem)) used.set(stem, (used.get(stem) ?? 0) + 1);
  }
  const most = Math.max(0, ...used.values());
  const again = most >= leastTimes && most / statements.length >= oftenEnough;
  const relevant = used.size >= 2 || again || (titled && used.size > 0);
  if (relevant)
    return {
      source,
      relevant,
      reason: `Its words and those of the topic and questions meet in ${most} or more of its ${statements.length} quotable sentences.`,
    };
  const reason =
    used.size === 0
      ? 'It uses none of the words of the topic and questions.'
      : 'It uses the words of the topic and questions in passing only.';
  return { source, relevant, reason };
}
