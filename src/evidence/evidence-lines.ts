import { z } from 'zod';
import type { SourceBlock } from '../ports/source-parser.ts';
import type { SourceText } from '../research/index.ts';
import { AppError } from '../shared/errors.ts';
import { languageTag } from '../shared/language/language-tag.ts';
import { languageOf } from '../shared/language/languages.ts';
import { codePointLength, toStoredText } from '../shared/text/code-points.ts';
import { checkClaim, type Finding } from './check-claim.ts';
import { prepareSources } from './prepared-sources.ts';

const longestClaim = 10_000;
const longestEvidence = 2_000_000;

const lineSchema = z.object({
  id: z.union([z.string(), z.number()]).optional(),
  claim: z.string().trim().min(1).max(longestClaim),
  /** Sentences, or a source's text. */
  evidence: z.union([z.string().max(longestEvidence), z.array(z.string().max(longestEvidence))]),
  language: z.string().optional(),
});

/** One result, in the order of the input. */
export interface EvidenceLine extends Finding {
  /** 1-based line of the input. */
  line: number;
  id?: string | number;
  claim: string;
}

/** Checks claims line by line, each against its own evidence; holds one line at a time. Blank lines are passed over. Throws AppError `validation_failed` naming the line. */
export async function* checkLines(lines: AsyncIterable<string> | Iterable<string>): AsyncGenerator<EvidenceLine> {
  let number = 0;
  for await (const line of lines) {
    number += 1;
    if (line.trim() === '') continue;
    const { id, claim, evidence, language } = readLine(line, number);
    const source = sourceOf(evidence, language ?? null);
    const text = toStoredText(claim).replace(/\s+/g, ' ');
    // One sentence seldom tells its language; its evidence does, unless the two are known to differ.
    const tag = language ?? languageTag(text) ?? languageTag(source.text.slice(0, 2000));
    const finding = checkClaim(await prepareSources([source], tag), { text, quoted: false }, languageOf(tag));
    yield { line: number, ...(id === undefined ? {} : { id }), claim, ...finding };
  }
}

function readLine(line: string, number: number): z.infer<typeof lineSchema> {
  const hint = 'Each line is a JSON object: {"claim": "a sentence", "evidence": ["a sentence", …] or "the text of a source"}.';
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (cause) {
    throw new AppError('validation_failed', `Line ${number} is not JSON: ${line.slice(0, 60)}`, { hint, cause });
  }
  const parsed = lineSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message }));
  throw new AppError('validation_failed', `Line ${number} is not a claim with evidence.`, { hint, errors });
}

/** Each sentence, or paragraph of a text, is a block; offsets as everywhere in code points. */
export function sourceOf(evidence: string | readonly string[], language: string | null): SourceText {
  const pieces = (typeof evidence === 'string' ? evidence.split(/\n\s*\n/) : evidence)
    .map((piece) => toStoredText(piece).trim())
    .filter((piece) => piece !== '');
  const blocks: SourceBlock[] = [];
  let start = 0;
  for (const [at, piece] of pieces.entries()) {
    const end = start + codePointLength(piece);
    blocks.push({ start, end, kind: 'paragraph', locator: { paragraph: at + 1 } });
    start = end + 1;
  }
  return { id: 'evidence', title: '', address: '', sha256: '', text: pieces.join('\n'), blocks, language };
}
