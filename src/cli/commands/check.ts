import type { Command } from 'commander';
import { AppError } from '../../shared/errors.ts';
import { withDesk } from '../command.ts';
import { deliverEvidence } from '../deliver.ts';
import type { EvidenceAnswer } from '../evidence-report.ts';
import { followRun } from '../follow-run.ts';
import { assertWritable } from '../out-file.ts';
import { readInputFile, readSourceArguments } from '../source-arguments.ts';
import { startRun } from '../start-run.ts';
import { collect } from './option-values.ts';

/** From mild to grave; `--fail-on X` fails on X and on all that is graver. */
const failLevels = ['partly', 'unsupported', 'contradicted'] as const;

interface CheckOptions {
  source: string[];
  out?: string;
  failOn?: string;
}

/** `aiwriter check`: each factual sentence of a draft against the sources. */
export function addCheckCommand(program: Command): void {
  program
    .command('check <draft>')
    .description('each factual sentence of a draft (md, docx, html, txt) against the sources; no model needed')
    .option('--source <file|url>', 'a source; repeat for more', collect, [])
    .option('--out <file>', 'write the report there (JSON when the name ends in .json) instead of to stdout')
    .option('--fail-on <level>', `exit with 1 when a sentence is ${failLevels.join(', ')} or worse`)
    .action(async (path: string, options: CheckOptions, command: Command) => {
      assertFailLevel(options.failOn);
      assertWritable(options.out);
      const draft = { path, bytes: await readInputFile(path) };
      const sources = await readSourceArguments(options.source);
      if (sources.length === 0) {
        throw new AppError('validation_failed', 'There is nothing to check against', { hint: 'Name at least one --source.' });
      }
      await withDesk(
        command,
        async (desk, output) => {
          const started = await startRun(desk, output, { kind: 'check' }, { sources, draft });
          const run = await followRun(desk, output, started.id);
          assertAcceptable(await deliverEvidence(desk, output, run, options), options.failOn);
        },
        'play',
      );
    });
}

function assertFailLevel(level: string | undefined): void {
  if (level === undefined || (failLevels as readonly string[]).includes(level)) return;
  throw new AppError('validation_failed', `--fail-on does not know “${level}”`, { hint: `Choose one of ${failLevels.join(', ')}.` });
}

function assertAcceptable(evidence: EvidenceAnswer, level: string | undefined): void {
  if (level === undefined) return;
  const grave = failLevels.slice(failLevels.indexOf(level as (typeof failLevels)[number]));
  const count = grave.reduce((sum, support) => sum + evidence.summary[support], 0);
  if (count > 0) process.exitCode = 1;
}
