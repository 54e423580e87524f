import type { Command } from 'commander';
import { type LoadedConfig, loadConfig } from '../config/index.ts';
import { Desk } from './desk.ts';
import { Interrupted } from './interrupted.ts';
import { createOutput, type Output } from './output.ts';

export interface GlobalOptions {
  json?: boolean;
  dataDir?: string;
  config?: string;
}

/** Settings for a command: flags go above the environment. */
export function commandConfig(command: Command, flags: Record<string, string | undefined> = {}): LoadedConfig {
  const { dataDir, config } = command.optsWithGlobals<GlobalOptions>();
  return loadConfig({ dataDir, file: config, flags });
}

export function commandOutput(command: Command): Output {
  return createOutput(command.optsWithGlobals<GlobalOptions>().json === true);
}

/** What a command does with the installation: `play` also plays runs while it is there, `look` leaves them to others. */
export type DeskUse = 'play' | 'look';

/** Runs a command's work on the installation and lets go of it whatever happens. Ctrl-C ends the work, not what is stored. */
export async function withDesk(
  command: Command,
  work: (desk: Desk, output: Output) => Promise<void>,
  use: DeskUse = 'look',
): Promise<void> {
  const desk = await Desk.open(deskConfig(command), use);
  const interrupted = Promise.withResolvers<never>();
  const onSignal = () => interrupted.reject(new Interrupted(desk.watched, desk.isGuest));
  process.once('SIGINT', onSignal).once('SIGTERM', onSignal);
  try {
    await Promise.race([work(desk, commandOutput(command)), interrupted.promise]);
  } finally {
    await desk.close();
  }
}

/** A command says itself what it does; of the log its reader needs what went wrong, unless a level was asked for. */
function deskConfig(command: Command): LoadedConfig {
  const config = commandConfig(command);
  const isDefault = config.describe().some(({ name, origin }) => name === 'logLevel' && origin === 'default');
  return isDefault ? commandConfig(command, { AIWRITER_LOG_LEVEL: 'warn' }) : config;
}
