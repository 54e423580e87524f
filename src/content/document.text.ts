import { searchTokens } from '../shared/text/tokens.ts';
import { describe } from './description.ts';
import type { DocumentMetadata } from './document.ts';
import { readNormalForm } from './markdown/normal-form.ts';
import { plainText } from './markdown/plain-text.ts';
import { slugify } from './slug.ts';

/** All that follows from the words of a document. Made before the transaction that stores it, because it costs a parse. */
export interface DocumentText {
  title: string;
  /** Normal form. */
  body: string;
  language: string;
  /** What search finds it by, parted by spaces. */
  tokens: string;
  derived: { slug: string; description: string };
}

/** Reads a text in the thread that calls; see `prepareText`. Throws AppError `too_large`, `unprocessable` as `toNormalForm` does. */
export function readText(title: string, markdown: string, language: string): DocumentText {
  const { body, root } = readNormalForm(markdown);
  const name = title.replace(/\s+/g, ' ').trim();
  return {
    title: name,
    body,
    language,
    tokens: searchTokens(`${name}\n\n${plainText(root)}`).join(' '),
    derived: { slug: slugify(name), description: describe(root, name, language) },
  };
}

/** What a writer says about slug, description and keywords: null goes back to the derived value, undefined keeps what is. */
export interface MetadataInput {
  slug?: string | null;
  description?: string | null;
  keywords?: string[];
}

/** The metadata after a change of text, of the writer's choice, or both. */
export function metadataOf(text: DocumentText, input: MetadataInput = {}, before?: DocumentMetadata): DocumentMetadata {
  const choose = (name: 'slug' | 'description'): string | null => {
    const said = input[name];
    if (said !== undefined) return said;
    return before?.chosen[name] === true ? before[name] : null;
  };
  const [slug, description] = [choose('slug'), choose('description')];
  return {
    slug: slug ?? text.derived.slug,
    description: description ?? text.derived.description,
    keywords: input.keywords ?? before?.keywords ?? [],
    chosen: { slug: slug !== null, description: description !== null },
  };
}
