import { useEffect, useState } from 'react';
import { emptyProgress } from './run-progress.ts';
import type { WatchAnswer, WatchRequest } from './run-stream.worker.ts';

let worker: SharedWorker | null = null;

/** What a run tells while it goes on. @param runId null watches nothing; a new number in `again` watches a run anew that was over */
export function useRunProgress(runId: string | null, again = 0): Omit<WatchAnswer, 'runId'> {
  const [answer, setAnswer] = useState<Omit<WatchAnswer, 'runId'>>({ progress: emptyProgress(), isConnected: false });
  // biome-ignore lint/correctness/useExhaustiveDependencies: `again` is what asks for a new watch
  useEffect(() => {
    if (runId === null) return;
    worker ??= new SharedWorker(new URL('./run-stream.worker.ts', import.meta.url), { type: 'module', name: 'run-stream' });
    const { port } = worker;
    const onMessage = ({ data }: MessageEvent<WatchAnswer>) => {
      if (data.runId === runId) setAnswer({ progress: data.progress, isConnected: data.isConnected });
    };
    port.addEventListener('message', onMessage);
    port.start();
    port.postMessage({ watch: runId } satisfies WatchRequest);
    const leave = () => port.postMessage({ leave: runId } satisfies WatchRequest);
    window.addEventListener('pagehide', leave);
    return () => {
      leave();
      port.removeEventListener('message', onMessage);
      window.removeEventListener('pagehide', leave);
    };
  }, [runId, again]);
  return answer;
}
