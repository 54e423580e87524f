import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * Small documents on one topic, “Cold brew or espresso?”, that agree in part and contradict each other in part:
 * caffeine in 250 ml of cold brew: notes.pdf 155 mg, article.html 205 mg, interview.vtt about 200 mg ·
 * pH of cold brew: notes.pdf 5.1, article.html 6.2 · caffeine in an espresso: 63 mg in notes.pdf and interview.vtt, 75 mg in article.html ·
 * best steeping time: notes.pdf 16 h, interview.vtt 18 h; all three agree that 24 hours turn bitter or are the end ·
 * draft.docx and draft.md (same text): a person's own draft; most sentences are supported, “about 450 milligrams” for a double espresso is
 * wrong (article.html: 150), and the sentence about blood pressure stands in no source.
 */
export type SourceFileName =
  | 'notes.pdf'
  | 'notes-encrypted.pdf'
  | 'article.html'
  | 'interview.vtt'
  | 'interview.srt'
  | 'interview.txt'
  | 'recipe.md'
  | 'tasting.docx'
  | 'draft.docx'
  | 'draft.md';

export function sourceFilePath(name: SourceFileName): string {
  return fileURLToPath(new URL(`./${name}`, import.meta.url));
}

export function readSourceFile(name: SourceFileName): Uint8Array {
  return new Uint8Array(readFileSync(sourceFilePath(name)));
}
