import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Command } from 'commander';
import { type SettingLine, sampleSettingsFile } from '../../config/index.ts';
import { AppError } from '../../shared/errors.ts';
import { commandConfig, commandOutput } from '../command.ts';

/** `aiwriter config …`: what is set, where it comes from, and whether it is right. Needs no running program. */
export function addConfigCommands(program: Command): void {
  const config = program.command('config').description('settings');
  config
    .command('show')
    .description('every setting, its value (secrets hidden) and where it comes from')
    .action((_options: unknown, command: Command) => {
      const loaded = commandConfig(command);
      const lines = loaded.describe();
      const ignored = loaded.ignored.length === 0 ? [] : ['', `Set by Kubernetes and passed over: ${loaded.ignored.join(', ')}`];
      commandOutput(command).result(
        { file: loaded.file, settings: lines, ignored: loaded.ignored },
        [...lines.map(settingText), ...ignored].join('\n'),
      );
    });
  config
    .command('check')
    .description('say what is wrong with the settings, or that nothing is')
    .action((_options: unknown, command: Command) => {
      const loaded = commandConfig(command);
      const set = loaded.describe().filter((line) => line.origin !== 'default').length;
      commandOutput(command).result({ ok: true, set, file: loaded.file }, `The settings are right; ${set} differ from their defaults.`);
    });
  config
    .command('init')
    .description('write a settings file in which everything is explained and commented out')
    .action((_options: unknown, command: Command) => {
      const { file } = commandConfig(command);
      if (existsSync(file)) {
        throw new AppError('conflict', `${file} exists already`, { hint: 'Edit it, or move it away first.' });
      }
      writeNew(file, sampleSettingsFile());
      commandOutput(command).result({ file }, `Written to ${file}.`);
    });
}

function writeNew(file: string, content: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(file, content, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    throw new AppError('unavailable', `${file} cannot be written: ${(error as Error).message}`, {
      hint: 'Choose a folder this user may write, with room on its disk, by --data-dir or AIWRITER_DATA_DIR.',
      cause: error,
    });
  }
}

function settingText({ name, value, origin, unit }: SettingLine): string {
  return `${name} = ${value ?? '(none)'}${unit === null || value === null ? '' : ` ${unit}`}  [${origin}]`;
}
