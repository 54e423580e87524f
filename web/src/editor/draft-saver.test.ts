import { describe, expect, it } from 'vitest';
import { ApiProblem, offlineProblem } from '../api/problem.ts';
import { DraftSaver, type DraftText, type SaveState } from './draft-saver.ts';

const mismatch = new ApiProblem({ code: 'revision_mismatch', status: 412, detail: 'Changed', hint: null, requestId: null });

/** A server that keeps one draft as the real one does, and can lose requests and answers. */
function server() {
  const state = {
    version: 1,
    text: { title: 'T', body: '' } as DraftText,
    puts: 0,
    atOnce: 0,
    mostAtOnce: 0,
    lose: null as 'request' | 'answer' | null,
  };
  const put = async (text: DraftText, etag: string): Promise<string> => {
    state.puts += 1;
    state.atOnce += 1;
    state.mostAtOnce = Math.max(state.mostAtOnce, state.atOnce);
    await Promise.resolve();
    state.atOnce -= 1;
    const lose = state.lose;
    state.lose = null;
    if (lose === 'request') throw offlineProblem();
    const isSame = state.text.body === text.body && state.text.title === text.title;
    if (!isSame && etag !== String(state.version)) throw mismatch;
    if (!isSame) {
      state.text = text;
      state.version += 1;
    }
    if (lose === 'answer') throw offlineProblem();
    return String(state.version);
  };
  return { state, put };
}

function saver(put: (text: DraftText, etag: string) => Promise<string>) {
  const typed = { title: 'T', body: '' };
  const states: SaveState[] = [];
  const parts = { read: async () => ({ ...typed }), put, onState: (state: SaveState) => states.push(state), idleMs: 1e6, retryMs: 1e6 };
  const made = new DraftSaver(parts, '1');
  const type = (body: string) => {
    typed.body = body;
    made.changed();
  };
  return { saver: made, type, states };
}

describe('a draft that is saved as it is typed', () => {
  it('is sent once at a time, the last text last', async () => {
    const { state, put } = server();
    const { saver: draft, type } = saver(put);
    type('a');
    const first = draft.flush();
    type('ab');
    await Promise.all([first, draft.flush(), draft.flush()]);
    await draft.flush();
    expect(state.text.body).toBe('ab');
    expect(state.mostAtOnce).toBe(1);
    expect(draft.state).toBe('saved');
  });

  it.each(['request', 'answer'] as const)('meets no conflict with itself when a %s was lost and typing went on', async (what) => {
    const { state, put } = server();
    const { saver: draft, type, states } = saver(put);
    state.lose = what;
    type('a');
    await draft.flush();
    expect(draft.state).toBe('offline');
    type('ab');
    await draft.flush();
    expect(state.text.body).toBe('ab');
    expect(draft.state).toBe('saved');
    expect(states).not.toContain('conflict');
  });

  it('stops at a real conflict, and overwrites only when told to', async () => {
    const { state, put } = server();
    const { saver: draft, type } = saver(put);
    state.text = { title: 'T', body: 'theirs' };
    state.version = 5;
    type('mine');
    await draft.flush();
    expect(draft.state).toBe('conflict');
    type('mine still');
    await draft.flush();
    expect(state.text.body).toBe('theirs');
    await draft.keepMine('5');
    expect(state.text.body).toBe('mine still');
    expect(draft.state).toBe('saved');
  });
});
