import { mkdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { writePdf } from './source-files/pdf-writer.ts';
import { readSourceFile } from './source-files/source-files.ts';
import { spinningPdf } from './spinning-pdf.ts';

/** Files nobody can make a source of, and one good one, by name. */
export function writeBadFiles(folder: string): (name: string) => string {
  const files: Record<string, Uint8Array | string> = {
    'good.txt': 'Cold brew steeps for sixteen hours in cold water.\n',
    'empty.txt': '',
    'blank.txt': ' \n\n\t\n',
    'binary.bin': Uint8Array.from({ length: 5000 }, (_, index) => (index * 7919) % 256),
    'picture.png': Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0]),
    'encrypted.pdf': readSourceFile('notes-encrypted.pdf'),
    'scanned.pdf': writePdf(['picture', 'picture']),
    'cut.pdf': readSourceFile('notes.pdf').subarray(0, 700),
    'spinning.pdf': spinningPdf(),
    'bomb.docx': wordFile(new Uint8Array(60_000_000)),
    'entities.docx': wordFile(
      strToU8('<!DOCTYPE a [<!ENTITY b "bbbbbbbb"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><w:document>&c;</w:document>'),
    ),
  };
  mkdirSync(folder, { recursive: true });
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  // A hole: it takes no room on the disk.
  writeFileSync(join(folder, 'large.bin'), '');
  truncateSync(join(folder, 'large.bin'), 300_000_000);
  return (name) => join(folder, name);
}

function wordFile(document: Uint8Array): Uint8Array {
  const types = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>';
  return zipSync({ '[Content_Types].xml': strToU8(types), 'word/document.xml': document });
}
