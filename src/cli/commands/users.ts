import type { Command } from 'commander';
import { withDesk } from '../command.ts';
import { allPages } from './listing.ts';

interface MemberRow {
  id: string;
  name: string;
  email: string;
  role: string;
  joinedAt: string;
}

/** `aiwriter user …`: the people of this installation. */
export function addUserCommands(program: Command): void {
  program
    .command('user')
    .description('people')
    .command('list')
    .description('who works here, with their roles')
    .action((_options: unknown, command: Command) =>
      withDesk(command, async (desk, output) => {
        const items = await allPages<MemberRow>(desk, '/members');
        output.result(items, items.map((member) => `${member.id}  ${member.name}  ${member.email}  ${member.role}`).join('\n'));
      }),
    );
}
