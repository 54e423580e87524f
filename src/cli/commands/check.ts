import { basename } from 'node:path';
import type { Command } from 'commander';
import { AppError } from '../../shared/errors.ts';
import { withDesk } from '../command.ts';
import type { Desk } from '../desk.ts';
import { type EvidenceAnswer, evidenceReport } from '../evidence-report.ts';
import { followRun, type RunAnswer } from '../follow-run.ts';
import { assertWritable, writeOut } from '../out-file.ts';
import { readInputFile, readSourceArguments, uploadBlob, uploadSources } from '../source-arguments.ts';
import { collect } from './run-kinds.ts';

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
    .action(async (draft: string, options: CheckOptions, command: Command) => {
      assertFailLevel(options.failOn);
      assertWritable(options.out);
      const bytes = await readInputFile(draft);
      const sources = await readSourceArguments(options.source);
      if (sources.length === 0) {
        throw new AppError('validation_failed', 'There is nothing to check against', { hint: 'Name at least one --source.' });
      }
      await withDesk(command, async (desk, output) => {
        const documentId = await importDraft(desk, draft, bytes);
        const body = { kind: 'check', documentId, sources: await uploadSources(desk, sources) };
        const started = await desk.json<RunAnswer>({ method: 'POST', path: '/runs', body });
        await followRun(desk, output, started.id);
        const evidence = await desk.json<EvidenceAnswer>({ method: 'GET', path: `/documents/${documentId}/evidence` });
        const report = evidenceReport(basename(draft), evidence);
        if (options.out !== undefined)
          writeOut(options.out, options.out.endsWith('.json') ? `${JSON.stringify(evidence, null, 2)}\n` : report);
        if (options.out === undefined || output.isJson) output.result({ run: started.id, documentId, ...evidence }, report);
        assertAcceptable(evidence, options.failOn);
      });
    });
}

async function importDraft(desk: Desk, path: string, bytes: Uint8Array): Promise<string> {
  const blobId = await uploadBlob(desk, path, bytes);
  const document = await desk.json<{ id: string }>({ method: 'POST', path: '/documents/import', body: { blobId } });
  return document.id;
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
