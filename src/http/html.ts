import { createHash } from 'node:crypto';

/** Markup that needs no more escaping. */
export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
  toString(): string {
    return this.text;
  }
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** A template tag: whatever is filled in is escaped unless it is markup already; lists are joined. */
export function html(parts: TemplateStringsArray, ...values: unknown[]): Html {
  return new Html(parts.reduce((text, part, index) => `${text}${fill(values[index - 1])}${part}`));
}

function fill(value: unknown): string {
  if (value instanceof Html) return value.text;
  if (Array.isArray(value)) return value.map(fill).join('');
  if (value === null || value === undefined || value === false) return '';
  return String(value).replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

const style = `:root{color-scheme:light dark;--ink:light-dark(#1d1b19,#ece8e1);--paper:light-dark(#fdfcfa,#191817);--soft:light-dark(#6b655d,#a49c91);--line:light-dark(#e4dfd6,#36332f);--accent:light-dark(#1f5fa8,#8fbcf0)}
*{box-sizing:border-box}body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.6 system-ui,sans-serif;overflow-wrap:anywhere}
main{max-width:46rem;margin:0 auto;padding:3rem 1.25rem}h1{font-size:28px;line-height:1.25;margin:0 0 .5rem}h2{font-size:20px;margin:2.5rem 0 .5rem}h3{font-size:14px;margin:1.25rem 0 .25rem}h3 .soft{font-weight:400}
p{margin:.5rem 0}a{color:var(--accent)}code,pre{font:14px/1.5 ui-monospace,monospace}pre{white-space:pre-wrap;padding:.75rem;border:1px solid var(--line);border-radius:6px}
table{border-collapse:collapse;width:100%;margin:1rem 0}td,th{text-align:left;padding:.35rem .75rem .35rem 0;border-bottom:1px solid var(--line);vertical-align:top}th{font-weight:600;color:var(--soft)}
nav{display:flex;flex-wrap:wrap;gap:.25rem 1rem;margin:1rem 0}details{border-bottom:1px solid var(--line)}details[open]{padding-bottom:1rem}
summary{cursor:pointer;display:flex;gap:.75rem;padding:.5rem 0;list-style:none}summary::-webkit-details-marker{display:none}summary b{flex:0 0 4.25rem;font:600 14px/1.6 ui-monospace,monospace}summary::before{content:"";flex:none;width:.4rem;height:.4rem;margin:.6rem .1rem 0;border:solid var(--soft);border-width:0 1.5px 1.5px 0;transform:rotate(-45deg)}[open]>summary::before{transform:rotate(45deg)}
dl{margin:.5rem 0;padding-left:.875rem;border-left:2px solid var(--line)}dt{margin-top:.5rem}dd{margin:0}dd p{margin:0}details>:not(summary){margin-left:1.35rem}
@media(max-width:30rem){main{padding:2rem 1rem}summary b{flex-basis:3.75rem}details>:not(summary){margin-left:0}}
.soft{color:var(--soft)}:focus-visible{outline:2px solid var(--accent);outline-offset:2px}:target{outline:2px solid var(--line);outline-offset:4px}`;

/** A whole page in the program's plain look: no script, nothing loaded from elsewhere. */
export function page(title: string, body: Html): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${fill(title)}</title><style>${style}</style></head><body><main>${body.text}</main></body></html>
`;
}

/** For pages made by `page`: their own style sheet and nothing else. */
export const pageHeaders = {
  'content-security-policy': `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
} as const;
