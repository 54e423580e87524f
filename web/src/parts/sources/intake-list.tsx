import { Link } from '@tanstack/react-router';
import { Check, CircleAlert, LoaderCircle } from 'lucide-react';
import { Button } from '../../design/button.tsx';
import { ProblemNote } from '../../design/problem-note.tsx';
import { texts } from '../../texts/index.ts';
import type { Intake } from './intake.ts';

/** What is being added, each with how far it is or why it was refused. */
export function IntakeList({ entries, onClear }: { entries: readonly Intake[]; onClear: () => void }) {
  if (entries.length === 0) return null;
  return (
    <section aria-label={texts.sources.intake} className="my-4 rounded-panel border border-line bg-raised p-3">
      <ul aria-live="polite" className="flex flex-col gap-2">
        {entries.map((entry) => (
          <Entry key={entry.key} entry={entry} />
        ))}
      </ul>
      <Button kind="quiet" className="mt-2" onClick={onClear}>
        {texts.sources.clearIntake}
      </Button>
    </section>
  );
}

const icons = { waiting: LoaderCircle, uploading: LoaderCircle, reading: LoaderCircle, added: Check, refused: CircleAlert };
const colours = { waiting: 'text-soft', uploading: 'text-soft', reading: 'text-soft', added: 'text-support', refused: 'text-conflict' };

function Entry({ entry: { name, step, source, error } }: { entry: Intake }) {
  const Icon = icons[step];
  return (
    <li>
      <div className="flex items-center gap-2">
        <Icon size={16} aria-hidden className={`shrink-0 ${colours[step]}`} />
        {source === undefined ? (
          <span className="min-w-0 truncate" dir="auto">
            {name}
          </span>
        ) : (
          <Link to="/sources/$id" params={{ id: source.id }} className="min-w-0 truncate text-accent underline" dir="auto">
            {name}
          </Link>
        )}
        <span className="ml-auto shrink-0 text-sm text-soft">{texts.sources.step[step]}</span>
      </div>
      {error !== undefined && (
        <div className="mt-2">
          <ProblemNote error={error} />
        </div>
      )}
    </li>
  );
}
