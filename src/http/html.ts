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
*{box-sizing:border-box}body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.6 system-ui,sans-serif}
main{max-width:46rem;margin:0 auto;padding:3rem 1.25rem}h1{font-size:28px;line-height:1.25;margin:0 0 .5rem}h2{font-size:20px;margin:2.5rem 0 .5rem}
p{margin:.5rem 0}a{color:var(--accent)}code,pre{font:14px/1.5 ui-monospace,monospace}pre{overflow-x:auto;padding:.75rem;border:1px solid var(--line);border-radius:6px}
table{border-collapse:collapse;width:100%}td,th{text-align:left;padding:.35rem .75rem .35rem 0;border-bottom:1px solid var(--line);vertical-align:top}th{font-weight:600;color:var(--soft)}
details{border-bottom:1px solid var(--line);padding:.5rem 0}summary{cursor:pointer;overflow-wrap:anywhere}summary b{display:inline-block;min-width:4.5rem}.soft{color:var(--soft)}:focus-visible{outline:2px solid var(--accent);outline-offset:2px}`;

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
