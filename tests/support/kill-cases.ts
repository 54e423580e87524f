import type { KilledCommand } from './kills.ts';
import { sourceFilePath } from './source-files/source-files.ts';

const sources = ['interview.vtt', 'recipe.md'] as const;
const named = sources.flatMap((name) => ['--source', sourceFilePath(name)]);

/** Command lines whose runs are killed. Their sources are quick to read: it is the run that is killed, not the parser. */
export const killedCommands = {
  research: { args: ['research', 'Cold brew or espresso?', ...named, '--json'], sources: sources.length },
  check: { args: ['check', sourceFilePath('draft.md'), ...named, '--json'], sources: sources.length },
  write: { args: ['write', 'Cold brew', '--author', 'extractive', ...named, '--json'], sources: sources.length },
} satisfies Record<string, KilledCommand>;

/** A piece written by the scripted model. */
export function writtenByModel(serverUrl: string): KilledCommand {
  return {
    args: ['write', 'Cold brew', '--author', 'model', '--words', '150', ...named, '--json'],
    sources: sources.length,
    env: { OPENAI_BASE_URL: `${serverUrl}/v1`, OPENAI_API_KEY: 'test' },
  };
}
