import { type Command, Option } from 'commander';
import { AppError } from '../../shared/errors.ts';
import { withDesk } from '../command.ts';
import type { Desk } from '../desk.ts';
import { assertWritable, writeOut } from '../out-file.ts';
import type { Output } from '../output.ts';
import { readInputFile } from '../source-arguments.ts';
import { Uploads } from '../uploads.ts';
import { addDelete, allPages } from './listing.ts';
import { citationsOption } from './option-values.ts';

interface DocumentRow {
  id: string;
  title: string;
  type: string;
  revision: number;
  createdAt: string;
  updatedAt: string;
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
    .addOption(new Option('--format <format>', 'kind of file').choices(['md', 'html', 'docx']).default('md'))
    .addOption(citationsOption())
    .option('--out <file>', 'write it there instead of to stdout')
    .action(async (id: string, options: ExportOptions, command: Command) => {
      assertWritable(options.out);
      if (options.format === 'docx' && options.out === undefined && process.stdout.isTTY) {
        throw new AppError('validation_failed', 'A Word file cannot be shown in a terminal', { hint: 'Name a file with --out.' });
      }
      await withDesk(command, (desk, output) => exportDocument(desk, output, id, options));
    });
  document
    .command('import <file...>')
    .description('Markdown, DOCX, HTML or text as documents')
    .action(async (files: string[], _options: unknown, command: Command) => {
      const given = await Promise.all(files.map(async (path) => ({ path, bytes: await readInputFile(path) })));
      await withDesk(command, async (desk, output) => {
        const imported = await Uploads.during(desk, async (uploads) => {
          const rows: DocumentRow[] = [];
          for (const { path, bytes } of given) {
            const blobId = await uploads.add(path, bytes);
            rows.push(await uploads.make<DocumentRow>('/documents/import', { blobId }, ({ id }) => [`/documents/${id}`, `/trash/${id}`]));
          }
          return rows;
        });
        output.result(imported, imported.map(documentLine).join('\n'));
      });
    });
  addDelete(document, 'documents', 'move it to the trash');
}

interface ExportOptions {
  format: string;
  citations?: string;
  out?: string;
}

async function exportDocument(desk: Desk, output: Output, id: string, { format, citations, out }: ExportOptions): Promise<void> {
  const query = new URLSearchParams({ format, ...(citations === undefined ? {} : { citations }) });
  const content = await desk.bytes({ method: 'GET', path: `/documents/${encodeURIComponent(id)}/export?${query}` });
  if (out !== undefined) writeOut(out, content);
  const encoding = format === 'docx' ? 'base64' : 'utf8';
  if (output.isJson)
    output.result(
      { documentId: id, format, out: out ?? null, ...(out === undefined ? { encoding, content: content.toString(encoding) } : {}) },
      '',
    );
  else if (out === undefined) process.stdout.write(content);
  else output.say(`Written to ${out}.`);
}

function documentLine(document: DocumentRow): string {
  return `${document.id}  ${document.title}  (${document.type}, revision ${document.revision}, ${document.updatedAt})`;
}
