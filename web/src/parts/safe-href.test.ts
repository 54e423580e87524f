import { expect, it } from 'vitest';
import { safeHref } from './safe-href.ts';

it('only what opens a page or a letter can be followed', () => {
  for (const address of ['https://example.org/a?b#c', 'http://example.org', 'mailto:a@example.org', '#note'])
    expect(safeHref(address)).toBe(address);
  for (const address of [
    'javascript:alert(1)',
    ' javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:x',
    'file:///etc/passwd',
    'file:notes.pdf',
    'blob:https://example.org/1',
    '//example.org',
    '',
  ])
    expect(safeHref(address), address).toBe(null);
});
