import { describe, expect, it } from 'vitest';
import { mediaTypeOf } from './media-type.ts';

describe('mediaTypeOf', () => {
  it.each([
    ['%PDF-1.7', 'page.html', 'application/pdf'],
    ['PK\x03\x04…', 'archive.zip', 'application/zip'],
    ['PK\x03\x04…', 'draft.DOCX', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
    ['\x89PNG\r\n\x1a\n', null, 'image/png'],
    ['\xff\xd8\xff\xe0', 'photo.txt', 'image/jpeg'],
    ['RIFF\x01\x02\x03\x04WEBPVP8', null, 'image/webp'],
    ['# Title', 'notes.md', 'text/markdown'],
    ['<p>', 'page.html', 'text/html'],
    ['plain words', 'report.pdf', 'text/plain'],
    ['plain words', null, 'text/plain'],
    ['\x00\x01\x02', 'notes.txt', 'application/octet-stream'],
    ['\xff\xfe\xfd', 'notes.txt', 'application/octet-stream'],
  ])('takes %j named %s for %s', (head, name, expected) => {
    expect(mediaTypeOf(Buffer.from(head, 'latin1'), name)).toBe(expected);
  });

  it('is not misled by a character that the head cuts', () => {
    expect(mediaTypeOf(Buffer.from('naïve').subarray(0, 3), null)).toBe('text/plain');
  });
});
