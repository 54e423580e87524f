import { Pool } from 'undici';
import { answerParent } from './part.ts';

/** Asks a server for the same thing over and over, as many at a time as it is told, from a process of its own. */
export interface Load {
  origin: string;
  method: 'GET' | 'PUT';
  /** Asked in turn. */
  paths: readonly string[];
  headers: Record<string, string>;
  /** In turn, each with `{n}` replaced by a number that was not used before, so that each is new. */
  bodies?: readonly string[];
  atOnce: number;
  answers: number;
}

export interface Loaded {
  perSecond: number;
  p99Ms: number;
  /** Share of one processor the asking took: near 1 it is the asker that was measured. */
  ownShare: number;
}

let serial = 0;

async function load({ origin, method, paths, headers, bodies, atOnce, answers }: Load): Promise<Loaded> {
  const pool = new Pool(origin, { connections: atOnce, pipelining: 1 });
  const times: number[] = [];
  const cpu = process.cpuUsage();
  const started = performance.now();
  let asked = 0;
  const askOne = async (): Promise<void> => {
    const at = serial++;
    const path = paths[at % paths.length] as string;
    const body = bodies?.[at % bodies.length]?.replaceAll('{n}', String(at)) ?? null;
    const before = performance.now();
    const answer = await pool.request({ path, method, headers, body });
    if (answer.statusCode !== 200) throw new Error(`${method} ${path}: ${answer.statusCode} ${await answer.body.text()}`);
    await answer.body.dump();
    times.push(performance.now() - before);
  };
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (asked++ < answers) await askOne();
    }),
  );
  const ms = performance.now() - started;
  const { user, system } = process.cpuUsage(cpu);
  await pool.close();
  const p99Ms = Float64Array.from(times).sort()[Math.floor(times.length * 0.99)] ?? Number.NaN;
  return { perSecond: times.length / (ms / 1000), p99Ms, ownShare: (user + system) / 1000 / ms };
}

const answers = { load };
export type Asker = typeof answers;

answerParent(answers);
