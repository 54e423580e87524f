/** What a run used so far. */
export interface Spending {
  usage: { inputTokens: number; outputTokens: number };
  /** Null when a price is not known. */
  costUsd: number | null;
  budgetUsd: number | null;
}

/** Words about money and tokens, with what is not known said so. */
export function costLine({ usage, costUsd, budgetUsd }: Spending): string {
  const { inputTokens, outputTokens } = usage;
  if (inputTokens === 0 && outputTokens === 0) return 'no model was called';
  const cost = costUsd === null ? 'cost not known' : `$${costUsd.toFixed(4)}`;
  // A budget below a cent is not none.
  const budget = budgetUsd === null ? '' : ` of $${budgetUsd.toFixed(budgetUsd < 0.01 ? 4 : 2)}`;
  return `${inputTokens} tokens in, ${outputTokens} out, ${cost}${budget}`;
}
