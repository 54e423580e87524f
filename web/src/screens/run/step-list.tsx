import { Check, Circle, LoaderCircle, type LucideIcon, X } from 'lucide-react';
import type { Schema } from '../../api/client.ts';
import type { RunProgress } from '../../api/run-stream/run-progress.ts';
import { texts } from '../../texts/index.ts';

type Step = Schema<'Run'>['steps'][number];

const icons: Record<Step['status'], LucideIcon> = { pending: Circle, running: LoaderCircle, succeeded: Check, failed: X, skipped: Circle };

/** What is done, what is being done, and for how long it took. */
export function StepList({ run, progress }: { run: Schema<'Run'>; progress: RunProgress }) {
  return (
    <div className="grid gap-6 sm:grid-cols-2">
      <section>
        <h2 className="mb-2 font-semibold">{texts.runs.steps}</h2>
        <ol className="flex flex-col gap-1">
          {run.steps.map((step) => (
            <Row key={step.name} step={step} status={progress.steps[step.name]?.status ?? step.status} />
          ))}
        </ol>
      </section>
      {progress.sources.length > 0 && (
        <section>
          <h2 className="mb-2 font-semibold">{texts.runs.found}</h2>
          <ul className="flex flex-col gap-1">
            {progress.sources.map(({ sourceId, title, address }) => (
              <li key={sourceId} className="truncate" dir="auto">
                {title} <span className="text-soft">{address}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

function Row({ step, status }: { step: Step; status: Step['status'] }) {
  const Icon = icons[status];
  const [entry = step.name, item] = step.name.split(':');
  const ms = step.startedAt === null || step.finishedAt === null ? null : Date.parse(step.finishedAt) - Date.parse(step.startedAt);
  return (
    <li className={`flex items-center gap-2 ${status === 'pending' ? 'text-soft' : ''}`}>
      <Icon size={16} aria-label={status} className={status === 'running' ? 'motion-safe:animate-spin' : ''} />
      <span className="grow truncate">
        {texts.runs.step[entry] ?? entry}
        {item !== undefined && <span className="text-soft"> {item}</span>}
      </span>
      {ms !== null && <span className="tabular text-sm text-soft">{(ms / 1000).toFixed(1)} s</span>}
    </li>
  );
}
