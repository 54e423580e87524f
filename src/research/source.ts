import type { SourcesTable, Time } from '../database/tables.ts';
import type { SourceBlock, SourceProblem } from '../ports/source-parser.ts';

export type SourceKind = SourcesTable['kind'];

/** Something people write from, without its text. */
export interface Source {
  id: string;
  kind: SourceKind;
  /** See `SourceFormat`. */
  format: string;
  title: string;
  /** `https://…`, `file:notes.pdf` or `text:`. */
  address: string;
  /** Of the original bytes, hex. */
  sha256: string;
  /** Code points of the stored text. */
  characters: number;
  /** BCP 47, when known. */
  language: string | null;
  problems: SourceProblem[];
  tags: string[];
  /** Its text never leaves this machine. */
  localOnly: boolean;
  /** The stored file it was read from. */
  blobAddress: string | null;
  /** Grows with every change. */
  version: number;
  fetchedAt: Time;
  createdAt: Time;
  updatedAt: Time;
}

/** A source with its text in stored form, and the blocks that locate it. */
export interface StoredSource extends Source {
  text: string;
  blocks: SourceBlock[];
}

/** What a fetch of the same address found. */
export type SourceChange = 'unchanged' | 'changed' | 'vanished';
