import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { answerOf, api } from '../../api/client.ts';
import type { paths } from '../../api/schema.ts';
import type { Source } from './sources-query.ts';

/** Something to be made a source of. */
export type Given = { kind: 'file'; file: File } | { kind: 'text'; title: string; text: string } | { kind: 'url'; url: string };

export interface Intake {
  key: number;
  name: string;
  step: 'waiting' | 'uploading' | 'reading' | 'added' | 'refused';
  source?: Source;
  error?: unknown;
}

/** Files sent and read at the same time. */
const parallel = 3;
let lastKey = 0;

/** Adds several things at once; each has its own way and its own refusal. */
export function useIntake(onAdded?: (source: Source) => void) {
  const client = useQueryClient();
  const [entries, setEntries] = useState<readonly Intake[]>([]);
  const change = useCallback((key: number, facts: Partial<Intake>) => {
    setEntries((all) => all.map((entry) => (entry.key === key ? { ...entry, ...facts } : entry)));
  }, []);
  const add = useCallback(
    async (given: readonly Given[]) => {
      const waiting = given.map((one) => {
        lastKey += 1;
        return { one, key: lastKey };
      });
      setEntries((all) => [...waiting.map(({ one, key }): Intake => ({ key, name: nameOf(one), step: 'waiting' })), ...all]);
      const workers = Array.from({ length: parallel }, async () => {
        for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
          const { one, key } = next;
          try {
            const source = await addOne(one, (step) => change(key, { step }));
            change(key, { step: 'added', source });
            onAdded?.(source);
          } catch (error) {
            change(key, { step: 'refused', error });
          }
        }
      });
      await Promise.all(workers);
      await client.invalidateQueries({ queryKey: ['sources'] });
    },
    [client, change, onAdded],
  );
  return { entries, add, clear: () => setEntries((all) => all.filter(({ step }) => step !== 'added' && step !== 'refused')) };
}

async function addOne(given: Given, onStep: (step: Intake['step']) => void): Promise<Source> {
  if (given.kind === 'file') return addFile(given.file, onStep);
  onStep('reading');
  return post(
    given.kind === 'url'
      ? { kind: 'url', url: given.url }
      : { kind: 'text', text: given.text, title: given.title.trim() === '' ? undefined : given.title },
  );
}

async function addFile(file: File, onStep: (step: Intake['step']) => void): Promise<Source> {
  onStep('uploading');
  const form = new FormData();
  form.append('file', file);
  const blob = await answerOf(api.POST('/api/v1/blobs', { body: { file: file.name }, bodySerializer: () => form }));
  onStep('reading');
  try {
    return await post({ kind: 'blob', blobId: blob.id });
  } catch (error) {
    // No source is made of it, so the file is not kept either; the refusal is what matters.
    await api.DELETE('/api/v1/blobs/{id}', { params: { path: { id: blob.id } } }).catch(() => undefined);
    throw error;
  }
}

type SourceInput = paths['/api/v1/sources']['post']['requestBody']['content']['application/json'];

function post(body: SourceInput): Promise<Source> {
  return answerOf(api.POST('/api/v1/sources', { body }));
}

function nameOf(given: Given): string {
  if (given.kind === 'file') return given.file.name;
  if (given.kind === 'url') return given.url;
  return given.title.trim() || given.text.trim().slice(0, 60);
}
