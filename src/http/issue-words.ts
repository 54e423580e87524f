import type { z } from 'zod';

type Issue = Parameters<NonNullable<NonNullable<Parameters<typeof z.config>[0]>['customError']>>[0];

/** What is wrong with a value, for a schema that says nothing of its own; completes “FIELD …”. */
export function issueWords(issue: Issue): string | undefined {
  switch (issue.code) {
    case 'invalid_value':
      return `must be ${issue.values.length === 1 ? '' : 'one of '}${issue.values.join(', ')}`;
    case 'invalid_type':
      return issue.input === undefined ? 'is required' : `must be ${typeWords[issue.expected] ?? issue.expected}`;
    case 'too_small':
      return sizeWords(issue.origin, Number(issue.minimum), 'at least');
    case 'too_big':
      return sizeWords(issue.origin, Number(issue.maximum), 'at most');
    case 'invalid_format':
      return formatWords[issue.format];
    case 'unrecognized_keys':
      return `has what nobody knows: ${issue.keys.join(', ')}`;
    default:
      return undefined;
  }
}

const typeWords: Readonly<Record<string, string>> = {
  string: 'a text',
  array: 'a list',
  object: 'an object',
  boolean: 'true or false',
  int: 'a whole number',
  number: 'a number',
};

const formatWords: Readonly<Record<string, string>> = {
  datetime: 'must be a time such as 2027-01-31T00:00:00Z',
  url: 'must be an http or https address',
};

function sizeWords(origin: string, limit: number, bound: string): string {
  if (origin === 'string' && limit === 1 && bound === 'at least') return 'must not be empty';
  if (origin === 'string') return `must have ${bound} ${limit} characters`;
  if (origin === 'array') return `must have ${bound} ${limit} entries`;
  return `must be ${bound} ${limit}`;
}
