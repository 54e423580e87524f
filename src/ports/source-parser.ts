import type { Locator } from '../shared/locator.ts';

/** What a source is, decided by its content and never by its name. */
export type SourceFormat = 'pdf' | 'docx' | 'html' | 'markdown' | 'text' | 'srt' | 'vtt' | 'speakers';

/**
 * A run of the stored text with one locator. Offsets in code points; blocks are in order, do not overlap, and cover all text but the white space between them.
 * That is `\n\n`, `\n` within a list or table, and one space where a paragraph of a PDF goes on over a page break.
 */
export interface SourceBlock {
  start: number;
  end: number;
  kind: 'heading' | 'paragraph' | 'list-item' | 'table-row' | 'quote' | 'code' | 'cue';
  /** 1–6 for headings. */
  level?: number;
  locator: Locator;
}

/** Something about the extraction a person should look at before trusting it; `code` is stable, `message` a plain sentence. */
export interface SourceProblem {
  code: string;
  message: string;
}

export interface ParsedSource {
  format: SourceFormat;
  title: string;
  /** Stored form (NFC, `\n`), cleaned of navigation, cookie and byline text. */
  text: string;
  blocks: SourceBlock[];
  problems: SourceProblem[];
  /** BCP 47 language declared by the file, if any. */
  language?: string;
}

export interface ParseRequest {
  bytes: Uint8Array;
  /** File name or URL path: used for a title only, never to decide the format. */
  name?: string;
  /** Media type a server declared: used for the character set only. */
  mediaType?: string;
}

/** Turns a hostile file into text. Throws AppError: `unprocessable` (empty, encrypted, scanned, bombs, parser killed), `unsupported_media`, `too_large`. */
export interface SourceParser {
  /** @param signal kills the parser at once */
  parse(request: ParseRequest, signal?: AbortSignal): Promise<ParsedSource>;
  close(): Promise<void>;
}
