import type { Command } from 'commander';
import { commandConfig, commandOutput } from '../command.ts';

/** `aiwriter db …`: the schema of the database. */
export function addDatabaseCommands(program: Command): void {
  const database = program.command('db').description('the database and its schema');
  database
    .command('status')
    .description('schema version, migrations that ran and that are missing')
    .action(async (_options: unknown, command: Command) => {
      const { databaseStatus } = await import('../../runtime/index.ts');
      const status = await databaseStatus(commandConfig(command));
      const lines = [
        `Schema version ${status.version}; this program was made for ${status.programVersion}.`,
        ...status.applied.map(({ name, appliedAt }) => `  ran      ${name}  ${new Date(appliedAt).toISOString()}`),
        ...status.pending.map((name) => `  missing  ${name}`),
      ];
      commandOutput(command).result(status, lines.join('\n'));
    });
  database
    .command('migrate')
    .description('run the missing migrations; a copy of the database is kept first')
    .action(async (_options: unknown, command: Command) => {
      const { migrateDatabase } = await import('../../runtime/index.ts');
      const { before, after } = await migrateDatabase(commandConfig(command));
      const ran = before.pending;
      commandOutput(command).result(
        { version: after.version, ran },
        ran.length === 0 ? 'Nothing to migrate.' : `Migrated to version ${after.version}: ${ran.join(', ')}.`,
      );
    });
}
