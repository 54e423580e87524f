import { useMemo, useSyncExternalStore } from 'react';
import type { Claim, DocumentSource } from './evidence-query.ts';

const listeners = new Set<() => void>();
const nothing = '[]';

function nameOf(documentId: string): string {
  return `aiwriter.dismissed.${documentId}`;
}

function stored(documentId: string): string {
  try {
    return localStorage.getItem(nameOf(documentId)) ?? nothing;
  } catch {
    return nothing;
  }
}

/** What a dismissal holds for: this sentence as its source is now, or all sources when none was found for it. */
export function dismissalKey({ text, sourceId }: Pick<Claim, 'text' | 'sourceId'>, sources: readonly DocumentSource[]): string {
  const named = sources.filter(({ id }) => sourceId === undefined || id === sourceId);
  const versions = named.map(({ id, sha256 }) => `${id}:${sha256.slice(0, 16)}`).sort();
  return JSON.stringify([text, ...versions]);
}

/** Marks the writer put away, kept in this browser until the sentence or the source is another. */
export function useDismissals(documentId: string): { has: (key: string) => boolean; toggle: (key: string) => void } {
  const json = useSyncExternalStore(
    (tell) => {
      listeners.add(tell);
      window.addEventListener('storage', tell);
      return () => {
        listeners.delete(tell);
        window.removeEventListener('storage', tell);
      };
    },
    () => stored(documentId),
  );
  return useMemo(() => {
    const keys = new Set(keysOf(json));
    return {
      has: (key) => keys.has(key),
      toggle: (key) => {
        const next = keys.has(key) ? [...keys].filter((each) => each !== key) : [...keys, key];
        localStorage.setItem(nameOf(documentId), JSON.stringify(next));
        for (const tell of listeners) tell();
      },
    };
  }, [documentId, json]);
}

function keysOf(json: string): string[] {
  try {
    const value: unknown = JSON.parse(json);
    return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
  } catch {
    return [];
  }
}
