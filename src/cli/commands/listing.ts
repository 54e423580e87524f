import type { Command } from 'commander';
import { withDesk } from '../command.ts';
import type { Desk } from '../desk.ts';

interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

/** Everything a list route has, page by page. @param path without a query */
export async function allPages<T>(desk: Desk, path: string): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | null = null;
  do {
    const page: Page<T> = await desk.json<Page<T>>({
      method: 'GET',
      path: `${path}?limit=100${cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`}`,
    });
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return items;
}

/** `delete ID` of a noun. @param path of its list */
export function addDelete(noun: Command, path: string, description: string): void {
  noun
    .command('delete <id>')
    .description(description)
    .action((id: string, _options: unknown, command: Command) =>
      withDesk(command, async (desk, output) => {
        await desk.text({ method: 'DELETE', path: `/${path}/${encodeURIComponent(id)}` });
        output.result({ id, deleted: true }, `${id} is deleted.`);
      }),
    );
}
