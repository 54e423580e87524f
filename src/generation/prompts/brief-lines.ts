/** The parts of a brief that shape the writing. */
export interface PromptBrief {
  topic: string;
  /** What the kind of text asks for, from the article types. */
  guidance: string;
  /** BCP 47. */
  language: string;
  audience?: string;
  tone?: string;
  keywords: readonly string[];
  instructions?: string;
  questions: readonly string[];
}

/** What the brief says, a line each; what it leaves open has none. */
export function briefLines(brief: PromptBrief): string {
  const lines: [string, string | undefined][] = [
    ['Language', languageName(brief.language)],
    ['Readers', brief.audience],
    ['Tone', brief.tone],
    ['Words to use where they fit', brief.keywords.join(', ')],
    ['Questions to answer', brief.questions.join(' ')],
    ['Wishes', brief.instructions],
  ];
  return lines.flatMap(([label, value]) => (value === undefined || value.trim() === '' ? [] : [`${label}: ${oneLine(value)}`])).join('\n');
}

export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** Models know names better than codes. */
function languageName(code: string): string {
  try {
    return `${new Intl.DisplayNames(['en'], { type: 'language' }).of(code)} (${code})`;
  } catch {
    // A code nobody knows says at least what was asked for.
    return code;
  }
}
