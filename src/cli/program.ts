import { Command, CommanderError } from 'commander';
import { version } from '../shared/version.ts';
import { Interrupted } from './command.ts';
import { addCheckCommand } from './commands/check.ts';
import { addConfigCommands } from './commands/config.ts';
import { addDatabaseCommands } from './commands/database.ts';
import { addEvidenceCommands } from './commands/evidence.ts';
import { addKeyCommands } from './commands/keys.ts';
import { addDocumentCommands, addRunNounCommands, addSourceCommands } from './commands/nouns.ts';
import { addRunCommands } from './commands/run-kinds.ts';
import { addServeCommand } from './commands/serve.ts';
import { reportError } from './output.ts';

/** Ctrl-C, as shells expect it. */
const interruptedExit = 130;

/**
 * Runs one command line.
 * @returns the exit code: 0 done, 1 failed, 2 wrong usage or input, 3 refused, 130 interrupted
 */
export async function runCommandLine(argv: readonly string[]): Promise<number> {
  const program = buildProgram();
  try {
    await program.parseAsync(argv, { from: 'user' });
    return Number(process.exitCode ?? 0);
  } catch (error) {
    if (error instanceof Interrupted) {
      process.stderr.write('\nInterrupted. What is finished is kept; see `aiwriter run list`.\n');
      return interruptedExit;
    }
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    return reportError(error, argv.includes('--json'));
  }
}

function buildProgram(): Command {
  const program = new Command('aiwriter')
    .description('A desk for people who write from sources.')
    .version(version)
    .option('--json', 'print one JSON value to stdout')
    .option('--data-dir <folder>', 'the data folder (AIWRITER_DATA_DIR)')
    .option('--config <file>', 'the settings file instead of aiwriter.yaml in the data folder')
    .showHelpAfterError('(see aiwriter --help)')
    .exitOverride();
  for (const add of [
    addServeCommand,
    addRunCommands,
    addCheckCommand,
    addSourceCommands,
    addDocumentCommands,
    addRunNounCommands,
    addEvidenceCommands,
    addKeyCommands,
    addConfigCommands,
    addDatabaseCommands,
  ]) {
    add(program);
  }
  shareOptions(program);
  return program;
}

/** The global options are understood behind the verb too, as in `aiwriter run list --json`. */
function shareOptions(command: Command): void {
  for (const child of command.commands) {
    child.exitOverride();
    if (child.commands.length === 0) {
      child
        .option('--json', 'print one JSON value to stdout')
        .option('--data-dir <folder>', 'the data folder')
        .option('--config <file>', 'the settings file');
    }
    shareOptions(child);
  }
}
