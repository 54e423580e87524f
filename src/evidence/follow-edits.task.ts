/** Runs in the thread that follows edits. */
export { followEdits as default } from './follow-edits.ts';
