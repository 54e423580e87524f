import { costLine } from './cost-line.ts';
import type { Desk } from './desk.ts';
import { type EvidenceAnswer, evidenceReport } from './evidence-report.ts';
import type { RunAnswer } from './follow-run.ts';
import { writeOut } from './out-file.ts';
import { type Output, secondsSinceStart } from './output.ts';

export interface Delivery {
  out?: string;
  citations?: string;
}

/** Puts the document of a finished run where the person wants it: `--out` or stdout. */
export async function deliverDocument(desk: Desk, output: Output, run: RunAnswer, { out, citations }: Delivery): Promise<void> {
  const style = citations === undefined ? '' : `&citations=${encodeURIComponent(citations)}`;
  const content = await desk.text({ method: 'GET', path: `/documents/${run.documentId}/export?format=md${style}` });
  if (out !== undefined) writeOut(out, content);
  const summary = { run: run.id, documentId: run.documentId, out: out ?? null, notice: run.notice, costUsd: run.costUsd, usage: run.usage };
  if (output.isJson) output.result({ ...summary, content }, '');
  else if (out === undefined) output.result(summary, content);
  if (run.kind === 'write' && run.author === 'extractive')
    output.say('Every sentence is copied from the sources; nothing was written by a model.');
  if (run.notice !== null) output.say(run.notice);
  output.say(lastLine(run, out));
}

/** As `deliverDocument` for a check: its result is what the sources say of each sentence, not the draft. */
export async function deliverEvidence(desk: Desk, output: Output, run: RunAnswer, { out }: Delivery): Promise<EvidenceAnswer> {
  const path = `/documents/${run.documentId}`;
  const [evidence, document] = await Promise.all([
    desk.json<EvidenceAnswer>({ method: 'GET', path: `${path}/evidence` }),
    desk.json<{ title: string }>({ method: 'GET', path }),
  ]);
  const report = evidenceReport(document.title, evidence);
  if (out !== undefined) writeOut(out, out.endsWith('.json') ? `${JSON.stringify(evidence, null, 2)}\n` : report);
  if (out === undefined || output.isJson) output.result({ run: run.id, documentId: run.documentId, ...evidence }, report);
  output.say(lastLine(run, out));
  return evidence;
}

function lastLine(run: RunAnswer, out: string | undefined): string {
  const place = out === undefined ? '' : `, written to ${out}`;
  return `Done in ${secondsSinceStart()} s: ${costLine(run)}${place}, kept as ${run.documentId}.`;
}
