import { describe, expect, it } from 'vitest';
import { assertGraph, entriesFrom, firstSteps, itemSteps, readySteps, type StepGraph } from './graph.ts';
import type { Step } from './run.ts';

const graph: StepGraph = {
  version: 1,
  entries: [
    { step: 'gather', after: [] },
    { step: 'outline', after: ['gather'] },
    { step: 'section', after: ['outline'], each: 'outline' },
    { step: 'assemble', after: ['section'] },
  ],
};

function step(name: string, status: Step['status'], ordinal: number): Step {
  return { name, ordinal, status, attempt: 0, input: null, result: null, error: null, startedAt: null, finishedAt: null };
}

describe('step graph', () => {
  it('starts with every step that is not made per item', () => {
    expect(firstSteps(graph).map(({ name }) => name)).toEqual(['gather', 'outline', 'assemble']);
  });

  it('orders item steps between their neighbours, in reading order', () => {
    const [gather, outline, assemble] = firstSteps(graph);
    const items = itemSteps(graph, 'outline', [
      { slug: 'why', input: 1 },
      { slug: 'how', input: 2 },
    ]);
    const ordered = [gather, outline, assemble, ...items].sort((a, b) => (a?.ordinal ?? 0) - (b?.ordinal ?? 0));
    expect(ordered.map((each) => each?.name)).toEqual(['gather', 'outline', 'section:why', 'section:how', 'assemble']);
  });

  it('does not take a step for ready while the items before it do not exist yet', () => {
    const steps = [step('gather', 'succeeded', 0), step('outline', 'pending', 1000), step('assemble', 'pending', 3000)];
    expect(readySteps(graph, steps).map(({ name }) => name)).toEqual(['outline']);
  });

  it('waits for all items and then goes on', () => {
    const before = [step('gather', 'succeeded', 0), step('outline', 'succeeded', 1000), step('assemble', 'pending', 3000)];
    const items = [step('section:why', 'succeeded', 2000), step('section:how', 'pending', 2001)];
    expect(readySteps(graph, [...before, ...items]).map(({ name }) => name)).toEqual(['section:how']);
    const done = items.map((item) => ({ ...item, status: 'succeeded' as const }));
    expect(readySteps(graph, [...before, ...done]).map(({ name }) => name)).toEqual(['assemble']);
  });

  it('goes on past an outline without sections', () => {
    const steps = [step('gather', 'succeeded', 0), step('outline', 'succeeded', 1000), step('assemble', 'pending', 3000)];
    expect(readySteps(graph, steps).map(({ name }) => name)).toEqual(['assemble']);
  });

  it('knows what depends on a step', () => {
    expect([...entriesFrom(graph, 'outline')]).toEqual(['outline', 'section', 'assemble']);
  });

  it('refuses a graph whose order is impossible', () => {
    expect(() => assertGraph('bad', { version: 1, entries: [{ step: 'a', after: ['b'] }] })).toThrow(/comes after b/);
    const twice = {
      version: 1,
      entries: [
        { step: 'a', after: [] },
        { step: 'a', after: [] },
      ],
    };
    expect(() => assertGraph('bad', twice)).toThrow(/twice/);
  });
});
