import type { HtmlDocument, HtmlElement } from './html-dom.ts';
import { removeNoteMarks } from './note-marks.ts';

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
  for (const caption of body.querySelectorAll('figcaption')) if (pictureCredit.test(caption.textContent)) caption.remove();
  removeNoteMarks(body);
  for (const link of body.querySelectorAll(headingLinks)) if (/^[#¶§🔗]$/u.test(link.textContent.trim())) link.remove();
  const limit = textLength(body) * contentShare;
  for (const element of body.querySelectorAll('header')) if (!element.querySelector('h1') && textLength(element) < limit) element.remove();
  for (const element of body.querySelectorAll(furniture)) if (textLength(element) < limit) element.remove();
  for (const element of body.querySelectorAll('[class],[id],[style]'))
    if (isNoisy(element) && textLength(element) < limit) element.remove();
}

/** The caption of a press picture describes the picture and names who took it; it tells nothing on the subject. */
const pictureCredit =
  /(?:\b(?:photo(?:graph)?s?|photographie|picture|image|images|illustration|credit|credits|cr[ée]dits?|foto|fotos|bild|bilder|imagen|quelle|source)(?: (?:by|credit|von|de|par))?\s*[:/]|©|\((?:c|foto|photo)\)|\bgetty\b|\bshutterstock\b|\balamy\b|\b(?:dpa|afp|reuters|ap|epa|efe)\b(?:\s*\/|\)|$))/i;

function isNoisy(element: HtmlElement): boolean {
  if (/^(?:h1|article|main|body|html)$/.test(element.localName)) return false;
  if (/display\s*:\s*none|visibility\s*:\s*hidden/i.test(element.getAttribute('style') ?? '')) return true;
  return noisyNames.test(`${element.getAttribute('class') ?? ''} ${element.getAttribute('id') ?? ''}`);
}

function textLength(element: HtmlElement): number {
  return element.textContent.replace(/\s+/g, ' ').length;
}
