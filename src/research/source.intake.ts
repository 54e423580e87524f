import { createHash } from 'node:crypto';
import type { WorkspaceScope } from '../accounts/index.ts';
import type { Database, Transaction } from '../database/database.ts';
import type { ParsedSource, ParseRequest, SourceParser } from '../ports/source-parser.ts';
import { about } from '../shared/about.ts';
import type { Clock } from '../shared/clock.ts';
import { newId } from '../shared/ids.ts';
import { codePointLength } from '../shared/text/code-points.ts';
import { fetchNewPage, type PageDoor, pageAddress } from './source.fetch.ts';
import { indexedPassages, storePassages } from './source.indexing.ts';
import { sourceRepository } from './source.repository.ts';
import type { SourceInput } from './source.schema.ts';
import type { Source, StoredSource } from './source.ts';

/** A stored file, as far as a source is made of it. */
export interface StoredFile {
  bytes: Uint8Array;
  fileName: string | null;
  mediaType: string;
}

/** What sources need of the workspace's files. */
export interface SourceFiles {
  /** Throws AppError `not_found`. */
  read(scope: WorkspaceScope, blobId: string): Promise<StoredFile>;
  /** Keeps the file from collection for as long as the source is there. Throws AppError `not_found`. */
  keep(trx: Transaction, scope: WorkspaceScope, blobId: string, sourceId: string): Promise<void>;
  drop(trx: Transaction, scope: WorkspaceScope, sourceId: string): Promise<void>;
}

export interface SourceParts extends PageDoor {
  database: Database;
  parser: SourceParser;
  clock: Clock;
  files: SourceFiles;
}

interface Origin {
  kind: Source['kind'];
  address: string;
  request: ParseRequest;
  title?: string;
  blobAddress?: string;
}

export type SourceMarks = Pick<SourceInput, 'localOnly' | 'tags'>;

/**
 * Brings a source into a workspace: fetched and parsed first, then stored whole, or not at all. What is there already, the same bytes from the
 * same address, is handed back as it is, or marked local-only when that is asked for now. Who may is asked by the caller.
 * Throws AppError `unprocessable`, `unsupported_media`, `too_large`, `forbidden`, `upstream_failed`, `not_found`; then nothing has changed.
 */
export async function addSource(parts: SourceParts, scope: WorkspaceScope, input: SourceInput, signal?: AbortSignal): Promise<Source> {
  const store = await prepareSource(parts, scope, input, signal);
  return parts.database.transaction(store);
}

/** Stores a source that was fetched and parsed before, in the transaction of whoever asked for it. */
export type StoreSource = (trx: Transaction) => Promise<Source>;

/** The first half of `addSource`, which may fail and changes nothing, and the second, which stores. */
export async function prepareSource(
  parts: SourceParts,
  scope: WorkspaceScope,
  input: SourceInput,
  signal?: AbortSignal,
): Promise<StoreSource> {
  return take(parts, scope, await originOf(parts, scope, input, signal), input, signal);
}

/** As `addSource`. @param file its name with the ending, without a folder */
export async function addSourceFile(
  parts: SourceParts,
  scope: WorkspaceScope,
  file: { name: string; bytes: Uint8Array },
  marks: SourceMarks = {},
  signal?: AbortSignal,
): Promise<Source> {
  const store = await take(parts, scope, { kind: 'file', address: `file:${file.name}`, request: file }, marks, signal);
  return parts.database.transaction(store);
}

async function take(
  parts: SourceParts,
  scope: WorkspaceScope,
  origin: Origin,
  marks: SourceMarks,
  signal?: AbortSignal,
): Promise<StoreSource> {
  const same = { sha256: sha256Of(origin.request.bytes), address: origin.address };
  const known = await sourceRepository(scope).findSame(parts.database.read, same);
  if (known !== null) return (trx) => keepKnown(trx, scope, known, marks, parts.clock.now());
  const parsed = await parts.parser.parse(origin.request, signal).catch((error: unknown) => {
    throw about(nameOf(origin), error);
  });
  return storing(parts, scope, newSource(origin, parsed, marks, parts.clock.now()));
}

function nameOf({ kind, address, title }: Origin): string {
  return kind === 'text' ? (title ?? 'The text') : address.replace(/^file:/, '');
}

/** Whoever adds a source as local-only must be able to rely on it, also when somebody added the same before without the mark. */
async function keepKnown(trx: Transaction, scope: WorkspaceScope, known: Source, marks: SourceMarks, now: number): Promise<Source> {
  if (marks.localOnly !== true || known.localOnly) return known;
  const repository = sourceRepository(scope);
  await repository.markLocalOnly(trx, known.id, now);
  return (await repository.find(trx, known.id)) ?? known;
}

async function originOf(parts: SourceParts, scope: WorkspaceScope, input: SourceInput, signal?: AbortSignal): Promise<Origin> {
  switch (input.kind) {
    case 'text':
      return { kind: 'text', address: 'text:', request: textRequest(input.text), title: input.title };
    case 'url':
      return { kind: 'url', address: pageAddress(input.url), request: await fetchNewPage(parts, scope, input.url, signal) };
    case 'blob': {
      const { bytes, fileName, mediaType } = await parts.files.read(scope, input.blobId);
      const name = fileName ?? undefined;
      return { kind: 'blob', address: `file:${name ?? input.blobId}`, request: { bytes, name, mediaType }, blobAddress: input.blobId };
    }
  }
}

function textRequest(text: string): ParseRequest {
  return { bytes: new TextEncoder().encode(text), mediaType: 'text/plain; charset=utf-8' };
}

function newSource(origin: Origin, parsed: ParsedSource, marks: SourceMarks, now: number): StoredSource {
  return {
    ...{ id: newId('source'), kind: origin.kind, format: parsed.format, address: origin.address, sha256: sha256Of(origin.request.bytes) },
    ...{ title: origin.title ?? parsed.title, text: parsed.text, blocks: parsed.blocks, characters: codePointLength(parsed.text) },
    ...{ language: parsed.language ?? null, problems: parsed.problems, tags: marks.tags ?? [], localOnly: marks.localOnly ?? false },
    ...{ blobAddress: origin.blobAddress ?? null, version: 1, fetchedAt: now, createdAt: now, updatedAt: now },
  };
}

async function storing({ files }: SourceParts, scope: WorkspaceScope, source: StoredSource): Promise<StoreSource> {
  const passages = await indexedPassages(source);
  const repository = sourceRepository(scope);
  return async (trx) => {
    await repository.lockAdding(trx);
    const known = await repository.findSame(trx, source);
    if (known !== null) return keepKnown(trx, scope, known, source, source.createdAt);
    await repository.insert(trx, source);
    if (source.blobAddress !== null) await files.keep(trx, scope, source.blobAddress, source.id);
    await storePassages(trx, scope.workspaceId, source.id, passages, source.createdAt);
    const { text: _text, blocks: _blocks, ...added } = source;
    return added;
  };
}

/** Of the original bytes, hex. */
export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
