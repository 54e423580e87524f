import { Command, CommanderError } from 'commander';
import { isAppError } from '../shared/errors.ts';
import { version } from '../shared/version.ts';
import { inWordsOfCommand } from './api-fields.ts';
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
import { addSignInCommand } from './commands/sign-in.ts';
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
  const program = buildProgram();
  const hint = helpOf(chosenCommand(program, argv));
  try {
    await program.parseAsync(argv, { from: 'user' });
    return Number(process.exitCode ?? 0);
  } catch (error) {
    if (isAppError(error)) return reportError(inWordsOfCommand(error, hint), isJson);
    if (!(error instanceof CommanderError)) return reportError(error, isJson);
    if (error.exitCode === 0) return 0;
    return reportUsage(error.code === 'commander.help' ? 'No command was given.' : error.message, hint, isJson);
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
    addSignInCommand,
    addUserCommands,
    addDoctorCommand,
    addConfigCommands,
    addDatabaseCommands,
  ]) {
    add(program);
  }
  shareOptions(program);
  return program.showHelpAfterError(`  ${helpOf(program)}`);
}

/** The global options are understood behind the verb too, as in `aiwriter run list --json`. */
function shareOptions(command: Command): void {
  for (const child of command.commands) {
    child.exitOverride().showHelpAfterError(`  ${helpOf(child)}`);
    if (child.commands.length === 0) {
      child
        .option('--json', 'print one JSON value to stdout')
        .option('--data-dir <folder>', 'the data folder')
        .option('--config <file>', 'the settings file');
    }
    shareOptions(child);
  }
}

/** The command a line asks for, as far as it can be told: options may stand before it. */
function chosenCommand(program: Command, argv: readonly string[]): Command {
  return argv.reduce((command, word) => command.commands.find((child) => child.name() === word) ?? command, program);
}

function helpOf(command: Command): string {
  const path: string[] = [];
  for (let at: Command | null = command; at !== null; at = at.parent) path.unshift(at.name());
  return `See ${path.join(' ')} --help.`;
}
