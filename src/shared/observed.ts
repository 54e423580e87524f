import { type Channel, channel, type TracingChannel, tracingChannel } from 'node:diagnostics_channel';

/** Work that takes time, by kind, with what is told of it: IDs and names, never content. Metrics and traces listen; nobody else needs to. */
export interface ObservedWork {
  run: { runId: string; kind: string };
  step: { runId: string; step: string; attempt: number };
  /** `failure` is filled in at the end; empty when the model answered. */
  'model-call': { runId: string | null; step: string | null; model: string; failure: string };
}

/** Things that are over when they are told of. */
export interface ObservedMoment {
  request: { method: string; route: string; status: number; milliseconds: number; requestId: string; traceparent: string | null };
  outgoing: { purpose: string; status: number | null; error: string | null; milliseconds: number };
}

const works: { [Kind in keyof ObservedWork]: TracingChannel<ObservedWork[Kind]> } = {
  run: tracingChannel('aiwriter:run'),
  step: tracingChannel('aiwriter:step'),
  'model-call': tracingChannel('aiwriter:model-call'),
};

const moments: { [Kind in keyof ObservedMoment]: Channel<ObservedMoment[Kind]> } = {
  request: channel('aiwriter:request'),
  outgoing: channel('aiwriter:outgoing'),
};

/** Does the work and tells who listens when it began and ended. Costs one comparison when nobody does. */
export function observed<Kind extends keyof ObservedWork, T>(kind: Kind, facts: ObservedWork[Kind], work: () => Promise<T>): Promise<T> {
  const told = works[kind];
  return told.hasSubscribers ? told.tracePromise(work, facts) : work();
}

export function tell<Kind extends keyof ObservedMoment>(kind: Kind, facts: ObservedMoment[Kind]): void {
  if (moments[kind].hasSubscribers) moments[kind].publish(facts);
}

export function workChannel<Kind extends keyof ObservedWork>(kind: Kind): (typeof works)[Kind] {
  return works[kind];
}

export function momentChannel<Kind extends keyof ObservedMoment>(kind: Kind): (typeof moments)[Kind] {
  return moments[kind];
}
