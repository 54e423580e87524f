import { type ErrorComponentProps, Link } from '@tanstack/react-router';
import { ApiProblem } from '../api/problem.ts';
import { Button } from '../design/button.tsx';
import { EmptyState } from '../design/empty-state.tsx';
import { ProblemNote } from '../design/problem-note.tsx';
import { texts } from '../texts/index.ts';
import { SignedOut } from './signed-out.tsx';

/** A screen that could not be shown. */
export function Failure({ error, reset }: ErrorComponentProps) {
  if (error instanceof ApiProblem && error.status === 401) return <SignedOut />;
  if (error instanceof ApiProblem && error.status === 404) return <NothingHere />;
  return (
    <div className="mx-auto w-full max-w-[60ch] px-4 py-16">
      <ProblemNote error={error} onRetry={reset} />
    </div>
  );
}

export function NothingHere() {
  return (
    <EmptyState title={texts.common.nothingHere} hint={texts.common.nothingHereHint}>
      <Button asChild>
        <Link to="/">{texts.common.toLibrary}</Link>
      </Button>
    </EmptyState>
  );
}
