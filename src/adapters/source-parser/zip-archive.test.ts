import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { blockLines, expectWholeCover } from '../../../tests/support/source-files/parsed-blocks.ts';
import { readSourceFile } from '../../../tests/support/source-files/source-files.ts';
import parseFile from './parse-file.ts';
import { inflateEntries, readZipDirectory } from './zip-archive.ts';

const paragraph = (text: string) => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`;
const namespace = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const relation = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument';

function docx(body: string, more: Record<string, Uint8Array> = {}): Uint8Array {
  return zipSync({
    '[Content_Types].xml': strToU8(
      '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>',
    ),
    '_rels/.rels': strToU8(
      `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="${relation}" Target="word/document.xml"/></Relationships>`,
    ),
    'word/document.xml': strToU8(`<?xml version="1.0"?>${body}`),
    ...more,
  });
}

const whole = (body: string) => `<w:document ${namespace}><w:body>${body}</w:body></w:document>`;

/** Overwrites the claimed size of every entry of the archive's directory. */
function lieAboutSizes(bytes: Uint8Array, size: number): Uint8Array {
  const copy = bytes.slice();
  const view = new DataView(copy.buffer);
  for (let at = 0; at + 46 < copy.length; at += 1) if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, size, true);
  return copy;
}

async function refused(bytes: Uint8Array, message: string, code = 'unprocessable'): Promise<void> {
  await expect(parseFile({ bytes })).rejects.toMatchObject({
    code,
    message: expect.stringContaining(message),
    hint: expect.stringMatching(/\.$/),
  });
}

describe('a DOCX file', { timeout: 60_000 }, () => {
  it('is read with what is declared nowhere else', async () => {
    const parsed = await parseFile({ bytes: docx(whole(paragraph('Café &amp; crème') + paragraph(''))), name: 'a/My_text.docx' });
    expectWholeCover(parsed);
    expect(parsed).toMatchObject({ format: 'docx', title: 'My text', problems: [] });
    expect(blockLines(parsed)).toEqual(['paragraph [para. 1] Café & crème']);
  });

  it('is refused when it declares entities, in any encoding', async () => {
    const bomb = `<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>${whole(paragraph('&c;'))}`;
    await refused(docx(bomb), 'declares XML entities');
    await refused(
      docx(whole(''), { 'word/styles.xml': new Uint8Array(Buffer.from(`\ufeff<?xml version="1.0"?>${bomb}`, 'utf16le')) }),
      'word/styles.xml',
    );
  });

  it('is refused when cut, empty of text, or no document', async () => {
    await refused(readSourceFile('draft.docx').slice(0, 6000), 'damaged archive');
    await refused(docx(whole('')), 'holds no text');
    await refused(docx('<w:document'), 'could not be read');
    await refused(zipSync({ 'xl/workbook.xml': strToU8('<x/>') }), 'Excel', 'unsupported_media');
    await refused(zipSync({ mimetype: strToU8('application/epub+zip') }), 'EPUB', 'unsupported_media');
    await refused(zipSync({ 'a.txt': strToU8('a') }), 'ZIP archive', 'unsupported_media');
  });
});

describe('a ZIP bomb', { timeout: 60_000 }, () => {
  const zeros = new Uint8Array(30_000_000);

  it('is refused by what it claims, before anything is inflated', async () => {
    await refused(docx(whole(''), { 'word/media/zeros.bin': zeros }), 'it claims to hold 30000');
    await refused(lieAboutSizes(docx(whole('')), 4_000_000_000), 'it claims to hold');
  });

  it('is refused by what it holds when its claims are lies', async () => {
    await refused(lieAboutSizes(docx(whole(''), { 'word/zeros.xml': zeros }), 10), 'it holds 30000');
  });

  it('is refused by the sum of parts that share their bytes', () => {
    const bytes = lieAboutSizes(zipSync({ 'a.xml': new Uint8Array(90_000_000) }, { level: 1 }), 10);
    const [part] = readZipDirectory(bytes);
    expect(() => inflateEntries(bytes.slice(), part ? [part, part, part] : [])).toThrow(/unpacks to far more/);
  });

  it('is refused by the number of its files', () => {
    const files = Object.fromEntries(Array.from({ length: 10_001 }, (_, index) => [`${index}`, new Uint8Array()]));
    expect(() => readZipDirectory(zipSync(files, { level: 0 }))).toThrow('it lists 10001 files');
  });
});
