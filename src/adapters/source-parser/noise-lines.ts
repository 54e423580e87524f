import { foldWord } from '../../shared/language/fold.ts';
import { languageOf, packCodes } from '../../shared/language/languages.ts';
import type { DraftBlock } from './draft-block.ts';

/** Lines of a page that belong to the site and not to the text, in the languages the product knows best. */

const longestNoise = 160;
const noisyLines = [
  /^(?:share|tweet|pin|print|email|save|subscribe|sign up|sign in|log in|follow us|advertisement|menu|search|close|comments?|back to top|skip to (?:main )?content)\b[^.!?]{0,40}:?$/i,
  /^(?:anzeige|werbung|teilen|drucken|merken|artikel teilen|zur startseite|publicit[ée]|partage[rz]|imprimer|publicidad|compartir|comparte|imprimir|condividi|delen)\b[^.!?]{0,40}:?$/i,
  /^(?:share|tweet) (?:this|on)\b/i,
  /^(?:subscribe to|sign up (?:for|to)|join) (?:our|the|my)\b.*\b(?:newsletter|mailing list|updates|inbox)\b/i,
  /^(?:abonnez-vous|s['’]abonner|inscrivez-vous|jetzt abonnieren|newsletter|suscr[íi]bete|suscr[íi]base|iscriviti|abonneer)\b.*$/iu,
  /\b(?:we|this (?:site|website)) uses? cookies\b|\baccept (?:all )?cookies\b|\bcookie (?:policy|settings|preferences)\b/i,
  /\b(?:wir|diese (?:web)?seite) (?:verwende[nt]|nutz(?:en|t)|setzt) (?:wir )?cookies\b|\bnous utilisons des cookies\b|\b(?:utilizamos|usamos|usa) cookies\b/i,
  /^(?:©|\(c\)|copyright)\s|\ball rights reserved\b|\balle rechte vorbehalten\b|\btous droits r[ée]serv[ée]s\b|\btodos los derechos reservados\b/i,
  /^(?:(?:[Ww]ords |[Ww]ritten |[Tt]ext )?[Bb]y|BY)\s+\p{Lu}[\p{L}.'’-]+(?:\s+(?:and\s+)?\p{Lu}[\p{L}.'’-]+){0,4}(?:\s*[|·•,–—-].*)?$/u,
  /^(?:(?:Text )?[Vv]on|VON|[Pp]ar|PAR|[Pp]or|POR|[Dd]oor)\s+\p{Lu}[\p{L}.'’-]+(?:\s+(?:(?:und|et|y|en|de|von|van|du)\s+)?\p{Lu}[\p{L}.'’-]+){1,4}(?:\s*[|·•,–—-].*)?$/u,
  /^(?:published|posted|updated|last (?:updated|modified))\b[^.!?]{0,60}$/i,
  /^(?:公開日|更新日|公開|更新|最終更新|发布(?:时间|日期|于)|更新(?:时间|日期))\s*[:：]/u,
  /^\d{1,3}[- ]min(?:ute)?s?\.?(?: read)?$/i,
  /^(?:related|you (?:may|might) also like|more from|recommended for you)\b[^.!?]{0,60}:?$/i,
  /^(?:read (?:more|next|also)|also read|see also|lesen sie (?:auch|mehr|hier)|mehr (?:dazu|lesen|zum thema)|auch interessant|(?:à )?lire (?:aussi|également)|voir aussi|à voir aussi|le[ae] (?:también|más)|ver también|te puede interesar|leggi anche|lees ook|leia também)(?:\s*[:：].{0,140}|[^.!?:]{0,60})$/iu,
  /^(?:関連記事|あわせて読みたい|相关(?:阅读|文章)|اقرأ أيضا)\s*[:：].{0,140}$/u,
  /^(?:topics?|tags?|filed under|categor(?:y|ies)|themen|schlagw[öo]rter|stichw[öo]rter|mots[- ]cl[ée]s|th[èe]mes|etiquetas|temas)\s*:[^.!?]*$/iu,
  /\bedit this page\b/i,
];

/** A byline or date line stands near the top; further down a date alone may be content. */
const nearTop = 8;

/** A short line that belongs to the site and not to the text. @param position of the block on its page */
export function isNoiseBlock(block: DraftBlock, position: number): boolean {
  if (block.text.length > longestNoise || block.kind === 'code' || block.kind === 'table-row') return false;
  if (noisyLines.some((pattern) => pattern.test(block.text))) return true;
  return block.kind === 'paragraph' && position < nearTop && isDateLine(block.text);
}

const dateWords = new Set(
  `monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun montag dienstag mittwoch donnerstag freitag samstag sonntag lundi mardi mercredi
  jeudi vendredi samedi dimanche lunes martes miercoles jueves viernes sabado domingo published updated posted modified last first on at am pm and gmt utc bst cet est edt
  pst et min mins minute minutes read reading time stand veroffentlicht aktualisiert zuletzt geandert uhr um und lesezeit minuten publie mis jour le a h temps de lecture
  actualizado publicado el las los del y tiempo lectura minutos th st nd rd o clock`.split(/\s+/),
);
const monthNames = new Set(packCodes.flatMap((code) => [...languageOf(code).months.keys()]));

/** Nothing but a date or a time, and words that go with them: `14 June 2023 • 6:00am`, `Lesezeit: 4 Min.`. */
function isDateLine(text: string): boolean {
  const words = text.match(/\p{L}+/gu) ?? [];
  return /\d/.test(text) && words.length > 0 && words.map(foldWord).every((word) => dateWords.has(word) || monthNames.has(word));
}

const linksHeading =
  /^(?:related(?: (?:stories|articles|posts|content|topics|links|reading))?|more (?:on|from|like)\b.{0,40}|more stories|most (?:read|popular|viewed)|you (?:may|might) also like|recommended(?: for you)?|read (?:more|next)|see also|mehr zum thema|das könnte sie (?:auch )?interessieren|auch interessant|weitere (?:artikel|themen|meldungen)|meistgelesen|meistgelesene artikel|verwandte (?:artikel|themen|beiträge)|siehe auch|à lire aussi|lire aussi|sur le même (?:sujet|thème)|articles? (?:liés|similaires)|les plus lus|voir aussi|(?:noticias|artículos|contenidos) relacionad[oa]s|te puede interesar|lo más leído|más noticias|véase también|関連記事|人気記事|相关阅读)\s*[:：]?$/iu;
const talkHeading =
  /^(?:\d+ )?(?:comments?|reader comments|leave a (?:comment|reply)|kommentare|kommentar schreiben|commentaires|comentarios)(?: \(\d+\))?\s*[:：]?$/iu;

/** Leaves out what stands under a heading of links to other pages, as long as it looks like links, and all under a heading of readers' comments. */
export function withoutLinkSections(blocks: readonly DraftBlock[]): DraftBlock[] {
  const kept: DraftBlock[] = [];
  let leaving: { level: number; all: boolean } | undefined;
  for (const block of blocks) {
    if (block.kind === 'heading') {
      const level = block.level ?? 6;
      if (leaving !== undefined && level > leaving.level) continue;
      const all = talkHeading.test(block.text);
      leaving = all || linksHeading.test(block.text) ? { level, all } : undefined;
      if (leaving !== undefined) continue;
    } else if (leaving !== undefined) {
      if (leaving.all || looksLikeLink(block)) continue;
      leaving = undefined;
    }
    kept.push(block);
  }
  return kept;
}

function looksLikeLink({ kind, text }: DraftBlock): boolean {
  return text.length <= longestNoise && (kind === 'list-item' || !/[.!…。]["'”’»)]*$/u.test(text));
}
