import type { SourceBlock } from '../ports/source-parser.ts';

/** A source as its readers see it: stored text with blocks. Offsets count code points. */
export interface SourceText {
  id: string;
  title: string;
  /** `file:notes.pdf` or a URL. */
  address: string;
  sha256: string;
  /** Stored form, see `toStoredText`. */
  text: string;
  blocks: SourceBlock[];
  /** BCP 47, when known. */
  language?: string | null;
}
