import { costLine, type Spending } from './cost-line.ts';
import type { Output } from './output.ts';

interface ShownEvent {
  type: string;
  data: Record<string, unknown>;
}

/** What the steps of a run do, in words; a step that is not here is shown by its name. */
const stepWords: Readonly<Record<string, string>> = {
  gather: 'gathering sources',
  dossier: 'reading what the sources say',
  keep: 'keeping the dossier',
  outline: 'making an outline',
  approve: 'settling the outline',
  compose: 'assembling the piece from sentences of the sources',
  passages: 'choosing passages for each section',
  section: 'writing',
  assemble: 'putting the sections together',
  verify: 'checking every claim against the sources',
  rewrite: 'writing the section anew',
  save: 'keeping the piece',
  check: 'checking every claim against the sources',
};

/** Shows the events of a run as lines for a person, and its text as it is written. */
export class RunProgress {
  readonly #output: Output;
  readonly #startedAt = new Map<unknown, number>();
  #isInText = false;
  #section: unknown = null;

  constructor(output: Output) {
    this.#output = output;
  }

  show({ type, data }: ShownEvent): void {
    if (type === 'text.delta') this.#text(data);
    else if (type === 'step.started') this.#started(data.step);
    else if (type === 'step.finished') this.#finished(data.step);
    else if (type === 'source.found') this.#line(`  source: ${data.title} (${data.address})`);
    else if (type === 'usage') this.#line(`  so far: ${costLine(spendingOf(data))}`);
  }

  end(): void {
    if (this.#isInText) this.#output.stream('\n');
    this.#isInText = false;
  }

  #started(step: unknown): void {
    this.#startedAt.set(step, performance.now());
    this.#line(`… ${wordsFor(String(step))}`);
  }

  #finished(step: unknown): void {
    const startedAt = this.#startedAt.get(step);
    if (step === `section:${this.#section}`) this.#section = null;
    const took = startedAt === undefined ? '' : ` (${((performance.now() - startedAt) / 1000).toFixed(1)} s)`;
    this.#line(`✓ ${wordsFor(String(step))}${took}`);
  }

  #line(line: string): void {
    this.end();
    this.#output.progress(line);
  }

  /** Sections are written side by side; the terminal shows one at a time. */
  #text(data: Record<string, unknown>): void {
    this.#section ??= data.section;
    if (data.section !== this.#section) return;
    this.#isInText = true;
    this.#output.stream(String(data.text));
  }
}

function wordsFor(step: string): string {
  const [entry = step, item] = step.split(':', 2);
  const words = stepWords[entry] ?? entry;
  return item === undefined ? words : `${words}: ${item.replaceAll('-', ' ')}`;
}

function spendingOf(data: Record<string, unknown>): Spending {
  const count = (value: unknown): number => (typeof value === 'number' ? value : 0);
  const money = (value: unknown): number | null => (typeof value === 'number' ? value : null);
  return {
    usage: { inputTokens: count(data.inputTokens), outputTokens: count(data.outputTokens) },
    costUsd: money(data.costUsd),
    budgetUsd: money(data.budgetUsd),
  };
}
