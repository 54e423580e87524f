import type { WorkspaceScope } from '../../accounts/index.ts';
import type { Document } from '../../content/index.ts';
import type { StoredSource } from '../../research/index.ts';
import type { Clock } from '../../shared/clock.ts';
import type { ModelRouter } from '../models/router.ts';
import type { Run } from '../runs/run.ts';

/** A source as the steps name it in events. */
export interface FoundSource {
  id: string;
  title: string;
  address: string;
}

/** What the steps of a run are given to work with. */
export interface StepServices {
  clock: Clock;
  models: ModelRouter;
  /** `provider/model`, asked in this order when the run's own model fails. */
  modelFallback: readonly string[];
  /** Finds or adds what a run names as its source: an ID, text, a URL or a blob. */
  addSource: (scope: WorkspaceScope, source: unknown, signal: AbortSignal) => Promise<FoundSource>;
  /** Those of the sources that were not deleted, in this order. */
  presentSources: (scope: WorkspaceScope, ids: readonly string[]) => Promise<FoundSource[]>;
  /** Sources of the library that speak about a topic, best first. */
  findSources: (scope: WorkspaceScope, topic: string, limit: number) => Promise<FoundSource[]>;
  /** Pages that a configured search provider names for a topic; empty without one. */
  searchWeb: (scope: WorkspaceScope, run: Run, topic: string, limit: number, signal: AbortSignal) => Promise<{ url: string }[]>;
  /** Whether words of these sources must stay on this machine; throws `not_found` when one was deleted. */
  holdLocalOnly: (scope: WorkspaceScope, ids: readonly string[]) => Promise<boolean>;
  /** The same of the sources a document cites; deleted ones count. */
  citesLocalOnly: (scope: WorkspaceScope, documentId: string) => Promise<boolean>;
  sourceTexts: (scope: WorkspaceScope, ids: readonly string[]) => Promise<StoredSource[]>;
  document: (scope: WorkspaceScope, id: string) => Promise<Document>;
}

/** A finished text, on its way to becoming a document. */
export interface Piece {
  title: string;
  language: string;
  /** Markdown with its citations as footnotes. */
  body: string;
  /** IDs of the sources it cites, in order. */
  sources: string[];
  /** What the reader of the result must know: fewer words than asked for, say. */
  notice: string | null;
}

/** A run acts for the person who asked for it, who was allowed to when they asked. */
export function scopeOf(run: Run): WorkspaceScope {
  return { workspaceId: run.workspaceId, userId: run.createdBy, apiKeyId: run.apiKeyId, role: 'editor', scopes: null };
}
