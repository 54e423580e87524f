/**
 * Sentences of a page that are no content: cookie and consent notes, subscriptions, sharing, copyright, navigation, bylines.
 * Only short sentences are looked at, and every pattern needs words that content about the same subject would not use in this way.
 */
const patterns: readonly RegExp[] = [
  /\b(?:we|this (?:web)?site|our (?:web)?site)\s+(?:and our partners\s+)?uses?\s+cookies\b/i,
  /\b(?:accept|reject|manage|allow) (?:all )?(?:cookies|preferences|consent)\b/i,
  /\bcookie (?:policy|settings|preferences|notice|banner)\b/i,
  /\b(?:privacy policy|terms of (?:use|service)|terms (?:and|&) conditions)\b/i,
  /\ball rights reserved\b|^\s*(?:copyright|©|\(c\)\s*\d{4})/i,
  /\b(?:subscribe|sign up)\b.{0,40}\b(?:newsletter|updates|channel|mailing list|inbox|today|free)\b/i,
  /^(?:subscribe|sign (?:in|up)|log ?in|register|share|tweet|print|menu|search|home|about|contact|advertisement|sponsored(?: content)?|comments?|next|previous|newsletter)(?: now| here| us)?[.!:…]?$/i,
  /^(?:skip to (?:main )?content|back to top|load more|read more|continue reading|related (?:articles|posts|stories)|follow us|leave a (?:comment|reply)|table of contents|share this)\b[^.]{0,60}[.!:…]?$/i,
  /\b(?:click|tap) (?:here|below|the (?:link|button))\b/i,
  /\bfollow us on\b|\bshare (?:this|on) (?:article|post|facebook|twitter|x|linkedin|pinterest|whatsapp)\b/i,
  /^(?:[Ww]ritten |[Pp]osted |[Pp]ublished |[Rr]eviewed |[Pp]hoto(?:graph)? |[Ii]mage |[Uu]pdated |[Ww]ords )?[Bb]y:? \p{Lu}[\p{L}.'’-]+(?: \p{Lu}[\p{L}.'’-]+){0,3}(?:[,|·•–-].{0,60})?$/u,
  /^(?:last )?(?:updated|published|posted|modified)(?: on| at)?:? .{0,10}\d.{0,30}$/i,
  /^(?:photo|image|picture|credit|source|getty|reuters|ap photo)(?: credit)?(?:s)?: .{0,60}$/i,
  /^\d{1,2} min(?:ute)?s? read\b/i,
  /^[^.!?]{0,120}(?:\s[|›»>•·]\s[^.!?|›»>•·]{0,40}){2,}$/,
  /\b(?:wir verwenden|diese (?:web)?seite (?:verwendet|nutzt)) cookies\b|\balle rechte vorbehalten\b|\b(?:datenschutzerkl[äa]rung|impressum)\b|\bnewsletter abonnieren\b|^(?:von|foto|bild): ?\p{Lu}.{0,50}$/iu,
  /\b(?:nous utilisons|ce site utilise) des cookies\b|\btous droits r[ée]serv[ée]s\b|\bpolitique de confidentialit[ée]\b|\babonnez-vous\b|^(?:photo|cr[ée]dit) ?: .{0,50}$/iu,
  /\b(?:utilizamos|usamos|este sitio (?:web )?(?:utiliza|usa)) cookies\b|\btodos los derechos reservados\b|\bpol[íi]tica de privacidad\b|\bsuscr[íi]bete\b|^(?:foto|cr[ée]dito): .{0,50}$/iu,
];

const longest = 240;

/** Whether a sentence is page furniture and not content. */
export function isBoilerplate(sentence: string): boolean {
  const text = sentence.trim();
  if (!/[\p{L}\p{N}]/u.test(text)) return true;
  return text.length <= longest && patterns.some((pattern) => pattern.test(text));
}
