import type { Command } from 'commander';
import { AppError } from '../../shared/errors.ts';
import { commandConfig, commandOutput } from '../command.ts';

const roleNames = ['web', 'worker', 'scheduler'] as const;
type RoleName = (typeof roleNames)[number];

/** `aiwriter serve`: runs the product until it is told to stop. */
export function addServeCommand(program: Command): void {
  program
    .command('serve')
    .description('run the product')
    .option('--roles <roles>', 'what this process does', roleNames.join(','))
    .option('--host <host>', 'address to listen on (AIWRITER_HOST)')
    .option('--port <port>', 'port to listen on (AIWRITER_PORT)')
    .action(async (options: { roles: string; host?: string; port?: string }, command: Command) => {
      const roles = parseRoles(options.roles);
      const config = commandConfig(command, { AIWRITER_HOST: options.host, AIWRITER_PORT: options.port });
      const { startRuntime } = await import('../../runtime/index.ts');
      const { host, port } = config.values;
      const runtime = await startRuntime(config, { roles, network: roles.includes('web') ? { host, port } : null });
      const stopped = stopSignal();
      announce(command, runtime);
      await stopped;
      await runtime.stop();
    });
}

function announce(command: Command, { address, signInLink }: { address: string | null; signInLink: string | null }): void {
  const output = commandOutput(command);
  const seconds = (performance.now() / 1000).toFixed(1);
  if (output.isJson) output.result({ status: 'ready', address, signInLink }, '');
  else
    output.say(
      address === null
        ? `AI-Writer is ready (${seconds} s).`
        : `AI-Writer is ready at ${address} (${seconds} s). Stop it with Ctrl-C.\nOpen this once to sign your browser in: ${signInLink}`,
    );
}

function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
}

function parseRoles(value: string): RoleName[] {
  const roles = value.split(',').map((role) => role.trim());
  const unknown = roles.find((role) => !(roleNames as readonly string[]).includes(role));
  if (unknown !== undefined) {
    throw new AppError('validation_failed', `There is no role “${unknown}”`, { hint: `Roles are ${roleNames.join(', ')}.` });
  }
  return roles as RoleName[];
}
