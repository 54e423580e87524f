import { readFileSync } from 'node:fs';
import type { ModelMessage } from '../../ports/language-model.ts';

/**
 * A prompt as a reviewed text file: Markdown with the headings `# System` (optional) and `# User`, and `{{name}}` where a value goes.
 * What is put in is never looked at again, so a value that holds `{{…}}` stays as it is. Throws when names in file and values differ.
 */
export function readPrompt<Values extends Record<string, string> = Record<string, never>>(
  file: string,
): (values: Values) => ModelMessage[] {
  const text = readFileSync(new URL(file, import.meta.url), 'utf8');
  const [, ...sections] = text.split(/^# (?=System$|User$)/m);
  const parts = sections.map((section) => {
    const [role = '', ...lines] = section.split('\n');
    return { role: role.toLowerCase() as 'system' | 'user', body: lines.join('\n').trim() };
  });
  if (!parts.some(({ role }) => role === 'user')) throw new Error(`${file} has no part for the user`);
  return (values) => {
    const used = new Set<string>();
    const messages = parts.map(({ role, body }) => ({ role, content: fill(body, values, used, file) }));
    const unused = Object.keys(values).filter((name) => !used.has(name));
    if (unused.length > 0) throw new Error(`${file} has no place for ${unused.join(', ')}`);
    return messages;
  };
}

function fill(body: string, values: Record<string, string>, used: Set<string>, file: string): string {
  return body.replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
    if (!Object.hasOwn(values, name)) throw new Error(`${file} asks for ${name}, which is not given`);
    used.add(name);
    return values[name] ?? '';
  });
}
