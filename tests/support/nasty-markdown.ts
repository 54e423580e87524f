import fc from 'fast-check';

/** Pieces whose neighbourhoods are where Markdown readers and writers disagree; for property tests. */
const inline = [
  ...'ab*_`[]()!#+-=>|~\\:.,"\'<&{}$\téé😀\u00a0\u200b',
  ...['b c', '**', '__', '``', '](http://x.y)', '[^1]', '[^b c]', '![', '](u "t")', '<b>', '</b>', '<http://a.b>', 'http://a.b/c_d'],
  ...['www.x.com', 'a@b.co', '\\\n', '  \n', '\n', '&amp;', '&#x20;', '&nbsp;', '~~', '1.', '&#10;', '&#9;', '&#x301;', '&#0;', '&#x2028;'],
  ...['\ud800', '\r', '*a* ', '**b**', '`c`', '[x]'],
];
const block = [
  ...['\n\n', '# ', '## ', '- ', '* ', '+ ', '1. ', '2) ', '> ', '    ', '```\n', '~~~\n', '---\n', '===\n', '  ', '\n    ', '\n   '],
  ...['| a | b |\n| - | :-: |\n', '| c | d |\n', '[^1]: ', '[^b c]: ', '[x]: http://y "t"\n', '<div>\n', '</div>\n', '<!-- ', '-->'],
  ...['- [ ] ', '- [x] ', '<pre>\n', '<script>'],
];

/** Markdown nobody would write, up to about 100 characters. */
export const nastyMarkdown: fc.Arbitrary<string> = fc
  .array(fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...inline) }, { weight: 2, arbitrary: fc.constantFrom(...block) }), {
    maxLength: 30,
  })
  .map((pieces) => pieces.join(''));
