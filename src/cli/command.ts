import type { Command } from 'commander';
import { type LoadedConfig, loadConfig } from '../config/index.ts';
import { Desk } from './desk.ts';
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

/** Runs a command's work on the installation and lets go of it whatever happens. Ctrl-C ends the work, not what is stored. */
export async function withDesk(command: Command, work: (desk: Desk, output: Output) => Promise<void>): Promise<void> {
  const desk = await Desk.open(commandConfig(command));
  const output = commandOutput(command);
  const interrupted = new Promise<never>((_, reject) => {
    process.once('SIGINT', () => reject(new Interrupted()));
    process.once('SIGTERM', () => reject(new Interrupted()));
  });
  try {
    await Promise.race([work(desk, output), interrupted]);
  } finally {
    await desk.close();
  }
}

/** The person pressed Ctrl-C. */
export class Interrupted extends Error {
  constructor() {
    super('Interrupted');
    this.name = 'Interrupted';
  }
}
