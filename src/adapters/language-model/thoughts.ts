import type { ModelPart } from '../../ports/language-model.ts';

const tags = ['think', 'thinking', 'thought', 'reasoning'];

/** Some servers leave what a model says to itself at the beginning of its text, between tags: it comes out as `thought`. */
export async function* tellThoughtsApart(parts: AsyncIterable<ModelPart>): AsyncGenerator<ModelPart> {
  const opening = new Opening();
  for await (const part of parts) {
    if (part.type === 'text') yield* opening.push(part.text);
    else {
      if (part.type === 'finish') yield* opening.end();
      yield part;
    }
  }
}

/** The beginning of a text, held back until it is clear what it is. */
class Opening {
  #held = '';
  #tag: string | null = null;
  #isOver = false;

  *push(text: string): Generator<ModelPart> {
    if (this.#isOver) return yield { type: 'text', text };
    this.#held += text;
    if (this.#tag === null) {
      const start = this.#held.trimStart();
      this.#tag = tags.find((tag) => start.startsWith(`<${tag}>`)) ?? null;
      if (this.#tag === null) return yield* this.#mayBecomeTag(start) ? [] : this.end();
    }
    yield { type: 'thought', text };
    const close = `</${this.#tag}>`;
    const end = this.#held.indexOf(close);
    // White space may still follow the thoughts; it belongs to no text.
    const rest = end === -1 ? '' : this.#held.slice(end + close.length).trimStart();
    if (rest === '') return;
    this.#isOver = true;
    yield { type: 'text', text: rest };
  }

  /** Nothing more comes: what is held is text, unless it is a thought that never ended. */
  *end(): Generator<ModelPart> {
    const isText = !this.#isOver && this.#tag === null && this.#held !== '';
    this.#isOver = true;
    if (isText) yield { type: 'text', text: this.#held };
  }

  #mayBecomeTag(start: string): boolean {
    return tags.some((tag) => `<${tag}>`.startsWith(start));
  }
}
