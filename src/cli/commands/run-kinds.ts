import type { Command } from 'commander';
import { AppError } from '../../shared/errors.ts';
import { withDesk } from '../command.ts';
import type { Desk } from '../desk.ts';
import { costLine, followRun, type RunAnswer } from '../follow-run.ts';
import { assertWritable, writeOut } from '../out-file.ts';
import type { Output } from '../output.ts';
import { readSourceArguments, uploadSources } from '../source-arguments.ts';

/** `aiwriter research` and `aiwriter write`: a run from a topic to a file. */
export function addRunCommands(program: Command): void {
  program
    .command('research <topic>')
    .description('a dossier: quotes by question, agreements, conflicts, gaps and an outline; no model needed')
    .option('--source <file|url>', 'a source; repeat for more', collect, [])
    .option('--question <question>', 'a question the dossier must answer; repeat for more', collect, [])
    .option('--language <tag>', 'language of the dossier, such as en')
    .option('--out <file>', 'write the dossier there instead of to stdout')
    .action(async (topic: string, options: ResearchOptions, command: Command) => {
      await runToFile(command, options, { kind: 'research', brief: { topic, questions: options.question, language: options.language } });
    });

  program
    .command('write <topic>')
    .description('one piece from sources, every factual sentence checked')
    .option('--type <type>', 'kind of piece', 'article')
    .option('--source <file|url>', 'a source; repeat for more', collect, [])
    .option('--words <n>', 'length to aim at')
    .option('--tone <tone>', 'tone, in your words')
    .option('--language <tag>', 'language to write in, such as en')
    .option('--audience <audience>', 'who will read it')
    .option('--keywords <a,b>', 'keywords, separated by commas')
    .option('--instructions <text>', 'anything else the author should keep to')
    .option('--model <provider/model>', 'the model that writes')
    .option('--author <author>', 'model, or extractive: verbatim sentences of the sources')
    .option('--budget <usd>', 'stop before the run costs more than this')
    .option('--citations <style>', 'footnotes, links, list or none', 'footnotes')
    .option('--out <file>', 'write the piece there instead of to stdout')
    .action(async (topic: string, options: WriteOptions, command: Command) => {
      await runToFile(command, options, writeRequest(topic, options));
    });
}

interface ResearchOptions {
  source: string[];
  question: string[];
  language?: string;
  out?: string;
  citations?: string;
}

interface WriteOptions {
  type: string;
  source: string[];
  words?: string;
  tone?: string;
  language?: string;
  audience?: string;
  keywords?: string;
  instructions?: string;
  model?: string;
  author?: string;
  budget?: string;
  citations: string;
  out?: string;
}

function writeRequest(topic: string, options: WriteOptions): Record<string, unknown> {
  const { type, tone, language, audience, instructions } = options;
  const keywords = options.keywords?.split(',').map((keyword) => keyword.trim());
  return {
    kind: 'write',
    brief: { topic, type, tone, language, audience, instructions, keywords, words: toNumber('--words', options.words) },
    author: options.author,
    model: options.model,
    budgetUsd: toNumber('--budget', options.budget),
  };
}

/** Starts a run, follows it, and puts its document where the person wants it. */
async function runToFile(
  command: Command,
  options: { source: string[]; out?: string; citations?: string },
  request: Record<string, unknown>,
): Promise<void> {
  assertWritable(options.out);
  assertTopic(request);
  const sources = await readSourceArguments(options.source);
  await withDesk(command, async (desk, output) => {
    const body = { ...request, sources: await uploadSources(desk, sources) };
    const started = await desk.json<RunAnswer>({ method: 'POST', path: '/runs', body });
    output.say(`Run ${started.id}. If it is interrupted: aiwriter run resume ${started.id}`);
    const run = await followRun(desk, output, started.id);
    await deliver(desk, output, run, options);
  });
}

/** Writes a finished run's document to `--out` or stdout. */
export async function deliver(desk: Desk, output: Output, run: RunAnswer, options: { out?: string; citations?: string }): Promise<void> {
  const style = options.citations === undefined ? '' : `&citations=${encodeURIComponent(options.citations)}`;
  const content = await desk.text({ method: 'GET', path: `/documents/${run.documentId}/export?format=md${style}` });
  if (options.out !== undefined) writeOut(options.out, content);
  output.say(costLine(run));
  if (run.kind === 'write' && run.author === 'extractive')
    output.say('Every sentence is copied from the sources; nothing was written by a model.');
  const summary = { run: run.id, documentId: run.documentId, out: options.out ?? null, costUsd: run.costUsd, usage: run.usage };
  if (output.isJson) output.result({ ...summary, content }, '');
  else if (options.out === undefined) output.result(summary, content);
  else output.say(`Written to ${options.out}; kept as ${run.documentId}.`);
}

export function collect(value: string, previous: string[]): string[] {
  return [...previous, value];
}

export function toNumber(flag: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const number = Number(value);
  if (value.trim() === '' || !Number.isFinite(number)) {
    throw new AppError('validation_failed', `${flag} must be a number, not “${value}”`, { hint: `For example ${flag} 800.` });
  }
  return number;
}

function assertTopic(request: Record<string, unknown>): void {
  const topic = (request.brief as { topic: string }).topic;
  if (topic.trim() === '')
    throw new AppError('validation_failed', 'The topic is empty', { hint: 'Say in a few words what the piece is about.' });
}
