import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Command } from 'commander';
import { commandOutput } from '../command.ts';
import { assertWritable, writeOut } from '../out-file.ts';
import { readInputFile } from '../source-arguments.ts';

/** `aiwriter evidence check`: the check over a file of claims, for measuring it. Needs no installation. */
export function addEvidenceCommands(program: Command): void {
  const evidence = program.command('evidence').description('the evidence check itself');
  evidence
    .command('check')
    .description('check each line {claim, evidence: [sentence, …]} of a JSON Lines file')
    .requiredOption('--in <file>', 'JSON Lines to read')
    .requiredOption('--out <file>', 'JSON Lines to write')
    .action(async (options: { in: string; out: string }, command: Command) => {
      assertWritable(options.out);
      await readInputFile(options.in);
      const { checkLines } = await import('../../evidence/index.ts');
      const results: string[] = [];
      for await (const result of checkLines(createInterface({ input: createReadStream(options.in), crlfDelay: Infinity })))
        results.push(JSON.stringify(result));
      writeOut(options.out, `${results.join('\n')}\n`);
      commandOutput(command).result({ lines: results.length, out: options.out }, `${results.length} lines written to ${options.out}`);
    });
}
