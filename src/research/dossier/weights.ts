import type { Statement } from './statements.ts';

/** How telling each stem is among the statements. */
export class StemWeights {
  readonly #counts = new Map<string, number>();
  readonly #total: number;

  constructor(statements: readonly Statement[]) {
    this.#total = statements.length;
    for (const { terms } of statements) for (const stem of new Set(terms.stems)) this.#counts.set(stem, (this.#counts.get(stem) ?? 0) + 1);
  }

  /** Statements that have the stem. */
  count(stem: string): number {
    return this.#counts.get(stem) ?? 0;
  }

  /** Inverse frequency, 0.3 and up. */
  of(stem: string): number {
    const count = this.count(stem);
    return 0.3 + Math.log(1 + (this.#total - count + 0.5) / (count + 0.5));
  }
}
