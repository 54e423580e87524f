/**
 * Stand-ins in the text for what was taken out of it, so that the sentence around it can still be judged; made of characters no text may hold.
 * The letter makes one that stands alone a sentence of its own.
 */
export const marks = {
  /** A link with words of its own, or an image. */
  link: '\ue000',
  image: '\ue000X\ue000',
  /** A bare address or a form. */
  address: '\ue001X\ue001',
} as const;

/** The text without stand-ins, and without those a model may have written itself. */
export function unmarked(text: string): string {
  return text.replace(/[\ue000\ue001]X[\ue000\ue001]|[\ue000\ue001]/g, '');
}
