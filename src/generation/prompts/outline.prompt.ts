import type { ModelMessage } from '../../ports/language-model.ts';
import { briefLines, oneLine, type PromptBrief } from './brief-lines.ts';
import { type PromptPassage, passagesBlock } from './data-block.ts';
import { readPrompt } from './prompt-file.ts';

export interface OutlinePromptInput {
  brief: PromptBrief;
  /** Of the whole text. */
  words: number;
  /** Best first; their place in the list is their number. */
  passages: readonly PromptPassage[];
}

const fill = readPrompt<Record<'topic' | 'brief' | 'guidance' | 'words' | 'sections' | 'passages', string>>('./outline.prompt.md');

/** Every field is required and no other is allowed, as strict JSON modes want it. */
export const outlineSchema = {
  name: 'outline',
  schema: {
    type: 'object',
    properties: {
      title: { type: 'string' },
      sections: {
        type: 'array',
        items: {
          type: 'object',
          properties: {
            heading: { type: 'string' },
            notes: { type: 'string' },
            passages: { type: 'array', items: { type: 'integer' } },
          },
          required: ['heading', 'notes', 'passages'],
          additionalProperties: false,
        },
      },
    },
    required: ['title', 'sections'],
    additionalProperties: false,
  },
};

/** Asks for an outline as JSON of `outlineSchema`. */
export function outlinePrompt({ brief, words, passages }: OutlinePromptInput): ModelMessage[] {
  return fill({
    topic: oneLine(brief.topic),
    brief: briefLines(brief),
    guidance: brief.guidance,
    words: String(words),
    sections: sectionsFor(words),
    passages: passagesBlock(passages),
  });
}

/** A section has about 200 words. */
function sectionsFor(words: number): string {
  const most = Math.min(10, Math.max(2, Math.round(words / 150)));
  const least = Math.max(1, Math.min(most, Math.round(words / 280)));
  return least === most ? String(most) : `${least} to ${most}`;
}
