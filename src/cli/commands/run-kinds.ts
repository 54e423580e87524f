import type { Command } from 'commander';
import { AppError } from '../../shared/errors.ts';
import { withDesk } from '../command.ts';
import { deliverDocument } from '../deliver.ts';
import { followRun } from '../follow-run.ts';
import { assertWritable } from '../out-file.ts';
import { readSourceArguments } from '../source-arguments.ts';
import { startRun } from '../start-run.ts';
import { citationsOption, collect, toNumber } from './option-values.ts';

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
    .addOption(citationsOption())
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
  citations?: string;
  out?: string;
}

function writeRequest(topic: string, options: WriteOptions): Record<string, unknown> {
  const { type, tone, language, audience, instructions } = options;
  const keywords = options.keywords
    ?.split(',')
    .map((keyword) => keyword.trim())
    .filter((keyword) => keyword !== '');
  return {
    kind: 'write',
    brief: { topic, type, tone, language, audience, instructions, keywords, words: toNumber('--words', options.words, '800') },
    author: options.author,
    model: options.model,
    budgetUsd: toNumber('--budget', options.budget, '0.50'),
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
  await withDesk(
    command,
    async (desk, output) => {
      const started = await startRun(desk, output, request, { sources });
      await deliverDocument(desk, output, await followRun(desk, output, started.id), options);
    },
    'play',
  );
}

function assertTopic(request: Record<string, unknown>): void {
  const topic = (request.brief as { topic: string }).topic;
  if (topic.trim() === '')
    throw new AppError('validation_failed', 'The topic is empty', { hint: 'Say in a few words what the piece is about.' });
}
