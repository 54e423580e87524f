import { contentStem } from '../shared/language/content-stems.ts';
import type { Language } from '../shared/language/languages.ts';
import type { Quantity } from '../shared/language/quantities.ts';
import { termsOf } from '../shared/language/terms.ts';
import { type Word, wordsOf } from '../shared/language/words.ts';

/**
 * Words that turn a sentence when they are left out or put in: how sure it is, who says it, on what condition, how many and how often.
 * Negations are the language pack's.
 */
const turning = new Set(
  `may might could can would should must will shall only merely solely even almost nearly hardly barely rarely seldom often usually sometimes always some most many several few
  half partly mostly mainly all every each any both either if unless when whenever until except despite said say says claim claims claimed deny denies denied denying doubt
  doubts allege alleges alleged allegedly reportedly apparently supposedly probably possibly perhaps likely unlikely expect expects expected plan plans planned propose proposed
  myth false wrong untrue dispute disputes disputed refute refuted believe believes believed think thinks thought suggest suggests suggested according argue argues argued
  estimate estimates estimated forecast hope hopes hoped former formerly first last about around approximately roughly
  kann konnen konnte konnten darf durfen mussen muss soll sollen sollte will wollen nur lediglich sogar fast beinahe selten oft haufig meist meistens manchmal immer einige viele
  wenige wenn falls sofern ausser trotz sagt sagte sagen laut zufolge angeblich vermutlich wahrscheinlich moglicherweise vielleicht theoretisch geplant plant behauptet bestreitet
  alle jeder jede jedes halbe etwa rund
  peut peuvent pourrait pourraient doit doivent devrait seulement presque rarement souvent parfois toujours certains certaines plusieurs si quand sauf malgre selon dit disent
  affirme affirment nie nient pretend probablement prevu prevoit tous toutes chaque environ
  puede pueden podria podrian debe deben deberia solo casi rara raramente menudo siempre algunos algunas varios varias cuando salvo excepto segun dice dicen afirma niega
  probablemente quiza quizas previsto todos todas cada incluso
  puo possono potrebbe deve devono quasi spesso sempre alcuni alcune se quando tranne secondo dice dicono forse probabilmente tutti tutte ogni
  pode podem poderia deve devem apenas somente quase sempre alguns algumas caso exceto segundo diz dizem talvez provavelmente todos todas
  kan kunnen kon zou zouden moet moeten mag mogen alleen slechts bijna zelden vaak soms altijd enkele veel weinig als tenzij behalve volgens zegt zegde misschien
  waarschijnlijk alle elke`.split(/\s+/),
);

/** Articles come and go without a change of sense. */
const articles = new Set(
  'a an the der die das den dem des ein eine einen einem einer eines le la les l un une el los las una lo il gli i uno o os as um uma de het een'.split(
    ' ',
  ),
);

/** What may follow when a sentence says more than the claim: a clause of its own. */
const furtherClause = /^\s*(?:[,;:–—(]|(?:and|und|et|y|e|en)\s)/iu;
const ownClause = /^\s*,?\s*(?:and|und|et|y|e|en)\s/iu;

/**
 * Whether a claim says what a sentence says, in its words and their order: the whole sentence or its first clause, give or take articles.
 * Word by word, because a changed, swapped or added word turns a true sentence into a false one that is as alike as can be.
 */
export function isNearVerbatim(claim: string, sentence: string, language: Language): boolean {
  if (!sameQuantities(claim, sentence, language)) return false;
  const wanted = tellingWords(claim);
  const have = tellingWords(sentence);
  let at = 0;
  for (const [place, word] of wanted.entries()) {
    const from = at;
    while (at < have.length && !isSameWord(word, have[at] as Word, language)) at += 1;
    if (at === have.length) return false;
    const skipped = have.slice(from, at);
    if (place === 0 ? skipped.length > 0 : skipped.some((each) => isTelling(each, language))) return false;
    at += 1;
  }
  const end = have[at - 1]?.end ?? 0;
  const rest = sentence.slice(end);
  if (at === have.length) return wanted.length > 0;
  if (!furtherClause.test(rest)) return false;
  return ownClause.test(rest) || have.slice(at).every(({ folded }) => !turns(folded, language));
}

const mostUnsaid = 4;

/** Words of a claim, as written, that a sentence does not have and that could turn it: those of content, and those that say how sure or how many. */
export function unsaidWords(claim: string, sentence: string, language: Language): string[] {
  const have = tellingWords(sentence);
  return tellingWords(claim)
    .filter((word) => isTelling(word, language) && !have.some((other) => isSameWord(word, other, language)))
    .map(({ start, end }) => claim.slice(start, end))
    .slice(0, mostUnsaid);
}

function tellingWords(text: string): Word[] {
  return wordsOf(text).filter(({ folded }) => !articles.has(folded));
}

function isSameWord(one: Word, other: Word, language: Language): boolean {
  if (one.folded === other.folded) return true;
  const stem = contentStem(one.folded, language);
  return stem !== null && stem === contentStem(other.folded, language);
}

function turns(word: string, language: Language): boolean {
  return turning.has(word) || language.negations.has(word);
}

/** A word inside the claim's stretch that cannot be passed over. */
function isTelling({ folded }: Word, language: Language): boolean {
  return turns(folded, language) || contentStem(folded, language) !== null || /^\p{N}/u.test(folded);
}

/** Each number of the claim is in the sentence, in this order, with its unit and its bound. */
function sameQuantities(claim: string, sentence: string, language: Language): boolean {
  const have = termsOf(sentence, language).quantities;
  let at = 0;
  for (const quantity of termsOf(claim, language).quantities) {
    while (at < have.length && !isSameQuantity(quantity, have[at] as Quantity)) at += 1;
    if (at === have.length) return false;
    at += 1;
  }
  return true;
}

function isSameQuantity(one: Quantity, other: Quantity): boolean {
  return (
    one.unit === other.unit && one.low === other.low && one.high === other.high && one.bound === other.bound && one.side === other.side
  );
}
