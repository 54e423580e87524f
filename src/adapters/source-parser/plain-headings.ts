/** A line of one sign below a heading. */
export const underline = /^\s*(=|-|~|\*|_|#|\^)\1{2,}\s*$/;

const longest = 80;
const number =
  /^(?:(?:[Cc]hapter|CHAPTER|[Ss]ection|[Pp]art|PART|[Kk]apitel|[Tt]eil|[Aa]bschnitt|[Cc]hapitre|[Cc]ap[íi]tulo)\s+(\d{1,3}|[IVXLC]{1,6})\b|(\d{1,3}(?:\.\d{1,3}){0,4})[.)]\s+\p{Lu}|(\d{1,3}(?:\.\d{1,3}){1,4})\s+\p{Lu})/u;
/** `3. April 2024` */
const date = /\s\d{4}$/;
const closed = /[.!?;:,…。！？；：،]["'”’»)\]]*$/u;

/**
 * Whether a paragraph of plain text heads what follows: one line without a stop that is underlined, numbered, in capitals, set further
 * out than the text below it, or the first of the file.
 */
export function isPlainHeading(lines: readonly string[], next: readonly string[] | undefined, isFirst: boolean): boolean {
  const [line = ''] = lines;
  const text = line.trim().replace(/\s*¶$/u, '');
  if (text.length > longest || !/\p{L}/u.test(text) || /^[-*•–>|]/u.test(text)) return false;
  if (lines.length === 2 && underline.test(lines[1] ?? '')) return true;
  if (lines.length !== 1 || next === undefined || closed.test(text)) return false;
  if (number.test(text) && !date.test(text)) return numberDepth(text) !== numberDepth(next[0] ?? '') || next.length > 1;
  if (!/^[\p{Lu}\p{Lo}\d"“„«¿¡]/u.test(text)) return false;
  if (isInCapitals(text)) return true;
  return isFirst ? isProse(next) : indent(next[0] ?? '') > indent(line) && isProse(next);
}

/** How many numbers stand before a title; 0 for none. Two titles of one depth in a row are items of a list. */
function numberDepth(line: string): number {
  const [, chapter, closedNumber, bare] = number.exec(line.trim()) ?? [];
  return (chapter ?? closedNumber ?? bare)?.split('.').length ?? 0;
}

function isInCapitals(text: string): boolean {
  const letters = text.match(/\p{L}/gu) ?? [];
  return letters.length >= 4 && letters.every((letter) => letter !== letter.toLowerCase());
}

function isProse(lines: readonly string[]): boolean {
  return lines.join(' ').length > longest || closed.test(lines.at(-1)?.trim() ?? '');
}

function indent(line: string): number {
  return line.length - line.trimStart().length;
}
