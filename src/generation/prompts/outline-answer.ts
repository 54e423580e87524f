import { toString as textOf } from 'mdast-util-to-string';
import { z } from 'zod';
import { parseMarkdown } from '../../content/index.ts';
import { withoutInvisible } from './invisible.ts';
import { isPlantedOrder } from './planted-orders.ts';
import { withoutThoughts } from './small-talk.ts';

export interface PlannedSection {
  heading: string;
  notes: string;
  /** Numbers of passages of the prompt, each once. */
  passages: number[];
}

export interface OutlineAnswer {
  title: string;
  sections: PlannedSection[];
}

const maxSections = 20;
const loose = z.object({
  title: z.string().catch(''),
  sections: z.array(
    z.object({
      heading: z.string(),
      notes: z.string().catch(''),
      passages: z.array(z.coerce.number().int()).catch([]),
    }),
  ),
});

/**
 * Reads an outline from a model's answer, whatever stands around the JSON. Headings and notes become plain text, orders and addresses in
 * them and unknown passages go. Null when there is no outline in it.
 */
export function readOutlineAnswer(text: string, passages: number): OutlineAnswer | null {
  const parsed = loose.safeParse(jsonIn(withoutThoughts(text)));
  if (!parsed.success) return null;
  const seen = new Set<string>();
  const sections = parsed.data.sections
    .map((section) => ({
      heading: plain(section.heading, 120),
      notes: plain(section.notes, 600),
      passages: [...new Set(section.passages)].filter((number) => number >= 1 && number <= passages),
    }))
    .filter(({ heading }) => heading !== '' && !seen.has(heading.toLowerCase()) && seen.add(heading.toLowerCase()))
    .slice(0, maxSections);
  return sections.length === 0 ? null : { title: plain(parsed.data.title, 150), sections };
}

/** The first `{` to the last `}`: models like to add a fence or a remark. */
function jsonIn(text: string): unknown {
  const json = text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1);
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}

/** One line of plain text; empty when it gives an order or leads elsewhere. */
function plain(markdown: string, longest: number): string {
  const line = textOf(parseMarkdown(withoutInvisible(markdown.slice(0, 2_000))), { includeImageAlt: false, includeHtml: false })
    .replace(/\[\^?\d+\]/g, '')
    .replace(/\s+/g, ' ')
    .replace(/^\d+[.)]\s+/, '')
    .trim();
  if (/https?:|www\./i.test(line) || isPlantedOrder(line)) return '';
  return line.length > longest ? `${line.slice(0, longest).replace(/\s+\S*$/, '')}…` : line;
}
