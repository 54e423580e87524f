import { isReferenceMark } from './note-marks.ts';

/** One line of a PDF page. Lengths in points; y grows upwards. */
export interface PdfLine {
  page: number;
  text: string;
  left: number;
  right: number;
  baseline: number;
  /** Font size of most of the line. */
  size: number;
  /** Font of most of the line; a name without meaning of its own. */
  font: string;
  /** The font has letters of one width, as program code is set in. */
  monospaced: boolean;
}

/** What pdf.js gives for each run of text. */
export interface PdfTextItem {
  str: string;
  hasEOL: boolean;
  fontName: string;
  width: number;
  transform: number[];
}

/** The text of a page; styles by font name. */
interface PdfPageText {
  items: readonly PdfTextItem[];
  styles: Readonly<Record<string, { fontFamily: string }>>;
}

interface Run {
  text: string;
  left: number;
  right: number;
  baseline: number;
  size: number;
  font: string;
}

/** Baselines nearer than this share of the font size are one line: superscripts stay in theirs. */
const sameLine = 0.45;
/** A gap wider than this share of the font size is a space even if the file holds none. */
const wordGap = 0.2;

/** Joins runs to lines in the file's own order, which keeps columns apart where the file does. */
export function readLines({ items, styles }: PdfPageText, page: number): PdfLine[] {
  const lines: Run[][] = [];
  let open: Run[] | undefined;
  for (const item of items) {
    const run = toRun(item);
    if (run.text.trim() !== '') {
      const previous = open?.at(-1);
      if (open && previous && continuesLine(previous, run)) open.push(run);
      else {
        open = [run];
        lines.push(open);
      }
    } else if (open && run.text !== '') {
      const previous = open.at(-1);
      if (previous) previous.text += ' ';
    }
    if (item.hasEOL && run.text.trim() !== '') open = undefined;
  }
  const isMonospaced = (font: string) => styles[font]?.fontFamily === 'monospace';
  return lines.map((runs) => toLine(runs, page, isMonospaced)).filter((line) => line.text !== '');
}

function toRun(item: PdfTextItem): Run {
  const [, , c = 0, d = 0, left = 0, baseline = 0] = item.transform;
  return { text: item.str, left, right: left + item.width, baseline, size: Math.hypot(c, d), font: item.fontName };
}

function continuesLine(previous: Run, next: Run): boolean {
  const size = Math.max(previous.size, next.size);
  return Math.abs(previous.baseline - next.baseline) < size * sameLine && next.left > previous.left - size;
}

function toLine(runs: readonly Run[], page: number, isMonospaced: (font: string) => boolean): PdfLine {
  const main = runs.reduce((longest, run) => (run.text.length > longest.text.length ? run : longest));
  let text = '';
  let previous: Run | undefined;
  for (const run of runs) {
    if (run !== main && isRaised(run, main) && isReferenceMark(run.text, text)) continue;
    if (previous && run.left - previous.right > run.size * wordGap) text += ' ';
    text += run.text;
    previous = run;
  }
  return {
    page,
    text: text.replace(/\s+/gu, ' ').trim(),
    left: Math.min(...runs.map((run) => run.left)),
    right: Math.max(...runs.map((run) => run.right)),
    baseline: main.baseline,
    size: main.size,
    font: main.font,
    monospaced: runs.every((run) => isMonospaced(run.font)),
  };
}

/** Smaller than its line, and above its baseline. */
function isRaised(run: Run, main: Run): boolean {
  return run.size < main.size * 0.85 && run.baseline > main.baseline + main.size * 0.1;
}
