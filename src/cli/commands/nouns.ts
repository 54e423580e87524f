import type { Command } from 'commander';
import { withDesk } from '../command.ts';
import type { Desk } from '../desk.ts';
import { costLine, followRun, type RunAnswer } from '../follow-run.ts';
import { writeOut } from '../out-file.ts';
import type { Output } from '../output.ts';
import { readInputFile, readSourceArguments, uploadBlob, uploadSources } from '../source-arguments.ts';
import { deliver, toNumber } from './run-kinds.ts';

interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

interface SourceRow {
  id: string;
  title: string;
  address: string;
  characters: number;
  problems: { message: string }[];
}

interface DocumentRow {
  id: string;
  title: string;
  type: string;
  revision: number;
  updatedAt: string;
}

/** `aiwriter source …` */
export function addSourceCommands(program: Command): void {
  const source = program.command('source').description('what you write from');
  source
    .command('add <file|url...>')
    .description('add files and pages to the library')
    .option('--local-only', 'never let its text leave this machine')
    .action((values: string[], options: { localOnly?: boolean }, command: Command) =>
      withDesk(command, async (desk, output) => {
        const added: SourceRow[] = [];
        for (const body of await uploadSources(desk, await readSourceArguments(values))) {
          added.push(
            await desk.json<SourceRow>({ method: 'POST', path: '/sources', body: options.localOnly ? { ...body, localOnly: true } : body }),
          );
        }
        output.result(added, added.map(sourceLine).join('\n'));
      }),
    );
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

/** `aiwriter document …` */
export function addDocumentCommands(program: Command): void {
  const document = program.command('document').description('what you write');
  document
    .command('list')
    .description('the documents of the library')
    .action((_options: unknown, command: Command) =>
      withDesk(command, async (desk, output) => {
        const items = await allPages<DocumentRow>(desk, '/documents');
        output.result(
          items,
          items.length === 0 ? 'No documents yet. Make one with: aiwriter write TOPIC --source FILE' : items.map(documentLine).join('\n'),
        );
      }),
    );
  document
    .command('show <id>')
    .description('its text and state')
    .action((id: string, _options: unknown, command: Command) =>
      withDesk(command, async (desk, output) => {
        const row = await desk.json<DocumentRow & { body: string }>({ method: 'GET', path: `/documents/${encodeURIComponent(id)}` });
        output.result(row, `${documentLine(row)}\n\n${row.body}`);
      }),
    );
  document
    .command('export <id>')
    .description('as a file')
    .option('--format <format>', 'md, html or docx', 'md')
    .option('--citations <style>', 'footnotes, links, list or none')
    .option('--out <file>', 'write it there instead of to stdout')
    .action((id: string, options: { format: string; citations?: string; out?: string }, command: Command) =>
      withDesk(command, (desk, output) => exportDocument(desk, output, id, options)),
    );
  document
    .command('import <file...>')
    .description('Markdown, DOCX, HTML or text as documents')
    .action((files: string[], _options: unknown, command: Command) =>
      withDesk(command, async (desk, output) => {
        const imported: DocumentRow[] = [];
        for (const file of files) {
          const blobId = await uploadBlob(desk, file, await readInputFile(file));
          imported.push(await desk.json<DocumentRow>({ method: 'POST', path: '/documents/import', body: { blobId } }));
        }
        output.result(imported, imported.map(documentLine).join('\n'));
      }),
    );
  addDelete(document, 'documents', 'move it to the trash');
}

/** `aiwriter run …` */
export function addRunNounCommands(program: Command): void {
  const run = program.command('run').description('work that was asked for');
  run
    .command('list')
    .description('newest first')
    .action((_options: unknown, command: Command) =>
      withDesk(command, async (desk, output) => {
        const { items } = await desk.json<Page<RunAnswer>>({ method: 'GET', path: '/runs?limit=50' });
        output.result(items, items.length === 0 ? 'No runs yet.' : items.map(runLine).join('\n'));
      }),
    );
  run
    .command('show <id>')
    .description('its steps, cost and outcome')
    .action((id: string, _options: unknown, command: Command) =>
      withDesk(command, async (desk, output) => {
        const answer = await desk.json<RunAnswer>({ method: 'GET', path: `/runs/${encodeURIComponent(id)}` });
        const steps = answer.steps.map((step) => `  ${step.status.padEnd(10)} ${step.name}`);
        output.result(
          answer,
          [runLine(answer), ...steps, costLine(answer), ...(answer.error === null ? [] : [answer.error.detail])].join('\n'),
        );
      }),
    );
  run
    .command('resume <id>')
    .description('play it on from its first unfinished step')
    .option('--budget <usd>', 'a new budget for a run that stopped at its budget')
    .option('--citations <style>', 'footnotes, links, list or none')
    .option('--out <file>', 'write its document there instead of to stdout')
    .action((id: string, options: { budget?: string; citations?: string; out?: string }, command: Command) =>
      withDesk(command, async (desk, output) => {
        const budgetUsd = toNumber('--budget', options.budget);
        const answer = await desk.json<RunAnswer>({ method: 'GET', path: `/runs/${encodeURIComponent(id)}` });
        if (['failed', 'cancelled', 'waiting'].includes(answer.status)) {
          await desk.json({ method: 'POST', path: `/runs/${id}/retry`, body: budgetUsd === undefined ? {} : { budgetUsd } });
        }
        await deliver(desk, output, await followRun(desk, output, id), options);
      }),
    );
  run
    .command('cancel <id>')
    .description('end it; what is finished is kept')
    .action((id: string, _options: unknown, command: Command) =>
      withDesk(command, async (desk, output) => {
        const answer = await desk.json<RunAnswer>({ method: 'POST', path: `/runs/${encodeURIComponent(id)}/cancel` });
        output.result(answer, `${answer.id} ends.`);
      }),
    );
}

async function exportDocument(
  desk: Desk,
  output: Output,
  id: string,
  options: { format: string; citations?: string; out?: string },
): Promise<void> {
  const query = new URLSearchParams({
    format: options.format,
    ...(options.citations === undefined ? {} : { citations: options.citations }),
  });
  const content = await desk.bytes({ method: 'GET', path: `/documents/${encodeURIComponent(id)}/export?${query}` });
  if (options.out !== undefined) {
    writeOut(options.out, content);
    output.result({ documentId: id, out: options.out }, '');
  } else if (output.isJson) output.result({ documentId: id, content: content.toString(options.format === 'docx' ? 'base64' : 'utf8') }, '');
  else process.stdout.write(content);
}

function addDelete(noun: Command, path: string, description: string): void {
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

async function allPages<T>(desk: Desk, path: string): Promise<T[]> {
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

function sourceLine(source: SourceRow): string {
  return `${source.id}  ${source.title}  (${source.address}, ${source.characters} characters${source.problems.length > 0 ? `, ${source.problems.length} problems` : ''})`;
}

function documentLine(document: DocumentRow): string {
  return `${document.id}  ${document.title}  (${document.type}, revision ${document.revision}, ${document.updatedAt})`;
}

function runLine(run: RunAnswer): string {
  return `${run.id}  ${run.kind}  ${run.status}${run.waitingFor === undefined ? '' : ` for ${run.waitingFor}`}  ${run.brief.topic ?? ''}`;
}
