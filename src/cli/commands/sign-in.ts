import type { Command } from 'commander';
import { AppError } from '../../shared/errors.ts';
import { withDesk } from '../command.ts';

/** `aiwriter sign-in`: a link for one more browser of this machine. */
export function addSignInCommand(program: Command): void {
  program
    .command('sign-in')
    .description('a link that signs a browser on this machine in, once')
    .action((_options: object, command: Command) =>
      withDesk(command, async (desk, output) => {
        const { url } = await desk.json<{ url: string | null }>({ method: 'POST', path: '/sign-in-links' });
        if (url === null) {
          throw new AppError('conflict', 'AI-Writer serves no page now', { hint: 'Start it with `npm start`; it prints a link itself.' });
        }
        output.result({ url }, url);
      }),
    );
}
