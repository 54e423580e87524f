import { foldWord } from '../shared/language/fold.ts';
import type { Language } from '../shared/language/languages.ts';
import { wordsOf } from '../shared/language/words.ts';

/** `There are three kinds`, `It is likely that` point at nothing before them. */
const standing =
  /^(?:there (?:is|are|was|were|has|have|exist)|here (?:is|are)|it (?:is|was) (?:likely|possible|said|known|thought|estimated|believed) that|it takes)\b/;
/** Inside a sentence these point back as well: `none of that.`, `the latter`, `as noted above`. */
const backwards =
  /\b(?:the (?:former|latter)|as (?:mentioned|described|noted|shown) (?:above|before|earlier)|in the same (?:volume|way|amount|time|period))\b|\b(?:about|of|for|than|like|after|before|with|from|by|to) (?:that|this|these|those|them|it)(?=[.,;:!]|$)/u;

/** Openings, by language, that hide what the sentence is about in the one before. All of folded text. */
const pointing: Readonly<Record<string, RegExp>> = {
  // `The difference is small`: of what, the sentence before says. `In 2022, it lost` has nobody to be `it`.
  en: /^(?:(?:at|in|on|by|during|for|after|over|within) [^,.;]{1,60}, )?the (?:difference|figures?|results?|reason|effect|answer|latter|former|same|others?|rest|second|third|first one|next one) (?!of|between|for|to|in|that|why)|^(?:at|in|on|by|during|for|from|over|within|until|under|throughout) [^,.;]{1,60}, (?:they|he|she|them|his|their|its|these|those|it(?! (?:is|was|has been|takes|took|seems|appears|would|may|might|can|could|becomes|became|rains)\b))\b/,
  de: /^(?:der|die|das) (?:rest|unterschied|grund|effekt|wirkung|differenz|folge|ursache) (?!von|vom|der|des|fur|zwischen|bei|beim|im|in|an|auf|dass|warum)|^(?:im|in|am|an|bei|beim|zum|zur|nach|vor|seit|ab|bis|unter|auf|aus|mit|ohne|fur|durch) (?:[^\s,.;]+ ){1,7}?\p{Ll}+ (?:er|sie|ihn|ihm|ihnen)\b/u,
  fr: /^(?:la |le |les |l')(?:difference|raison|effet|resultat|consequence|reste|cause) (?!de|du|des|d'|entre|pour|que|sur)|^(?:en|dans|a|au|aux|pendant|depuis|pour|par|avec|sans|apres|avant) [^,.;]{1,60}, (?:elles?|ils|celui-ci|celle-ci|ceux-ci|cela|il(?! (?:y a|faut|est (?:possible|probable|important|necessaire)|s'agit|existe|semble|pleut)))\b/,
  es: /^(?:la|el) (?:diferencia|razon|efecto|resultado|consecuencia|resto|causa) (?!de|del|entre|para|que|sobre)/,
};

/** Pronouns, demonstratives and connectives at the start of a sentence, in scripts of languages without a pack. */
const openersByScript: readonly RegExp[] = [
  /^(?:しかし|だが|でも|また|そして|それ|これ|その|この|そこ|ここ|彼|したがって|そのため|さらに|なお|一方|例えば|たとえば|つまり|ただし|だから|すると|ところが|ちなみに|同様に)/u,
  /^(?:但是|但(?!丁)|然而|因此|所以|此外|另外|而且|不过|同时|[它他她]|这|那[么个些是种里]|其[中他实]?|例如|比如|于是|总之)/u,
  /^(?:그러나|하지만|그리고|그래서|따라서|또한|이것|그것|이는|그는|그녀|그들|이들|이러한|그런|예를 들어|반면|한편)/u,
  /^(?:و?لكن|و?مع ذلك|و?لذلك|لذا|كما|و?هذا|و?هذه|ذلك|تلك|و?هو|و?هي|و?هم|بينما|أيضا|و?بالتالي|ثم|على سبيل المثال)(?=[\s،,]|$)/u,
  /^(?:однако|но|поэтому|также|кроме того|это|этот|эта|эти|он|она|оно|они|его|ее|их|там|тогда|затем|например|при этом|таким образом|тем не менее|зато|а|и)(?=[\s,]|$)/u,
];

/** Whether a sentence leans on one before it: it opens with a pronoun, demonstrative or connective, or points back. */
export function leansOnContext(sentence: string, language: Language): boolean {
  const words = wordsOf(sentence.slice(0, 160)).map((word) => word.folded);
  const folded = foldWord(sentence).replace(/^[^\p{L}\p{N}]+/u, '');
  if (language.code === 'en' && standing.test(folded)) return false;
  for (let length = 1; length <= 4 && length <= words.length; length += 1) {
    if (language.leaningOpeners.has(words.slice(0, length).join(' '))) return true;
  }
  if (/^\p{Ll}/u.test(sentence.trim()) || openersByScript.some((openers) => openers.test(folded))) return true;
  return (pointing[language.code]?.test(folded) ?? false) || (language.code === 'en' && backwards.test(folded));
}
