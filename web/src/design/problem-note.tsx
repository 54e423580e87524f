import { Copy, RotateCw } from 'lucide-react';
import { useState } from 'react';
import { ApiProblem } from '../api/problem.ts';
import { texts } from '../texts/index.ts';
import { Button } from './button.tsx';

/** What went wrong, what to do, and the number to ask about it. */
export function ProblemNote({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const problem = error instanceof ApiProblem ? error : null;
  return (
    <div role="alert" className="flex flex-col items-start gap-2 rounded-panel border border-conflict bg-raised p-4">
      <p className="font-medium">{problem?.message ?? texts.common.unexpected}</p>
      <p className="text-soft">{problem === null ? texts.common.unexpectedHint : problem.hint}</p>
      {problem !== null && problem.fields.length > 1 && (
        <ul className="list-disc pl-5 text-soft">
          {problem.fields.map(({ path, message }) => (
            <li key={path}>
              {path}: {message}
            </li>
          ))}
        </ul>
      )}
      <div className="flex flex-wrap items-center gap-2">
        {onRetry && (
          <Button icon={RotateCw} onClick={onRetry}>
            {texts.common.retry}
          </Button>
        )}
        {problem?.requestId != null && <RequestId id={problem.requestId} />}
      </div>
    </div>
  );
}

function RequestId({ id }: { id: string }) {
  const [isCopied, setCopied] = useState(false);
  const copy = () => navigator.clipboard.writeText(id).then(() => setCopied(true));
  return (
    <button
      type="button"
      title={texts.common.copyRequestId}
      onClick={copy}
      className="inline-flex items-center gap-1 rounded-control px-1 text-xs text-soft"
    >
      <Copy size={12} aria-hidden />
      <span className="break-all">{isCopied ? texts.common.copied : texts.common.requestId(id)}</span>
    </button>
  );
}
