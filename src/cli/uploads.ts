import { basename } from 'node:path';
import { isAppError } from '../shared/errors.ts';
import type { ApiRequest } from './control-client.ts';
import type { Desk } from './desk.ts';
import type { SourceArgument } from './source-arguments.ts';

const attempts = 4;

type UploadDesk = Pick<Desk, 'json' | 'text'>;

/** What a command brings in piece by piece: files first, then what is made of them. All of it stays, or none. */
export class Uploads {
  readonly #desk: UploadDesk;
  readonly #startedAt = Date.now();
  /** Paths that take back what was brought in, newest last. */
  readonly #undo: string[] = [];

  private constructor(desk: UploadDesk) {
    this.#desk = desk;
  }

  /** Does the work; when it fails, all that was brought in for it is taken back, so that bad input leaves nothing behind. */
  static async during<T>(desk: UploadDesk, work: (uploads: Uploads) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      const uploads = new Uploads(desk);
      try {
        return await work(uploads);
      } catch (error) {
        await uploads.#takeBack();
        // Another command brought the same file at the same moment and took it back: equal files are stored once.
        if (!isAppError(error, 'not_found') || attempt === attempts) throw error;
      }
    }
  }

  /** Sends bytes up and hands back the blob’s ID. */
  async add(path: string, bytes: Uint8Array): Promise<string> {
    const form = new FormData();
    form.append('file', new Blob([Uint8Array.from(bytes)]), basename(path));
    const encoded = new Response(form);
    const raw = { bytes: new Uint8Array(await encoded.arrayBuffer()), mediaType: encoded.headers.get('content-type') ?? '' };
    const { id } = await this.#bring<Brought>({ method: 'POST', path: '/blobs', raw }, (blob) => [`/blobs/${blob.id}`]);
    return id;
  }

  /** Makes something that can be deleted again. @param undo paths to delete, in this order */
  make<T extends Brought>(path: string, body: unknown, undo: (made: T) => string[]): Promise<T> {
    return this.#bring({ method: 'POST', path, body }, undo);
  }

  /** What `POST /runs` and `POST /sources` take as sources. */
  async sources(sources: readonly SourceArgument[]): Promise<Record<string, unknown>[]> {
    const described: Record<string, unknown>[] = [];
    for (const source of sources) {
      if (source.kind === 'url') described.push({ kind: 'url', url: source.url });
      else described.push({ kind: 'blob', blobId: await this.add(source.path, source.bytes) });
    }
    return described;
  }

  async #bring<T extends Brought>(request: ApiRequest, undo: (brought: T) => string[]): Promise<T> {
    const brought = await this.#desk.json<T>(request);
    // An equal one that was there before is not this command's to take back.
    if (Date.parse(brought.createdAt) >= this.#startedAt) this.#undo.push(...undo(brought).toReversed());
    return brought;
  }

  async #takeBack(): Promise<void> {
    for (const path of this.#undo.toReversed()) {
      // The failure that led here is the one to tell; what cannot be taken back is left to collection.
      await this.#desk.text({ method: 'DELETE', path }).catch(() => {});
    }
  }
}

interface Brought {
  id: string;
  createdAt: string;
}
