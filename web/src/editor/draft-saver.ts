import { ApiProblem, isOffline } from '../api/problem.ts';

export interface DraftText {
  title: string;
  body: string;
}

export type SaveState = 'saved' | 'changed' | 'saving' | 'offline' | 'failed' | 'conflict';

export interface DraftSaverParts {
  /** The text as it is now. */
  read: () => Promise<DraftText>;
  /** Stores a text if the draft still has this tag, or is this text already. @returns the draft's new tag */
  put: (text: DraftText, etag: string) => Promise<string>;
  onState: (state: SaveState, problem: unknown) => void;
  /** After the last key, and between two tries without an answer, milliseconds. */
  idleMs?: number;
  retryMs?: number;
}

/**
 * Saves a draft as it is typed, one save at a time. A save whose answer was lost may have been stored, so it is sent again, unchanged, before
 * anything newer: the server takes the same text twice, and nobody meets a conflict with themselves.
 */
export class DraftSaver {
  readonly #parts: DraftSaverParts;
  #etag: string;
  #sent: DraftText | null = null;
  #isChanged = false;
  #saving: Promise<void> | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #state: SaveState = 'saved';

  constructor(parts: DraftSaverParts, etag: string) {
    this.#parts = parts;
    this.#etag = etag;
  }

  get state(): SaveState {
    return this.#state;
  }

  /** Something was typed. */
  changed(): void {
    this.#isChanged = true;
    if (this.#state === 'conflict') return;
    if (this.#state !== 'saving') this.#tell('changed');
    this.#later(this.#parts.idleMs ?? 800);
  }

  /** Saves now what is not saved yet; resolves when all of it is, or cannot be. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    if (this.#state === 'conflict') return;
    await this.#saving;
    if (this.#isChanged) await this.#save();
  }

  /** Ends a conflict: what is typed here replaces what was stored under that tag. */
  async keepMine(etag: string): Promise<void> {
    this.#etag = etag;
    this.#isChanged = true;
    this.#tell('changed');
    await this.flush();
  }

  /** What was sent stands under another tag now; what was typed since is still to be saved. */
  adopt(etag: string): void {
    clearTimeout(this.#timer);
    this.#etag = etag;
    this.#sent = null;
    this.#tell('saved');
    if (this.#isChanged) this.changed();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #later(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), ms);
  }

  #save(): Promise<void> {
    this.#saving ??= this.#saveOnce().finally(() => {
      this.#saving = null;
      if (this.#isChanged && this.#state === 'saved') this.changed();
    });
    return this.#saving;
  }

  async #saveOnce(): Promise<void> {
    this.#tell('saving');
    this.#isChanged = false;
    try {
      const text = await this.#parts.read();
      if (this.#sent !== null) await this.#put(this.#sent);
      await this.#put(text);
      this.#tell('saved');
    } catch (problem) {
      this.#isChanged = true;
      this.#failed(problem);
    }
  }

  async #put(text: DraftText): Promise<void> {
    this.#sent = text;
    this.#etag = await this.#parts.put(text, this.#etag);
    this.#sent = null;
  }

  #failed(problem: unknown): void {
    if (problem instanceof ApiProblem && problem.code === 'revision_mismatch') {
      this.#sent = null;
      this.#tell('conflict', problem);
    } else {
      this.#tell(isOffline(problem) ? 'offline' : 'failed', problem);
      this.#later(this.#parts.retryMs ?? 3_000);
    }
  }

  #tell(state: SaveState, problem: unknown = null): void {
    this.#state = state;
    this.#parts.onState(state, problem);
  }
}
