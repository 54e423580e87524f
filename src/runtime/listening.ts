import { momentChannel, type ObservedMoment, type ObservedWork, workChannel } from '../shared/observed.ts';

/** Ends the listening. */
export type Subscription = () => void;

/** Hears what is over. @returns ends it */
export function listen<Kind extends keyof ObservedMoment>(kind: Kind, tell: (facts: ObservedMoment[Kind]) => void): Subscription {
  const channel = momentChannel(kind);
  const heard = (message: unknown): void => tell(message as ObservedMoment[Kind]);
  channel.subscribe(heard);
  return () => void channel.unsubscribe(heard);
}

/** Hears of work when it ended: whether it threw, and how long it took, in seconds. @returns ends it */
export function timeWork<Kind extends keyof ObservedWork>(
  kind: Kind,
  tell: (facts: ObservedWork[Kind], hasFailed: boolean, seconds: number) => void,
): Subscription {
  const begun = new WeakMap<object, number>();
  const handlers = {
    start: (facts: ObservedWork[Kind]) => void begun.set(facts, performance.now()),
    asyncEnd: (facts: ObservedWork[Kind] & { error?: unknown }) =>
      tell(facts, facts.error !== undefined, (performance.now() - (begun.get(facts) ?? performance.now())) / 1000),
  };
  const channel = workChannel(kind);
  channel.subscribe(handlers as Parameters<typeof channel.subscribe>[0]);
  return () => void channel.unsubscribe(handlers as Parameters<typeof channel.unsubscribe>[0]);
}
