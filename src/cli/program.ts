import { Command, CommanderError } from 'commander';
import { version } from '../shared/version.ts';
import { addCheckCommand } from './commands/check.ts';
import { addConfigCommands } from './commands/config.ts';
import { addDatabaseCommands } from './commands/database.ts';
import { addDoctorCommand } from './commands/doctor.ts';
import { addDocumentCommands } from './commands/documents.ts';
import { addEvidenceCommands } from './commands/evidence.ts';
import { addKeyCommands } from './commands/keys.ts';
import { addModelCommands } from './commands/models.ts';
import { addRunCommands } from './commands/run-kinds.ts';
import { addRunNounCommands } from './commands/runs.ts';
import { addServeCommand } from './commands/serve.ts';
import { addSourceCommands } from './commands/sources.ts';
import { addUserCommands } from './commands/users.ts';
import { outliveClosedPipes, reportError, reportUsage } from './output.ts';

/**
 * Runs one command line.
 * @returns the exit code: 0 done, 1 failed, 2 wrong usage or input, 3 refused, 130 interrupted
 */
export async function runCommandLine(argv: readonly string[]): Promise<number> {
  outliveClosedPipes();
  const isJson = argv.includes('--json');
  try {
    await buildProgram().parseAsync(argv, { from: 'user' });
    return Number(process.exitCode ?? 0);
  } catch (error) {
    if (!(error instanceof CommanderError)) return reportError(error, isJson);
    if (error.exitCode === 0) return 0;
    return reportUsage(error.code === 'commander.help' ? 'No command was given.' : error.message, isJson);
  }
}

function buildProgram(): Command {
  const program = new Command('aiwriter')
    .description('A desk for people who write from sources.')
    .version(version)
    .option('--json', 'print one JSON value to stdout')
    .option('--data-dir <folder>', 'the data folder (AIWRITER_DATA_DIR)')
    .option('--config <file>', 'the settings file instead of aiwriter.yaml in the data folder')
    .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, 'aiwriter: ')) })
    .showHelpAfterError('  See aiwriter --help.')
    .exitOverride();
  for (const add of [
    addServeCommand,
    addRunCommands,
    addCheckCommand,
    addSourceCommands,
    addDocumentCommands,
    addRunNounCommands,
    addModelCommands,
    addEvidenceCommands,
    addKeyCommands,
    addUserCommands,
    addDoctorCommand,
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
