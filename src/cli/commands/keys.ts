import type { Command } from 'commander';
import { withDesk } from '../command.ts';
import { allPages } from './listing.ts';

interface KeyRow {
  id: string;
  name: string;
  prefix: string;
  scopes: string[];
  expiresAt: string | null;
  lastUsedAt: string | null;
  revokedAt: string | null;
}

/** `aiwriter key …`: API keys for programs. */
export function addKeyCommands(program: Command): void {
  const key = program.command('key').description('API keys for programs');
  key
    .command('create')
    .description('make a key; it is shown this once')
    .requiredOption('--name <name>', 'what the key is for')
    .requiredOption(
      '--scopes <a,b>',
      'what it may do: content:read, content:write, content:delete, runs:write, settings:manage, users:manage',
    )
    .option('--expires <time>', 'when it ends, such as 2027-01-31T00:00:00Z')
    .action((options: { name: string; scopes: string; expires?: string }, command: Command) =>
      withDesk(command, async (desk, output) => {
        const scopes = options.scopes.split(',').map((scope) => scope.trim());
        const body = { name: options.name, scopes, ...(options.expires === undefined ? {} : { expiresAt: options.expires }) };
        const made = await desk.json<KeyRow & { key: string }>({ method: 'POST', path: '/api-keys', body });
        if (!output.isJson) output.say(`Key ${made.id} “${made.name}”. Keep it now: it is not shown again.`);
        output.result({ id: made.id, name: made.name, scopes: made.scopes, key: made.key }, made.key);
      }),
    );
  key
    .command('list')
    .description('which keys there are')
    .action((_options: unknown, command: Command) =>
      withDesk(command, async (desk, output) => {
        const items = await allPages<KeyRow>(desk, '/api-keys');
        output.result(
          items,
          items.length === 0
            ? 'No keys yet. Make one with: aiwriter key create --name NAME --scopes content:read'
            : items.map(keyLine).join('\n'),
        );
      }),
    );
  key
    .command('revoke <id>')
    .description('end a key at once')
    .action((id: string, _options: unknown, command: Command) =>
      withDesk(command, async (desk, output) => {
        await desk.text({ method: 'DELETE', path: `/api-keys/${encodeURIComponent(id)}` });
        output.result({ id, revoked: true }, `${id} is revoked.`);
      }),
    );
}

function keyLine(key: KeyRow): string {
  const state = key.revokedAt !== null ? 'revoked' : key.expiresAt !== null ? `until ${key.expiresAt}` : 'active';
  return `${key.id}  ${key.prefix}…  ${key.name}  ${key.scopes.join(',')}  ${state}  last used ${key.lastUsedAt ?? 'never'}`;
}
