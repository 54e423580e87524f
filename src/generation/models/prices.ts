import type { MicroDollars } from '../../database/tables.ts';
import type { ModelPricing, TokenUsage } from '../../ports/language-model.ts';
import { AppError } from '../../shared/errors.ts';
import { type ListedModel, priceLists } from './price-list.ts';

/** Micro-dollars per million tokens. */
export interface ModelPrice {
  input: MicroDollars;
  cached: MicroDollars;
  output: MicroDollars;
}

export interface ModelFacts {
  /** Null when nobody told us: never taken for free. */
  price: ModelPrice | null;
  /** Tokens; null when unknown. */
  contextWindow: number | null;
  maxOutput: number | null;
  /** Bills its thoughts as output, before the first word of the answer. */
  thinks: boolean;
}

const free: ModelPrice = { input: 0, cached: 0, output: 0 };
/** `-2025-08-07`, `-20250929`, `-0613`: a fixed version costs what its name costs, unless the list says otherwise. */
const versionSuffix = /-(?:\d{4}-\d{2}-\d{2}|\d{8}|\d{4})$/;

/** What is known of a model. @param id `provider/model` */
export function modelFacts(id: string, pricing: ModelPricing): ModelFacts {
  const listed = pricing === 'listed' ? findListed(id) : undefined;
  const price = pricing === 'free' ? free : listed === undefined ? null : priceOf(listed);
  return {
    price,
    contextWindow: listed?.context ?? null,
    maxOutput: listed?.maxOutput ?? null,
    thinks: listed?.thinks ?? false,
  };
}

function findListed(id: string): ListedModel | undefined {
  const slash = id.indexOf('/');
  const [provider, model] = [id.slice(0, slash), id.slice(slash + 1)];
  const list = Object.hasOwn(priceLists, provider) ? priceLists[provider]?.models : undefined;
  const name = [model, model.replace(versionSuffix, '')].find((each) => list !== undefined && Object.hasOwn(list, each));
  return name === undefined ? undefined : list?.[name];
}

function priceOf({ input, output, cached = input }: ListedModel): ModelPrice {
  const micros = (dollars: number) => Math.round(dollars * 1e6);
  return { input: micros(input), cached: micros(cached), output: micros(output) };
}

/** What a call costs, rounded up to whole micro-dollars. */
export function costMicros(price: ModelPrice, { inputTokens, cachedInputTokens = 0, outputTokens }: TokenUsage): MicroDollars {
  const cached = Math.min(cachedInputTokens, inputTokens);
  return Math.ceil(((inputTokens - cached) * price.input + cached * price.cached + outputTokens * price.output) / 1e6);
}

/** `$0.0420`, and with more digits below a cent, where most calls are: `$0.000420`. */
export function formatMicros(micros: MicroDollars): string {
  return `$${(micros / 1e6).toFixed(micros < 10_000 ? 6 : 4)}`;
}

/** Throws AppError `unprocessable` when a money budget cannot be kept with a model, because its price is not known. */
export function assertPriced(id: string, pricing: ModelPricing, budget: MicroDollars | null): void {
  if (budget !== null && modelFacts(id, pricing).price === null) throw unknownPrice(id, budget);
}

export function unknownPrice(id: string, budget: MicroDollars): AppError {
  return new AppError('unprocessable', `The price of ${id} is not known, so a budget of ${formatMicros(budget)} cannot be kept`, {
    hint: 'Leave the budget out, or choose a model with a known price: GET /models shows them.',
  });
}
