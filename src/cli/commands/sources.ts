import type { Command } from 'commander';
import { withDesk } from '../command.ts';
import { readSourceArguments } from '../source-arguments.ts';
import { Uploads } from '../uploads.ts';
import { addDelete, allPages } from './listing.ts';

interface SourceRow {
  id: string;
  title: string;
  address: string;
  characters: number;
  createdAt: string;
  problems: { message: string }[];
}

/** `aiwriter source …` */
export function addSourceCommands(program: Command): void {
  const source = program.command('source').description('what you write from');
  source
    .command('add <file|url...>')
    .description('add files and pages to the library')
    .option('--local-only', 'never let its text leave this machine')
    .action(async (values: string[], { localOnly }: { localOnly?: boolean }, command: Command) => {
      const given = await readSourceArguments(values);
      await withDesk(command, async (desk, output) => {
        const added = await Uploads.during(desk, async (uploads) => {
          const rows: SourceRow[] = [];
          for (const body of await uploads.sources(given)) {
            rows.push(await uploads.make<SourceRow>('/sources', { ...body, localOnly }, ({ id }) => [`/sources/${id}`]));
          }
          return rows;
        });
        output.result(added, added.map(sourceLine).join('\n'));
      });
    });
  source
    .command('list')
    .description('the sources of the library')
    .action((_options: unknown, command: Command) =>
      withDesk(command, async (desk, output) => {
        const items = await allPages<SourceRow>(desk, '/sources');
        output.result(
          items,
          items.length === 0 ? 'No sources yet. Add one with: aiwriter source add FILE' : items.map(sourceLine).join('\n'),
        );
      }),
    );
  source
    .command('show <id>')
    .description('its title, problems and extracted text')
    .action((id: string, _options: unknown, command: Command) =>
      withDesk(command, async (desk, output) => {
        const row = await desk.json<SourceRow>({ method: 'GET', path: `/sources/${encodeURIComponent(id)}` });
        const { text } = await desk.json<{ text: string }>({ method: 'GET', path: `/sources/${encodeURIComponent(id)}/text` });
        output.result(
          { ...row, text },
          [sourceLine(row), ...row.problems.map((problem) => `problem: ${problem.message}`), '', text].join('\n'),
        );
      }),
    );
  source
    .command('refresh <id>')
    .description('fetch it again and say what changed')
    .action((id: string, _options: unknown, command: Command) =>
      withDesk(command, async (desk, output) => {
        const answer = await desk.json<SourceRow & { change: string }>({
          method: 'POST',
          path: `/sources/${encodeURIComponent(id)}/refresh`,
        });
        output.result(answer, `${answer.change}: ${sourceLine(answer)}`);
      }),
    );
  addDelete(source, 'sources', 'remove it from the library and from search');
}

function sourceLine(source: SourceRow): string {
  return `${source.id}  ${source.title}  (${source.address}, ${source.characters} characters${source.problems.length > 0 ? `, ${source.problems.length} problems` : ''})`;
}
