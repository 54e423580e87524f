/** Characters without a shape that carry no meaning in a text: soft hyphens, blanks of no width, turns of direction, tags. */
const shapeless = /[\u00ad\u180e\u200b\u202a-\u202e\u2060-\u2069\ufeff]|[\u{e0000}-\u{e007f}]/gu;
/** Joiners and marks of direction belong to some scripts and to emoji, but never stand beside plain Latin. */
const besideLatin = /(?<=[\x20-\x7e])[\u200c-\u200f]+|[\u200c-\u200f]+(?=[\x20-\x7e])/g;

/** The text as a reader sees it, so that nothing hides in it from readers and rules: an address cut by a blank of no width, an order in invisible tags. */
export function withoutInvisible(text: string): string {
  return text.replace(shapeless, '').replace(besideLatin, '');
}
