import { isAbsolute, resolve } from 'node:path';
import { z } from 'zod';

/** Kinds of values. Each takes what a variable (text) or the settings file (text, number, boolean, list) gives; its message completes “NAME …”. */

export function text() {
  return z.string('must be text').trim().min(1, 'must not be empty');
}

export function integer(min: number, max: number) {
  const message = `must be a whole number from ${min} to ${max}`;
  return z.preprocess((value) => asNumber(value, /^\d+$/), z.int(message).min(min, message).max(max, message));
}

/** A positive amount with decimals. */
export function amount(max: number) {
  const message = `must be a number above 0, at most ${max}`;
  return z.preprocess((value) => asNumber(value, /^\d+(\.\d+)?$/), z.number(message).positive(message).max(max, message));
}

export function flag() {
  const words: Record<string, boolean> = { true: true, yes: true, on: true, '1': true, false: false, no: false, off: false, '0': false };
  return z.preprocess((value) => words[String(value).trim().toLowerCase()] ?? value, z.boolean('must be true or false'));
}

export function choice<const T extends readonly string[]>(values: T) {
  return z.enum(values, `must be one of ${values.join(', ')}`);
}

/** Text separated by commas, or a list in the file. */
export function list() {
  const split = (value: unknown) => (typeof value === 'string' ? value.split(',').map((part) => part.trim()) : value);
  const message = 'must be a list, separated by commas';
  return z.preprocess(
    split,
    z.array(z.string(message), message).transform((parts) => parts.filter((part) => part !== '')),
  );
}

export function webAddress() {
  const message = 'must be an address that begins with http:// or https://';
  return z.string(message).trim().refine(isWebAddress, message);
}

/** A proxy, as curl takes it: without a scheme it is http. */
export function proxy() {
  return z.preprocess((value) => (typeof value === 'string' && !value.includes('://') ? `http://${value.trim()}` : value), webAddress());
}

/** A path; a relative one counts from the folder the program was started in. */
export function path() {
  return text().transform((value) => resolve(value));
}

/**
 * Where something is kept: `local` is the scheme of a path, made absolute; `remote` are schemes passed on as they are;
 * `later` are schemes of a later version, refused by name.
 */
export function location(local: string, remote: readonly string[], later: readonly string[] = []) {
  const known = [`${local}:PATH`, ...remote.map((scheme) => `${scheme}://…`)].join(' or ');
  return text().transform((value, context) => {
    const scheme = value.slice(0, Math.max(0, value.indexOf(':'))).toLowerCase();
    if (scheme === local) return `${local}:${absolutePath(value.slice(local.length + 1))}`;
    if (remote.includes(scheme)) return value;
    const message = later.includes(scheme) ? `names ${scheme}:, which is not in this version yet; use ${known}` : `must be ${known}`;
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  });
}

/** A setting known from the documentation whose part of the product has not been made. */
export function notYet(what: string) {
  return z.unknown().transform((_value, context): null => {
    context.addIssue({ code: 'custom', message: `is not in this version yet: ${what}` });
    return z.NEVER;
  });
}

function asNumber(value: unknown, pattern: RegExp): unknown {
  return typeof value === 'string' && pattern.test(value.trim()) ? Number(value) : value;
}

function isWebAddress(value: string): boolean {
  return URL.canParse(value) && ['http:', 'https:'].includes(new URL(value).protocol);
}

function absolutePath(written: string): string {
  const plain = written.replace(/^\/\/(?=\/)/, '');
  return isAbsolute(plain) ? plain : resolve(plain);
}
