import type { Step } from './run.ts';

/** One entry of a step graph. */
export interface GraphEntry {
  step: string;
  after: readonly string[];
  /** One step for each item that the named step hands back. */
  each?: string;
}

/** A step graph as data. */
export interface StepGraph {
  version: number;
  entries: readonly GraphEntry[];
}

/** The versions of a graph, the newest first. A run is finished with the one it was begun with, so an old one stays until no run can have it. */
export type GraphVersions = readonly [StepGraph, ...StepGraph[]];

/** The graph a run was begun with; null when that was a version this program does not know. */
export function graphOfRun(versions: GraphVersions, { graphVersion }: { graphVersion: number }): StepGraph | null {
  return versions.find(({ version }) => version === graphVersion) ?? null;
}

/** Steps of one entry stand this far apart, so that items find room between two entries in reading order. */
const ordinalStride = 1000;

export interface NewStep {
  name: string;
  ordinal: number;
  input: unknown;
}

/** A step as it is before anybody has played it. */
export function pendingStep(step: NewStep): Step {
  return { ...step, status: 'pending', attempt: 0, result: null, error: null, startedAt: null, finishedAt: null };
}

/** The steps that exist from the start: all entries but those made per item. */
export function firstSteps(graph: StepGraph): NewStep[] {
  return graph.entries.flatMap((entry, index) =>
    entry.each === undefined ? [{ name: entry.step, ordinal: index * ordinalStride, input: null }] : [],
  );
}

/** The steps to make when `producer` finished with these items. */
export function itemSteps(graph: StepGraph, producer: string, items: readonly { slug: string; input: unknown }[]): NewStep[] {
  return graph.entries.flatMap((entry, index) =>
    entry.each === producer
      ? items.map((item, place) => ({ name: `${entry.step}:${item.slug}`, ordinal: index * ordinalStride + place, input: item.input }))
      : [],
  );
}

/** `section` of `section:intro`. */
export function entryOf(stepName: string): string {
  const colon = stepName.indexOf(':');
  return colon === -1 ? stepName : stepName.slice(0, colon);
}

/** Pending steps whose predecessors all succeeded, in reading order. */
export function readySteps(graph: StepGraph, steps: readonly Step[]): Step[] {
  const entries = new Map(graph.entries.map((entry) => [entry.step, entry]));
  const open = new Set(steps.filter((step) => step.status !== 'succeeded').map((step) => entryOf(step.name)));
  // An entry made per item has no open steps before its items exist, so its producer must be done too.
  const isDone = (name: string): boolean => {
    const producer = entries.get(name)?.each;
    return !open.has(name) && (producer === undefined || !open.has(producer));
  };
  const isReady = (step: Step): boolean => entries.get(entryOf(step.name))?.after.every(isDone) ?? false;
  return steps.filter((step) => step.status === 'pending' && isReady(step)).sort((a, b) => a.ordinal - b.ordinal);
}

/** The entry itself and all that depend on it, directly or not. */
export function entriesFrom(graph: StepGraph, first: string): Set<string> {
  const affected = new Set([first]);
  for (const entry of graph.entries) {
    if (entry.after.some((before) => affected.has(before))) affected.add(entry.step);
  }
  return affected;
}

/** Checks at start-up that a graph is in order: each predecessor and item source stands before its dependant. */
export function assertGraph(name: string, graph: StepGraph): void {
  const seen = new Set<string>();
  for (const entry of graph.entries) {
    const needs = entry.each === undefined ? entry.after : [...entry.after, entry.each];
    const missing = needs.find((before) => !seen.has(before));
    if (missing !== undefined) throw new Error(`Step graph ${name}: ${entry.step} comes after ${missing}, which does not stand before it`);
    if (entry.each !== undefined && !entry.after.includes(entry.each)) {
      throw new Error(`Step graph ${name}: ${entry.step} is made per item of ${entry.each} but does not come after it`);
    }
    if (seen.has(entry.step)) throw new Error(`Step graph ${name}: ${entry.step} stands there twice`);
    seen.add(entry.step);
  }
}

/** Checks at start-up that all versions of a graph are in order, and that the newest stands first. */
export function assertVersions(name: string, versions: GraphVersions): void {
  for (const [index, graph] of versions.entries()) {
    assertGraph(`${name} ${graph.version}`, graph);
    const newer = versions[index - 1];
    if (newer !== undefined && newer.version <= graph.version)
      throw new Error(`Step graph ${name}: version ${graph.version} stands behind ${newer.version}`);
  }
}
