import type { KillableTask, KillableTaskDefinition, KillableTaskLimits } from '../../ports/killable-task.ts';
import type { ParsedSource, ParseRequest, SourceParser } from '../../ports/source-parser.ts';
import { AppError } from '../../shared/errors.ts';

/** Largest file that is parsed, bytes. */
const maxFileBytes = 50_000_000;

const defaultLimits: KillableTaskLimits = { timeoutMs: 60_000, memoryBytes: 1024 * 2 ** 20, outputBytes: 64 * 2 ** 20 };

export interface SourceParserOptions {
  /** Makes the process the files are parsed in. */
  createTask(definition: KillableTaskDefinition): KillableTask<ParseRequest, ParsedSource>;
  limits?: Partial<KillableTaskLimits>;
}

/** Parses each file in a fresh child process, so that a hostile one can harm neither the program nor the next file. */
export function createSourceParser({ createTask, limits }: SourceParserOptions): SourceParser {
  const task = createTask({
    name: 'parse',
    module: new URL('./parse-file.ts', import.meta.url),
    limits: { ...defaultLimits, ...limits },
    callsPerProcess: 1,
    idleMs: 1000,
  });
  return {
    async parse(request, signal) {
      checkSize(request.bytes);
      return await task.run(request, signal);
    },
    close: () => task.close(),
  };
}

function checkSize(bytes: Uint8Array): void {
  if (bytes.length === 0) {
    throw new AppError('unprocessable', 'The file is empty', { hint: 'Check that it was saved or downloaded whole.' });
  }
  if (bytes.length <= maxFileBytes) return;
  throw new AppError('too_large', `The file has ${bytes.length} bytes; the limit is ${maxFileBytes}`, {
    hint: 'Split it, or add the text of the part you need.',
  });
}
