import { parseSync } from '@swc/core';

export interface FunctionLength {
  /** Line of its first token, from 1. */
  line: number;
  lines: number;
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
  return functionsIn(tree).map(({ start, end }) => ({ line: lineAt(start), lines: lineAt(end) - lineAt(start) + 1 }));
}

function functionsIn(value: unknown): { start: number; end: number }[] {
  if (Array.isArray(value)) return value.flatMap(functionsIn);
  if (typeof value !== 'object' || value === null) return [];
  const inside = Object.values(value).flatMap(functionsIn);
  const { type, span } = value as Node;
  return span !== undefined && functionTypes.has(type ?? '') && hasStatements(value as Node) ? [span, ...inside] : inside;
}

function hasStatements(node: Node & { function?: Node }): boolean {
  return ['FunctionBody', 'BlockStatement'].includes((node.body ?? node.function?.body)?.type ?? '');
}

function countLines(bytes: Buffer, end: number): number {
  let lines = 0;
  for (let at = bytes.indexOf(10); at !== -1 && at < end; at = bytes.indexOf(10, at + 1)) lines += 1;
  return lines;
}
