import { statfsSync } from 'node:fs';
import { AppError } from '../shared/errors.ts';

const megabyte = 1024 * 1024;

/** Free space of the data folder against the reserve: below it no new run starts, while saving goes on. */
export class DiskReserve {
  readonly #folder: string;
  readonly #reserveMegabytes: number;

  constructor(folder: string, reserveMegabytes: number) {
    this.#folder = folder;
    this.#reserveMegabytes = reserveMegabytes;
  }

  get freeMegabytes(): number {
    const { bavail, bsize } = statfsSync(this.#folder);
    return (bavail * bsize) / megabyte;
  }

  isKept(): boolean {
    return this.freeMegabytes >= this.#reserveMegabytes;
  }

  /** Throws AppError `storage_full` below the reserve. */
  assertKept(): void {
    const free = this.freeMegabytes;
    if (free >= this.#reserveMegabytes) return;
    const words = `${Math.floor(free)} MB are free in the data folder, and ${this.#reserveMegabytes} MB are kept in reserve`;
    throw new AppError('storage_full', `No new run starts: ${words}`, {
      hint: 'Free some space, or lower AIWRITER_DISK_RESERVE_MB. Saving goes on meanwhile.',
    });
  }
}
