import { isQuickToRead } from '../content/index.ts';
import { TaskThread } from '../shared/threads/task-thread.ts';
import type { CheckedClaim } from './check.ts';
import type { EditedDraft } from './follow-edits.ts';

/** Not the thread that checks: who reads a document waits for no check. */
const thread = new TaskThread<EditedDraft, CheckedClaim[]>({
  name: 'Finding the checked sentences again',
  module: new URL('./follow-edits.task.ts', import.meta.url),
  deadlineMs: 60_000,
  heapMegabytes: 1024,
  idleMs: 30_000,
});

/** `followEdits`, loaded with the first edited document and not with the program; a long one is read in a thread. Throws also what `TaskThread` does. */
export async function followEditsOnDemand(draft: EditedDraft): Promise<CheckedClaim[]> {
  if (!isQuickToRead(draft.checkedBody + draft.body)) return thread.run(draft);
  const { followEdits } = await import('./follow-edits.ts');
  return followEdits(draft);
}
