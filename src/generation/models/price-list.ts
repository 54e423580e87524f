/**
 * US dollars per million tokens at the makers' standard rate. Anthropic's are from its own pages, Google's from its price page as
 * https://github.com/api-evangelist/deepmind quotes it, those of OpenAI and Mistral from a public catalogue of models; the maker's page
 * to check against is named beside each list. A price that has fallen since makes a budget hold back too much, never too little. Names
 * that move from one model to the next, such as `mistral-large-latest`, have no price here, because nobody tells when they do.
 */
export interface ListedModel {
  input: number;
  output: number;
  /** Of prompt tokens read from the maker's cache; as `input` where nothing is said. */
  cached?: number;
  /** Tokens of prompt and answer together for which the price holds. */
  context: number;
  /** Longest answer, tokens. */
  maxOutput: number;
  /** Thinks before it answers, and bills its thoughts as output. */
  thinks?: true;
}

export interface PriceList {
  /** The maker's price page, to check against. */
  source: string;
  /** Date on which the prices held, year-month-day. */
  asOf: string;
  models: Readonly<Record<string, ListedModel>>;
}

const k = 1000;
/** Above this many prompt tokens some makers charge more; prompts here stay below, and are refused above. */
const basePriceContext = 200 * k;

/** Prices by provider and model. A model that is not here has no known price. */
export const priceLists: Readonly<Record<string, PriceList>> = {
  openai: {
    source: 'https://developers.openai.com/api/docs/pricing',
    asOf: '2026-07-02',
    models: {
      'gpt-4o': { input: 2.5, output: 10, cached: 1.25, context: 128 * k, maxOutput: 16_384 },
      'gpt-4o-2024-05-13': { input: 5, output: 15, context: 128 * k, maxOutput: 4096 },
      'gpt-4o-mini': { input: 0.15, output: 0.6, cached: 0.075, context: 128 * k, maxOutput: 16_384 },
      'gpt-4.1': { input: 2, output: 8, cached: 0.5, context: 1_047_576, maxOutput: 32_768 },
      'gpt-4.1-mini': { input: 0.4, output: 1.6, cached: 0.1, context: 1_047_576, maxOutput: 32_768 },
      'gpt-4.1-nano': { input: 0.1, output: 0.4, cached: 0.025, context: 1_047_576, maxOutput: 32_768 },
      'gpt-5': { input: 1.25, output: 10, cached: 0.125, context: 400 * k, maxOutput: 128 * k, thinks: true },
      'gpt-5-mini': { input: 0.25, output: 2, cached: 0.025, context: 400 * k, maxOutput: 128 * k, thinks: true },
      'gpt-5-nano': { input: 0.05, output: 0.4, cached: 0.005, context: 400 * k, maxOutput: 128 * k, thinks: true },
      'gpt-5-chat-latest': { input: 1.25, output: 10, cached: 0.125, context: 128 * k, maxOutput: 16_384 },
      'gpt-5.1': { input: 1.25, output: 10, cached: 0.125, context: 400 * k, maxOutput: 128 * k, thinks: true },
      'gpt-5.2': { input: 1.75, output: 14, cached: 0.175, context: 400 * k, maxOutput: 128 * k, thinks: true },
      'gpt-5.4': { input: 2.5, output: 15, cached: 0.25, context: basePriceContext, maxOutput: 128 * k, thinks: true },
      'gpt-5.4-mini': { input: 0.75, output: 4.5, cached: 0.075, context: 400 * k, maxOutput: 128 * k, thinks: true },
      'gpt-5.4-nano': { input: 0.2, output: 1.25, cached: 0.02, context: 400 * k, maxOutput: 128 * k, thinks: true },
      'gpt-5.5': { input: 5, output: 30, cached: 0.5, context: basePriceContext, maxOutput: 128 * k, thinks: true },
      o3: { input: 2, output: 8, cached: 0.5, context: 200 * k, maxOutput: 100 * k, thinks: true },
      'o3-mini': { input: 1.1, output: 4.4, cached: 0.55, context: 200 * k, maxOutput: 100 * k, thinks: true },
      'o4-mini': { input: 1.1, output: 4.4, cached: 0.275, context: 200 * k, maxOutput: 100 * k, thinks: true },
    },
  },
  anthropic: {
    source: 'https://platform.claude.com/docs/en/about-claude/pricing',
    asOf: '2026-10-07',
    models: {
      'claude-3-haiku': { input: 0.25, output: 1.25, cached: 0.03, context: 200 * k, maxOutput: 4096 },
      'claude-haiku-4-5': { input: 1, output: 5, cached: 0.1, context: 200 * k, maxOutput: 64 * k },
      'claude-sonnet-4-0': { input: 3, output: 15, cached: 0.3, context: 200 * k, maxOutput: 64 * k },
      'claude-sonnet-4': { input: 3, output: 15, cached: 0.3, context: 200 * k, maxOutput: 64 * k },
      'claude-sonnet-4-5': { input: 3, output: 15, cached: 0.3, context: basePriceContext, maxOutput: 64 * k },
      'claude-sonnet-4-6': { input: 3, output: 15, cached: 0.3, context: basePriceContext, maxOutput: 64 * k },
      'claude-opus-4-1': { input: 15, output: 75, cached: 1.5, context: 200 * k, maxOutput: 32 * k },
      'claude-opus-4-5': { input: 5, output: 25, cached: 0.5, context: 200 * k, maxOutput: 64 * k },
      'claude-opus-4-6': { input: 5, output: 25, cached: 0.5, context: basePriceContext, maxOutput: 128 * k },
      'claude-opus-4-7': { input: 5, output: 25, cached: 0.5, context: basePriceContext, maxOutput: 128 * k },
      'claude-opus-4-8': { input: 5, output: 25, cached: 0.5, context: basePriceContext, maxOutput: 128 * k },
      // From here on they think unless told not to.
      'claude-opus-5': { input: 5, output: 25, cached: 0.5, context: basePriceContext, maxOutput: 128 * k, thinks: true },
      'claude-opus-5-5': { input: 4, output: 20, context: basePriceContext, maxOutput: 128 * k, thinks: true },
      'claude-sonnet-5': { input: 2, output: 10, cached: 0.2, context: basePriceContext, maxOutput: 128 * k, thinks: true },
      'claude-sonnet-5-5': { input: 2, output: 10, cached: 0.2, context: basePriceContext, maxOutput: 128 * k, thinks: true },
      // Five times as much for prompts above the context given here.
      'claude-haiku-5-5': { input: 0.1, output: 0.5, context: 100 * k, maxOutput: 100 * k, thinks: true },
      'claude-fable-5': { input: 10, output: 50, cached: 1, context: basePriceContext, maxOutput: 128 * k, thinks: true },
      'claude-fable-5-1': { input: 10, output: 50, cached: 0.25, context: basePriceContext, maxOutput: 128 * k, thinks: true },
    },
  },
  google: {
    source: 'https://ai.google.dev/gemini-api/docs/pricing',
    asOf: '2026-10-07',
    models: {
      'gemini-2.0-flash': { input: 0.1, output: 0.4, cached: 0.025, context: 1_048_576, maxOutput: 8192 },
      'gemini-2.0-flash-lite': { input: 0.075, output: 0.3, context: 1_048_576, maxOutput: 8192 },
      'gemini-2.5-flash': { input: 0.3, output: 2.5, cached: 0.03, context: 1_048_576, maxOutput: 65_536, thinks: true },
      'gemini-2.5-flash-lite': { input: 0.1, output: 0.4, cached: 0.01, context: 1_048_576, maxOutput: 65_536, thinks: true },
      'gemini-2.5-pro': { input: 1.25, output: 10, cached: 0.125, context: basePriceContext, maxOutput: 65_536, thinks: true },
      'gemini-3-flash-preview': { input: 0.5, output: 3, cached: 0.05, context: 1_048_576, maxOutput: 65_536, thinks: true },
      'gemini-3-pro-preview': { input: 2, output: 12, cached: 0.2, context: basePriceContext, maxOutput: 65_536, thinks: true },
      'gemini-3.1-pro-preview': { input: 2, output: 12, cached: 0.2, context: basePriceContext, maxOutput: 65_536, thinks: true },
      'gemini-3.1-flash-lite': { input: 0.25, output: 1.5, cached: 0.025, context: 1_048_576, maxOutput: 65_536, thinks: true },
      'gemini-3.5-flash-lite': { input: 0.3, output: 2.5, context: 1_048_576, maxOutput: 65_536, thinks: true },
      'gemini-3.5-flash': { input: 1.5, output: 9, cached: 0.15, context: 1_048_576, maxOutput: 65_536, thinks: true },
    },
  },
  mistral: {
    source: 'https://mistral.ai/pricing',
    asOf: '2026-07-02',
    models: {
      'mistral-large-2512': { input: 0.5, output: 1.5, context: 262_144, maxOutput: 262_144 },
      'mistral-medium-2505': { input: 0.4, output: 2, context: 131_072, maxOutput: 131_072 },
      'mistral-medium-2508': { input: 0.4, output: 2, context: 131_072, maxOutput: 131_072 },
      'mistral-small-2506': { input: 0.1, output: 0.3, context: 128 * k, maxOutput: 16_384 },
      'mistral-small-2603': { input: 0.15, output: 0.6, context: 256 * k, maxOutput: 256 * k },
      'open-mistral-nemo': { input: 0.15, output: 0.15, context: 128 * k, maxOutput: 128 * k },
    },
  },
};
