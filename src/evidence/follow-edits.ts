import { listFootnotes, parseMarkdown } from '../content/index.ts';
import { languageOf } from '../shared/language/languages.ts';
import type { CheckedClaim } from './check.ts';
import { type Claim, findClaims } from './claims.ts';
import { unchecked } from './unchecked.ts';

export interface EditedDraft {
  /** As found on `checkedBody`. */
  claims: readonly CheckedClaim[];
  checkedBody: string;
  /** The text as it is now, in normal form. */
  body: string;
  language: string;
}

/**
 * The findings of a check on a text that was edited since. A sentence that stands word for word as it was checked, with footnotes that say
 * the same, keeps its finding at its new place; one that is new or was changed is unchecked; one that was removed is left out.
 */
export function followEdits({ claims, checkedBody, body, language }: EditedDraft): CheckedClaim[] {
  const found = new Map(claims.map((claim) => [`${claim.start}-${claim.end}`, claim]));
  const known = new Map<string, Checked[]>();
  for (const { claim, key } of keyedClaims(checkedBody, language)) {
    const finding = found.get(`${claim.start}-${claim.end}`);
    if (finding !== undefined) known.set(key, [...(known.get(key) ?? []), { finding, footnotes: claim.footnotes }]);
  }
  return keyedClaims(body, language).map(({ claim, key }) => followed(claim, known.get(key)?.shift()));
}

interface Checked {
  finding: CheckedClaim;
  /** Labels at the time of the check. */
  footnotes: readonly string[];
}

/** Claims with all that a finding depends on; labels of footnotes may change, what they say may not. */
function keyedClaims(body: string, language: string): { claim: Claim; key: string }[] {
  const root = parseMarkdown(body);
  const notes = new Map(listFootnotes(root).map(({ label, content }) => [label.toLowerCase(), content]));
  return findClaims(body, languageOf(language), root).map((claim) => {
    const cited = claim.footnotes.map((label) => notes.get(label.toLowerCase()));
    return { claim, key: JSON.stringify([claim.text, claim.quoted, cited]) };
  });
}

function followed({ start, end, text, footnotes }: Claim, checked: Checked | undefined): CheckedClaim {
  const place = { start, end, text, ...(footnotes[0] === undefined ? {} : { footnote: footnotes[0] }) };
  if (checked === undefined) return { ...place, ...unchecked('Written or changed since the check.') };
  const { note } = checked.finding;
  return { ...checked.finding, ...place, ...(note === undefined ? {} : { note: relabelled(note, checked.footnotes, footnotes) }) };
}

/** A note names footnotes by the labels they had. */
function relabelled(note: string, before: readonly string[], after: readonly string[]): string {
  return note.replace(/(?<=that footnote ).*(?= quotes\.$)/, (labels) =>
    labels
      .split(', ')
      .map((label) => after[before.indexOf(label)] ?? label)
      .join(', '),
  );
}
