import { afterEvent, emptyProgress, type RunProgress } from './run-progress.ts';
import { readRunStream } from './run-stream.ts';

export type WatchRequest = { watch: string } | { leave: string };
export interface WatchAnswer {
  runId: string;
  progress: RunProgress;
  isConnected: boolean;
}

interface Watched {
  progress: RunProgress;
  isConnected: boolean;
  ports: Set<MessagePort>;
  abort: AbortController;
  isTold: boolean;
}

/** One stream a run for all windows: browsers open only a few connections to a host. What windows are told is told at most this often, milliseconds. */
const tellMs = 40;
const runs = new Map<string, Watched>();

(self as unknown as SharedWorkerGlobalScope).onconnect = ({ ports: [port] }: MessageEvent) => {
  if (port === undefined) return;
  port.onmessage = ({ data }: MessageEvent<WatchRequest>) => {
    if ('watch' in data) watch(data.watch, port);
    else leave(data.leave, port);
  };
};

function watch(runId: string, port: MessagePort): void {
  const watched = runs.get(runId) ?? start(runId);
  watched.ports.add(port);
  tell(runId, watched, [port]);
}

function leave(runId: string, port: MessagePort): void {
  const watched = runs.get(runId);
  watched?.ports.delete(port);
  if (watched === undefined || watched.ports.size > 0) return;
  watched.abort.abort();
  runs.delete(runId);
}

function start(runId: string): Watched {
  const watched: Watched = { progress: emptyProgress(), isConnected: false, ports: new Set(), abort: new AbortController(), isTold: true };
  runs.set(runId, watched);
  void readRunStream(runId, {
    fetch: self.fetch.bind(self),
    signal: watched.abort.signal,
    onEvent: (event) => {
      watched.progress = afterEvent(watched.progress, event);
      tellSoon(runId, watched);
    },
    onConnection: (isConnected) => {
      watched.isConnected = isConnected;
      tellSoon(runId, watched);
    },
  }).then(() => {
    // A run that is taken up again is watched anew.
    runs.delete(runId);
    tell(runId, watched, watched.ports);
  });
  return watched;
}

function tellSoon(runId: string, watched: Watched): void {
  if (!watched.isTold) return;
  watched.isTold = false;
  setTimeout(() => {
    watched.isTold = true;
    tell(runId, watched, watched.ports);
  }, tellMs);
}

function tell(runId: string, { progress, isConnected }: Watched, ports: Iterable<MessagePort>): void {
  for (const port of ports) port.postMessage({ runId, progress, isConnected } satisfies WatchAnswer);
}

interface SharedWorkerGlobalScope {
  onconnect: (event: MessageEvent) => void;
}
