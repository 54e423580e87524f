import { parseSync } from '@swc/core';

export interface FunctionLength {
  /** Line of its first token, from 1. */
  line: number;
  /** Its own: those of functions inside it are theirs, so that a factory of many short methods is not one long function. */
  lines: number;
}

interface Span {
  start: number;
  end: number;
  /** Functions directly inside. */
  inside: Span[];
}

interface Node {
  type?: string;
  span?: { start: number; end: number };
  body?: { type?: string } | null;
}

const functionTypes = new Set([
  'FunctionDeclaration',
  'FunctionExpression',
  'ArrowFunctionExpression',
  'ClassMethod',
  'PrivateMethod',
  'MethodProperty',
  'Constructor',
]);

/** Length of every function with a body of statements. */
export function functionLengths(path: string, text: string): FunctionLength[] {
  const tree = parseSync(text, { syntax: path.endsWith('js') ? 'ecmascript' : 'typescript', tsx: path.endsWith('x'), target: 'esnext' });
  // Offsets of swc count bytes, from 1.
  const bytes = Buffer.from(text);
  const lineAt = (offset: number) => countLines(bytes, Math.max(0, Math.min(bytes.length, offset - 1))) + 1;
  const lengthOf = ({ start, end }: Span) => lineAt(end) - lineAt(start) + 1;
  const all = (spans: readonly Span[]): Span[] => spans.flatMap((span) => [span, ...all(span.inside)]);
  return all(functionsIn(tree)).map((span) => ({
    line: lineAt(span.start),
    lines: span.inside.reduce((lines, inner) => lines - lengthOf(inner), lengthOf(span)),
  }));
}

function functionsIn(value: unknown): Span[] {
  if (Array.isArray(value)) return value.flatMap(functionsIn);
  if (typeof value !== 'object' || value === null) return [];
  const inside = Object.values(value).flatMap(functionsIn);
  const { type, span } = value as Node;
  return span !== undefined && functionTypes.has(type ?? '') && hasStatements(value as Node) ? [{ ...span, inside }] : inside;
}

function hasStatements(node: Node & { function?: Node }): boolean {
  return ['FunctionBody', 'BlockStatement'].includes((node.body ?? node.function?.body)?.type ?? '');
}

function countLines(bytes: Buffer, end: number): number {
  let lines = 0;
  for (let at = bytes.indexOf(10); at !== -1 && at < end; at = bytes.indexOf(10, at + 1)) lines += 1;
  return lines;
}
