import type { ModelMessage } from '../../ports/language-model.ts';
import { briefLines, oneLine, type PromptBrief } from './brief-lines.ts';
import { dataBlock, type PromptPassage, passagesBlock } from './data-block.ts';
import { readPrompt } from './prompt-file.ts';

export interface PromptSection {
  heading: string;
  notes?: string;
}

export interface SectionPromptInput {
  brief: PromptBrief;
  title: string;
  outline: readonly PromptSection[];
  /** Which section of the outline, from 0. */
  index: number;
  /** Of the section. */
  words: number;
  /** Those the section needs, and no others; their place in the list is their number. */
  passages: readonly PromptPassage[];
}

type Shared = 'topic' | 'brief' | 'guidance' | 'title' | 'outline' | 'passages' | 'heading' | 'words';
const fillSection = readPrompt<Record<Shared | 'number' | 'notes', string>>('./section.prompt.md');
const fillRevision = readPrompt<Record<Shared | 'current' | 'wishes', string>>('./revise-section.prompt.md');

/** Asks for one section. What all sections share comes first, so that a provider's cache can serve it. */
export function sectionPrompt(input: SectionPromptInput): ModelMessage[] {
  const section = sectionOf(input);
  return fillSection({
    ...shared(input),
    number: String(input.index + 1),
    notes: oneLine(section.notes ?? '') || 'what the passages say about it.',
  });
}

/** @param current the section as Markdown, without its heading; @param wishes what should change, in the words of a person */
export function revisionPrompt(input: SectionPromptInput & { current: string; wishes: string }): ModelMessage[] {
  const wishes = oneLine(input.wishes) || 'write it more clearly.';
  return fillRevision({ ...shared(input), current: dataBlock(input.current), wishes });
}

function shared(input: SectionPromptInput): Record<Shared, string> {
  return {
    topic: oneLine(input.brief.topic),
    brief: briefLines(input.brief),
    guidance: input.brief.guidance,
    title: oneLine(input.title),
    outline: input.outline.map(outlineLine).join('\n'),
    passages: passagesBlock(input.passages),
    heading: oneLine(sectionOf(input).heading),
    words: String(input.words),
  };
}

function outlineLine({ heading, notes = '' }: PromptSection, index: number): string {
  return `${index + 1}. ${[heading, notes].map(oneLine).filter(Boolean).join(' — ')}`;
}

function sectionOf({ outline, index }: SectionPromptInput): PromptSection {
  const section = outline[index];
  if (section === undefined) throw new RangeError(`The outline has ${outline.length} sections, so none at ${index}`);
  return section;
}
