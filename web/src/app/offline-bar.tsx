import { useQueryClient } from '@tanstack/react-query';
import { CloudOff } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { isOffline } from '../api/problem.ts';
import { texts } from '../texts/index.ts';

/** Says that the server does not answer, for as long as that is so. */
export function OfflineBar() {
  const cache = useQueryClient().getQueryCache();
  const isAway = useSyncExternalStore(
    (tell) => cache.subscribe(tell),
    () => cache.getAll().some(({ state }) => isOffline(state.fetchFailureReason ?? state.error)),
  );
  if (!isAway) return null;
  return (
    <p role="status" className="flex items-center justify-center gap-2 border-b border-doubt bg-raised px-4 py-2 text-doubt">
      <CloudOff size={16} aria-hidden /> {texts.common.offline}
    </p>
  );
}
