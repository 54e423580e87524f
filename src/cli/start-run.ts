import type { Desk } from './desk.ts';
import type { RunAnswer } from './follow-run.ts';
import type { Output } from './output.ts';
import type { SourceArgument } from './source-arguments.ts';
import { Uploads } from './uploads.ts';

export interface RunFiles {
  sources: readonly SourceArgument[];
  draft?: { path: string; bytes: Uint8Array };
}

/** Asks for a run with its files. When the sources or the brief are not right, nothing is kept. */
export function startRun(desk: Desk, output: Output, request: Record<string, unknown>, { sources, draft }: RunFiles): Promise<RunAnswer> {
  return Uploads.during(desk, async (uploads) => {
    if (sources.length > 0) output.progress(`reading ${sources.length} ${sources.length === 1 ? 'source' : 'sources'}`);
    const body = {
      ...request,
      sources: await uploads.sources(sources),
      ...(draft === undefined ? {} : { draft: { blobId: await uploads.add(draft.path, draft.bytes) } }),
    };
    return desk.jsonOnce<RunAnswer>({ method: 'POST', path: '/runs', body });
  });
}
