import type { Root } from 'mdast';
import { parseMarkdown } from '../content/index.ts';
import { guessLanguage, type Language, languageOf } from '../shared/language/languages.ts';
import { CodePointIndex } from '../shared/text/code-points.ts';
import { splitSentences } from '../shared/text/sentences.ts';
import { type Prose, proseOf } from './prose.ts';
import { sentenceKind } from './sentence-kind.ts';

/** A sentence of a document that can be true or false. */
export interface Claim {
  /** Code points of the Markdown: from its first to behind its last character, marks inside it included. */
  start: number;
  end: number;
  /** As a reader sees it, white space folded. */
  text: string;
  /** Labels of the footnotes that stand in or right behind it. */
  footnotes: string[];
  /** Inside a block quotation. */
  quoted: boolean;
}

/** The factual sentences of a Markdown body in stored form, in order. A sentence with a footnote counts as factual whatever its shape. @param root the body, when it is parsed already. Throws AppError `too_large`, `unprocessable`. */
export function findClaims(body: string, language: Language = languageOf(guessLanguage(body)), root: Root = parseMarkdown(body)): Claim[] {
  const index = new CodePointIndex(body);
  return proseOf(root, body).flatMap((prose) => claimsOf(prose, index, language));
}

function claimsOf(prose: Prose, index: CodePointIndex, language: Language): Claim[] {
  const claims: Claim[] = [];
  let from = 0;
  for (const sentence of splitSentences(prose.text, language.code)) {
    const footnotes = prose.footnotes.filter((note) => note.at > from && note.at <= sentence.end + 1).map((note) => note.label);
    from = sentence.end + 1;
    if (footnotes.length === 0 && !prose.quoted && sentenceKind(sentence.text, language) !== 'factual') continue;
    claims.push({
      start: index.fromUtf16(prose.offsets[sentence.start] as number),
      end: index.fromUtf16(prose.ends[sentence.end - 1] as number),
      text: sentence.text.replace(/\s+/g, ' '),
      footnotes: [...new Set(footnotes)],
      quoted: prose.quoted,
    });
  }
  return claims;
}
