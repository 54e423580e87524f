import { answerOf, api, type Schema } from './client.ts';

/** Stores a file. @returns what it is known by */
export async function uploadFile(file: File): Promise<Schema<'Blob'>> {
  return answerOf(
    api.POST('/api/v1/blobs', {
      body: { file: '' },
      bodySerializer: () => {
        const form = new FormData();
        form.append('file', file, file.name);
        return form;
      },
    }),
  );
}
