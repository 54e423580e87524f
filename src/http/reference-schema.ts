import { type Html, html } from './html.ts';

/** JSON Schema as the OpenAPI document holds it. */
export interface Schema {
  $ref?: string;
  type?: string | string[];
  format?: string;
  description?: string;
  enum?: unknown[];
  const?: unknown;
  default?: unknown;
  anyOf?: Schema[];
  oneOf?: Schema[];
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
}

/** A schema as a person reads it: the kind of value in words, and its fields beneath. */
export function schemaBlock(schema: Schema): Html {
  const described = schema.description === undefined ? null : html` <span class="soft">${prose(schema.description)}</span>`;
  const fields = fieldsOf(schema);
  // Of an object with fields the fields say it all.
  const kind = fields !== null && schema.properties !== undefined ? null : valueKind(schema);
  return html`${kind === null && described === null ? null : html`<p>${kind}${described}</p>`}${fields}`;
}

/** The kind of a value in a few words: `text, 1–300 characters`, `list of Run`, `whole number or null`. */
export function valueKind(schema: Schema): Html {
  const { $ref, anyOf, oneOf, items } = schema;
  if ($ref !== undefined) return link($ref);
  const kinds = anyOf ?? oneOf;
  if (kinds !== undefined) return join(distinct(kinds.map(valueKind)), ' or ');
  if (schema.const !== undefined) return html`<code>${JSON.stringify(schema.const)}</code>`;
  if (schema.enum !== undefined) {
    return join(
      schema.enum.map((value) => html`<code>${value}</code>`),
      ' or ',
    );
  }
  const types = [schema.type ?? 'any'].flat();
  const words = types.map((type) => (type === 'array' && items !== undefined ? html`list of ${valueKind(items)}` : named(type, schema)));
  return html`${join(words, ' or ')}${boundsOf(schema)}`;
}

/** Descriptions quote values the way Markdown does. */
export function prose(text: string): Html[] {
  return text.split('`').map((part, at) => (at % 2 === 0 ? html`${part}` : html`<code>${part}</code>`));
}

const typeNames: Record<string, string> = {
  string: 'text',
  integer: 'whole number',
  boolean: 'true or false',
  object: 'object',
  null: 'null',
  any: 'any value',
};
const formats: Record<string, string> = { 'date-time': 'time (ISO 8601)', uri: 'address', binary: 'file' };

function named(type: string, { format }: Schema): Html {
  return html`${(type === 'string' ? formats[format ?? ''] : undefined) ?? typeNames[type] ?? type}`;
}

/** The largest safe integer stands in schemas of numbers without a bound. */
const hasBound = (bound: number | undefined): boolean => bound !== undefined && Math.abs(bound) < Number.MAX_SAFE_INTEGER;

function boundsOf(schema: Schema): string {
  const { minLength, maxLength, minItems, maxItems, minimum, maximum, exclusiveMinimum } = schema;
  const bounds = [span(minLength, maxLength, ' characters'), span(minItems, maxItems, ' items'), span(minimum, maximum, '')];
  if (hasBound(exclusiveMinimum)) bounds.push(`more than ${exclusiveMinimum}`);
  if (schema.default !== undefined) bounds.push(`${JSON.stringify(schema.default)} when left out`);
  return bounds
    .filter((bound) => bound !== '')
    .map((bound) => `, ${bound}`)
    .join('');
}

function span(least: number | undefined, most: number | undefined, unit: string): string {
  if (hasBound(least) && hasBound(most)) return `${number(least)}–${number(most)}${unit}`;
  if (hasBound(most)) return `at most ${number(most)}${unit}`;
  return hasBound(least) && least !== 0 ? `at least ${number(least)}${unit}` : '';
}

const number = (value: number | undefined): string => (value ?? 0).toLocaleString('en');

/** Fields of an object, or of what a list or a choice is made of. */
function fieldsOf(schema: Schema): Html | null {
  if (schema.items !== undefined) return fieldsOf(schema.items);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) return html`${choices.map(fieldsOf)}`;
  const fields = Object.entries(schema.properties ?? {});
  if (fields.length === 0) return null;
  const isRequired = new Set(schema.required);
  return html`<dl>${fields.map(
    ([name, field]) =>
      html`<dt><code>${name}</code>${isRequired.has(name) ? null : html` <span class="soft">optional</span>`}</dt><dd>${schemaBlock(field)}</dd>`,
  )}</dl>`;
}

function link($ref: string): Html {
  const name = $ref.split('/').at(-1);
  return html`<a href="#schema-${name}">${name}</a>`;
}

/** Several kinds of object are one word; their fields follow one after the other. */
function distinct(parts: readonly Html[]): Html[] {
  return [...new Map(parts.map((part) => [part.text, part])).values()];
}

function join(parts: readonly Html[], between: string): Html {
  return html`${parts.map((part, at) => (at === 0 ? part : html`${between}${part}`))}`;
}
