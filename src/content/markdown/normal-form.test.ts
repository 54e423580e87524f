import fc from 'fast-check';
import type { Nodes } from 'mdast';
import rehypeStringify from 'rehype-stringify';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';
import { describe, expect, it } from 'vitest';
import { nastyMarkdown } from '../../../tests/support/nasty-markdown.ts';
import { isAppError } from '../../shared/errors.ts';
import { toStoredText } from '../../shared/text/code-points.ts';
import { maxMarkdownLength, parseMarkdown, stringifyMarkdown, toNormalForm } from './normal-form.ts';

const bare = (text: string) => toStoredText(text).replace(/\s+/g, '').normalize('NFD');

/** All a tree says, without white space and in one composition, so that only lost or added text differs. */
function said(node: Nodes): string {
  const inner = 'children' in node ? node.children.map(said).join('') : '';
  const own = bare(
    ['label', 'value', 'alt', 'url', 'title', 'lang'].map((name) => (node as unknown as Record<string, string>)[name] ?? '').join(''),
  );
  // An address in plain text is found by rules that depend on what stands around it; its link says no more than its text.
  return node.type === 'link' && own.endsWith(inner) ? inner : bare(own + inner);
}

const toHtml = unified().use(remarkRehype, { allowDangerousHtml: true }).use(rehypeStringify, { allowDangerousHtml: true }).freeze();

/**
 * What a reader of the page sees, white space aside. A line break may have become a space, and a tag that would begin a block in another
 * place its letters; addresses are compared as they read, because their text is stored in one composition.
 */
function shown(text: string): string {
  const html = toHtml.stringify(toHtml.runSync(parseMarkdown(toStoredText(text))));
  const read = html.replace(/(?:%[\dA-F]{2})+/g, (escaped) => decodeURIComponent(escaped));
  return bare(read.replace(/<br>/g, '').replaceAll(/&lt;|&#x3C;/g, '<'));
}

const code = (work: () => unknown): string | undefined => {
  try {
    work();
  } catch (error) {
    if (isAppError(error)) return error.code;
  }
};

describe('normal form', () => {
  it('is written back as it was read, whatever it was made from, and says the same', () => {
    fc.assert(
      fc.property(nastyMarkdown, (text) => {
        const normal = toNormalForm(text);
        expect(stringifyMarkdown(parseMarkdown(normal))).toBe(normal);
        expect(toNormalForm(normal)).toBe(normal);
        expect(toStoredText(normal)).toBe(normal);
        expect(said(parseMarkdown(normal))).toBe(said(parseMarkdown(toStoredText(text))));
        expect(shown(normal)).toBe(shown(text));
      }),
      { numRuns: 300 },
    );
  }, 60_000);

  it.each([
    ['*a*\n\n* b\n* c', '*a*\n\n- b\n- c\n'],
    ['Setext\n===', '# Setext\n'],
    ['-&#10;- [ ] a', '\\- - \\[ ] a\n'],
    ['# Over *two&#10;lines*', '# Over *two lines*\n'],
    ['a  \nb', 'a\\\nb\n'],
    ['a\\\n    </div>', 'a </div>\n'],
    ['[x]: http://y\n    </div>\n*a*\\\nb', '[x]: http://y\n\n\\</div>\n*a*\\\nb\n'],
    ['[^1]: <script>\n    \n    a', '[^1]: <script>\n\n    a\n'],
    ['[^1]: ~~~\n        \n    b', '[^1]: ```\n\n    b\n    ```\n'],
    ['[x]\\: a [^1]\\: b\n\n[^1]\\: c\n\n[x]: y\n\n[^1]: d', '[x]\\: a [^1]\\: b\n\n[^1]\\: c\n\n[x]: y\n\n[^1]: d\n'],
    ['- <!-- open\n\nnext', '- <!-- open\n\nnext\n'],
    ['~~~js\nx\n~~~', '```js\nx\n```\n'],
    ['| a \\| b | c |\n|---|---|\n|&#32;x | y|', '| a \\| b | c |\n| - | - |\n| x | y |\n'],
    ['One.[^A b] [^A-b]\n\n[^A-b]: note\n    more', 'One.\\[^A b] [^A-b]\n\n[^A-b]: note\n    more\n'],
    ['2\\. not a list\n\n3. a list', '2\\. not a list\n\n3. a list\n'],
    ['', ''],
  ])('%j', (text, expected) => expect(toNormalForm(text)).toBe(expected));

  it.each([
    ['- a\n\n  b\n- c\n\n\n- d'],
    ['1) a\n2) b\n\n1. c'],
    ['- a\n- b\n\n<!-- -->\n\n- c'],
    ['10. a\n\n    b\n\n0. zero'],
    ['- a\n\n      code\n- [ ] open\n- [x]closed'],
    ['> a\nlazy\n> > c\n\n\tcode'],
    ['![a *b*](x.png "t \\" u") [a][b] [c][]\n\n[B]: <u v> (t)\n[c]: y'],
    ['`` a`b `` ``` ``` **a**b**c** *a*\u200bb ~~Hi~~ ~there~'],
    ['| a | b |\n|:-:|-|\n| `\\|` [^1] | x<br>y | z |\n| **\\|** |\n\n[^1]: n\n\n    - l\n\n    > q'],
    ['www.x.org/a_b?q=(c)) http://a.b/c_d_e?y=*2* a.b-c_d@a.b. <a@b.co>'],
    ['# \n\n-\n-\n\na\n***\nb\n\n+1 for\n\n2024\\. A year\n\n#no'],
    ['مرحبا *بالعالم*\n\n日本**語。**は\n\n👩‍👩‍👧 &nbsp;x &amp;lt; &copy;'],
    ['<div>\n\n*in*\n\n</div>\n\n<b>*x*</b> <!-- c --> <?p?>'],
  ])('means what %j means', (text) => expect(shown(toNormalForm(text))).toBe(shown(text)));

  it('keeps everything of an article', () => {
    const article = [
      '# Title\n\nA *b* **c** `d` ~~e~~ [f](https://x.y/z?a=b_c "t").[^1][^2]\n\n## List\n\n- one\n  - two\n- [x] done\n\n1. first\n2. second\n',
      '> quoted\n>\n> more\n\n```ts\nconst a = `b`;\n```\n\n![alt](i.png)\n\n---\n\n| a | b |\n| - | -: |\n| 1 | 2 |\n',
      '[^1]: [Title](file:notes.pdf), p. 3 — “a quote”\n\n[^2]: [Title](https://x.y) — not supported\n',
    ].join('\n');
    expect(toNormalForm(article)).toBe(article);
  });

  it('keeps a block verbatim that does not stand still', () => {
    const restless = '| a |\n| - |\n| &#x20;x |';
    expect(toNormalForm(`Before.\n\n${restless}\n\nAfter.`, 1)).toBe(`Before.\n\n\`\`\`markdown\n${restless}\n\`\`\`\n\nAfter.\n`);
  });

  it('refuses what is too long or too deep, and says so', () => {
    expect(code(() => toNormalForm('a'.repeat(maxMarkdownLength + 1)))).toBe('too_large');
    expect(code(() => toNormalForm('>'.repeat(3000)))).toBe('unprocessable');
  });
});
