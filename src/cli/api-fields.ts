import { AppError, type FieldError } from '../shared/errors.ts';

/** Fields of API requests that a command fills, by what they are called on the command line. */
const names: Readonly<Record<string, string>> = {
  'brief.topic': 'The topic',
  'brief.type': '--type',
  'brief.words': '--words',
  'brief.tone': '--tone',
  'brief.language': '--language',
  'brief.audience': '--audience',
  'brief.keywords': '--keywords',
  'brief.instructions': '--instructions',
  'brief.questions': '--question',
  author: '--author',
  model: '--model',
  budgetUsd: '--budget',
  sources: '--source',
  url: 'The address',
  name: '--name',
  scopes: '--scopes',
  expiresAt: '--expires',
};

/** A refusal of the API in the words of the command that led to it. @param hint where its options are explained */
export function inWordsOfCommand(error: AppError, hint: string): AppError {
  if (error.code !== 'validation_failed' || error.errors === undefined) return error;
  const issues = error.errors.map(({ path, message }) => ({ path: nameOf(path) ?? '', message }));
  const [first, ...others] = distinct(issues);
  if (first === undefined || issues.some(({ path }) => path === '')) return error;
  const message = others.length === 0 ? `${first.path} ${first.message}` : `${others.length + 1} options are not valid`;
  return new AppError(error.code, message, { hint, errors: [first, ...others], cause: error });
}

/** Two wrong entries of one list are one thing to mend. */
function distinct(issues: readonly FieldError[]): FieldError[] {
  return [...new Map(issues.map((issue) => [`${issue.path} ${issue.message}`, issue])).values()];
}

/** Entries of a list are meant by the name of the list. */
function nameOf(path: string): string | undefined {
  return names[path.replace(/(\.\d+)+$/, '')];
}
