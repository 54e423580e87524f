import type { DraftBlock } from './draft-block.ts';
import type { HtmlDocument, HtmlElement } from './html-dom.ts';

const never =
  'script,style,template,noscript,svg,iframe,canvas,object,embed,dialog,nav,select,button,textarea,[hidden],[aria-hidden="true"]';
const noisyRoles =
  '[role="navigation"],[role="banner"],[role="contentinfo"],[role="complementary"],[role="dialog"],[role="alertdialog"],[role="search"],[role="menu"],[role="menubar"],[role="toolbar"]';
const furniture = 'aside,footer,form,[rel~="author"],[itemprop~="author"],[itemprop~="datePublished"],[itemprop~="dateModified"]';

/** A sign behind a heading that links to the heading. */
const headingLinks = 'h1 a,h2 a,h3 a,h4 a,h5 a,h6 a';

/** Words of class and id names of page furniture, as whole words. */
const noisyNames =
  /(?:^|[\s_-])(?:cookies?|consent|gdpr|ccpa|newsletter|subscribe|subscription|sign-?up|share|sharing|social|byline|author|dateline|post-?meta|entry-?meta|article-?meta|breadcrumbs?|related|recommended|recommendations|promo|advert|advertisement|ads?|sponsored|popup|modal|overlay|paywall|comments?|disqus|pagination|pager|skip-?link|sidebar|navbar|menu|toc|outbrain|taboola|site-?header|site-?footer|masthead|reading-?time|print-?only|sr-only|visually-?hidden|screen-?reader-?text)(?:$|[\s_-])/i;
/** What holds more of the page's text than this is the content, whatever its name says. */
const contentShare = 0.4;

/** Removes scripts, navigation, banners, bylines, share and subscribe boxes from the page. */
export function removeNoise(document: HtmlDocument): void {
  const body = document.body;
  if (!body) return;
  for (const element of body.querySelectorAll(`${never},${noisyRoles}`)) element.remove();
  for (const link of body.querySelectorAll(headingLinks)) if (/^[#¶§🔗]$/u.test(link.textContent.trim())) link.remove();
  const limit = textLength(body) * contentShare;
  for (const element of body.querySelectorAll('header')) if (!element.querySelector('h1') && textLength(element) < limit) element.remove();
  for (const element of body.querySelectorAll(furniture)) if (textLength(element) < limit) element.remove();
  for (const element of body.querySelectorAll('[class],[id],[style]'))
    if (isNoisy(element) && textLength(element) < limit) element.remove();
}

function isNoisy(element: HtmlElement): boolean {
  if (/^(?:h1|article|main|body|html)$/.test(element.localName)) return false;
  if (/display\s*:\s*none|visibility\s*:\s*hidden/i.test(element.getAttribute('style') ?? '')) return true;
  return noisyNames.test(`${element.getAttribute('class') ?? ''} ${element.getAttribute('id') ?? ''}`);
}

function textLength(element: HtmlElement): number {
  return element.textContent.replace(/\s+/g, ' ').length;
}

const longestNoise = 160;
const noisyLines = [
  /^(?:share|tweet|pin|print|email|save|subscribe|sign up|sign in|log in|follow us|advertisement|menu|search|close|comments?|read more|read next|back to top|skip to (?:main )?content)\b[^.!?]{0,40}:?$/i,
  /^(?:share|tweet) (?:this|on)\b/i,
  /^(?:subscribe to|sign up (?:for|to)|join) (?:our|the|my)\b.*\b(?:newsletter|mailing list|updates|inbox)\b/i,
  /\b(?:we|this (?:site|website)) uses? cookies\b|\baccept (?:all )?cookies\b|\bcookie (?:policy|settings|preferences)\b/i,
  /^(?:©|\(c\)|copyright)\s|\ball rights reserved\b/i,
  /^(?:(?:[Ww]ords |[Ww]ritten |[Tt]ext )?[Bb]y|BY)\s+\p{Lu}[\p{L}.'’-]+(?:\s+(?:and\s+)?\p{Lu}[\p{L}.'’-]+){0,4}(?:\s*[|·•,–—-].*)?$/u,
  /^(?:published|posted|updated|last (?:updated|modified))\b[^.!?]{0,60}$/i,
  /^\d{1,3}[- ]min(?:ute)?s?\.?(?: read)?$/i,
  /^(?:related|you (?:may|might) also like|more from|recommended for you)\b[^.!?]{0,60}:?$/i,
];

/** A short line that belongs to the site and not to the text. */
export function isNoiseBlock(block: DraftBlock): boolean {
  if (block.text.length > longestNoise || block.kind === 'code' || block.kind === 'table-row') return false;
  return noisyLines.some((pattern) => pattern.test(block.text));
}
