import { createRequire } from 'node:module';
import { toString as textOf } from 'mdast-util-to-string';
import { z } from 'zod';
import { AppError } from '../shared/errors.ts';
import { guessLanguage } from '../shared/language/languages.ts';
import { codePointLength, toStoredText } from '../shared/text/code-points.ts';
import { type Article, startsWithTitle } from './article-file.ts';
import { describe, maxDescriptionLength, minDescriptionLength } from './description.ts';
import { parseMarkdown, readNormalForm, stringifyMarkdown, toNormalForm } from './markdown/normal-form.ts';
import { slugify } from './slug.ts';

const text = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const sourceSchema = z.object({ id: z.string(), title: z.string(), address: z.string(), sha256: z.string() });

/** Fields of other programs are left out; those of ours must have the right shape. */
const frontMatterSchema = z.object({
  title: text.optional(),
  slug: text.optional(),
  description: text.optional(),
  keywords: z.union([z.array(text), text.transform((list) => list.split(',').map((word) => word.trim()))]).optional(),
  language: z.string().optional(),
  type: z.string().optional(),
  author: z.string().optional(),
  model: z.string().nullable().optional(),
  date: z.string().optional(),
  sources: z.array(sourceSchema).optional(),
});

const require = createRequire(import.meta.url);

type FrontMatter = z.output<typeof frontMatterSchema>;

/** An article read from a file, and in plain sentences what had to be made fit. */
export interface ImportedArticle {
  article: Article;
  problems: string[];
}

/**
 * Reads an article file, or any Markdown file. A missing title is the first heading, or the name given.
 * Throws AppError `validation_failed` for front matter that is not YAML or of another shape.
 * @param name title of last resort
 * @param now date when the file has none, UTC ms
 */
export function readArticleFile(file: string, name: string, now: number): ImportedArticle {
  const { front, markdown } = split(toStoredText(file.replace(/^\ufeff/, '')));
  const fields = readFrontMatter(front);
  const problems: string[] = [];
  const { title, body } = titleAndBody(fields, markdown, name);
  const language = fields.language ?? guessLanguage(body) ?? 'en';
  const article: Article = {
    ...{ title, body, language },
    slug: slugOf(fields, title, problems),
    description: descriptionOf(fields, body, title, language, problems),
    keywords: (fields.keywords ?? []).filter((word) => word !== ''),
    type: fields.type ?? 'article',
    author: fields.author === 'model' || fields.author === 'extractive' ? fields.author : 'person',
    model: fields.model ?? null,
    date: dateOf(fields, now, problems),
    sources: fields.sources ?? [],
  };
  return { article, problems };
}

function split(file: string): { front: string; markdown: string } {
  const match = /^---[ \t]*\n(?:([\s\S]*?)\n)??---[ \t]*(?:\n|$)/.exec(file);
  return match === null ? { front: '', markdown: file } : { front: match[1] ?? '', markdown: file.slice(match[0].length) };
}

function readFrontMatter(front: string): FrontMatter {
  // Loaded with the first file, not with the program.
  const { LineCounter, parseDocument } = require('yaml') as typeof import('yaml');
  const lines = new LineCounter();
  const document = parseDocument(front, { lineCounter: lines, logLevel: 'error' });
  const fault = document.errors[0];
  if (fault !== undefined) {
    const { line } = lines.linePos(fault.pos[0]);
    throw new AppError('validation_failed', `The front matter is not YAML at line ${line + 1}: ${fault.message.split('\n')[0]}`, {
      hint: 'Mend the lines between the two ---, or remove them.',
    });
  }
  const parsed = frontMatterSchema.safeParse(document.toJS({ maxAliasCount: 50 }) ?? {});
  if (parsed.success) return parsed.data;
  throw new AppError('validation_failed', 'The front matter has fields of another shape than an article file.', {
    hint: 'Mend the fields named, or remove them.',
    errors: parsed.error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message })),
  });
}

function titleAndBody(fields: FrontMatter, markdown: string, name: string): { title: string; body: string } {
  const { body, root } = readNormalForm(markdown);
  const first = root.children[0];
  const heading = first?.type === 'heading' && first.depth === 1 ? textOf(first).trim() : '';
  const title = (fields.title ?? (heading || name)).replace(/\s+/g, ' ').trim() || 'Untitled';
  if (!startsWithTitle(root, title)) return { title, body };
  root.children.shift();
  return { title, body: toNormalForm(stringifyMarkdown(root)) };
}

function slugOf(fields: FrontMatter, title: string, problems: string[]): string {
  if (fields.slug === undefined) return slugify(title);
  const slug = slugify(fields.slug, slugify(title));
  if (slug !== fields.slug) problems.push(`The slug “${fields.slug}” became “${slug}”.`);
  return slug;
}

function descriptionOf(fields: FrontMatter, body: string, title: string, language: string, problems: string[]): string {
  const given = fields.description?.replace(/\s+/g, ' ').trim() ?? '';
  const length = codePointLength(given);
  if (length >= minDescriptionLength && length <= maxDescriptionLength) return given;
  const derived = describe(parseMarkdown(body), title, language);
  if (given !== '' && given !== derived) {
    problems.push(
      `The description had ${length} characters and not ${minDescriptionLength}–${maxDescriptionLength}; the first sentences replace it.`,
    );
  }
  return derived;
}

function dateOf(fields: FrontMatter, now: number, problems: string[]): number {
  if (fields.date === undefined) return now;
  const date = Date.parse(fields.date);
  if (!Number.isNaN(date)) return date;
  problems.push(`The date “${fields.date}” is none; the time of the import replaces it.`);
  return now;
}
