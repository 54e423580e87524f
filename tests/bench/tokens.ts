import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Bench } from './figures.ts';
import { startPart } from './parts/part.ts';
import { startProduct } from './parts/product.ts';
import type { Writer } from './parts/writer.ts';

const words = 1_000;
const root = fileURLToPath(new URL('../..', import.meta.url));
/** As the scripted server counts a prompt. */
const charactersPerToken = 4;

/** Real prose that is always at hand, and of a length that people bring: this project's own pages. */
function pages(): string[] {
  return [...globSync('docs/{guide,decisions}/*.md', { cwd: root }), 'README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md']
    .sort()
    .map((path) => readFileSync(join(root, path), 'utf8'));
}

export const promptTokens: Bench = {
  about:
    `Prompt tokens the server counted for a piece of ${words} words written by the scripted model through the whole product, from the pages of this ` +
    'project as sources, divided by the words of the piece. Against the whole text of all sources in each of the same prompts, and nothing else.',
  async run() {
    await using writer = startPart<Writer>('writer');
    await using product = await startProduct({ OPENAI_BASE_URL: `${await writer.ask('url')}/v1`, OPENAI_API_KEY: 'scripted' });
    const texts = pages();
    const sources: string[] = [];
    for (const [index, text] of texts.entries()) {
      sources.push((await product.call<{ id: string }>('POST', '/sources', { kind: 'text', title: `Page ${index + 1}`, text })).id);
    }
    const brief = { topic: 'How runs are stored, resumed and written by models', words };
    const { id } = await product.call<{ id: string }>('POST', '/runs', { kind: 'write', brief, sources, model: 'openai/scripted' });
    const run = await product.ended(id);
    const { body } = await product.call<{ body: string }>('GET', `/documents/${run.documentId}`);
    const written = wordsOf(body);
    const calls = await writer.ask('calls');
    const whole = (calls * texts.reduce((sum, text) => sum + text.length, 0)) / charactersPerToken;
    process.stderr.write(`${calls} calls, ${run.usage.inputTokens} tokens, ${written} words from ${wordsOf(texts.join(' '))}\n`);
    const per1000 = (tokens: number) => (tokens / written) * 1000;
    return [
      {
        ...{ what: 'prompt tokens per 1,000 words written', unit: '', ours: per1000(run.usage.inputTokens) },
        baseline: { name: 'all sources in every prompt', value: per1000(whole) },
      },
    ];
  },
};

/** Without footnotes: what a reader reads. */
function wordsOf(markdown: string): number {
  return markdown.replace(/^\[\^.+$/gm, '').match(/[\p{L}\p{N}]+(?:[-'’.][\p{L}\p{N}]+)*/gu)?.length ?? 0;
}
