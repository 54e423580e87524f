import { request } from 'node:http';
import { percentile } from '../figures.ts';
import { answerParent } from './part.ts';
import { nowMicros, stampsIn } from './stamp.ts';

/** Watches many event streams at once and notes how old each stamped word is when it arrives, from a process of its own. */
export interface Watched {
  url: string;
  method: 'GET' | 'POST';
  headers: Record<string, string>;
  body?: string;
}

export interface Ages {
  words: number;
  p50Ms: number;
  p99Ms: number;
  /** Share of one processor the watching took. */
  ownShare: number;
}

let ages: number[] = [];
let isNoting = false;

function watch({ url, method, headers, body }: Watched): Promise<void> {
  return new Promise((resolve, reject) => {
    const stream = request(url, { method, headers, agent: false }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`${method} ${url}: ${response.statusCode}`));
      // An event may come in pieces; its last line is what is kept for the next.
      let rest = '';
      response.setEncoding('latin1').on('data', (text: string) => {
        const now = nowMicros();
        const whole = rest + text;
        const end = whole.lastIndexOf('\n') + 1;
        rest = whole.slice(end);
        if (isNoting) for (const sent of stampsIn(whole.slice(0, end))) ages.push((now - sent) / 1000);
      });
      resolve();
    });
    stream.on('error', reject);
    stream.end(body);
  });
}

async function note(seconds: number): Promise<Ages> {
  ages = [];
  isNoting = true;
  const [cpu, before] = [process.cpuUsage(), performance.now()];
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  const { user, system } = process.cpuUsage(cpu);
  isNoting = false;
  const ownShare = (user + system) / 1000 / (performance.now() - before);
  return { words: ages.length, p50Ms: percentile(ages, 0.5), p99Ms: percentile(ages, 0.99), ownShare };
}

const answers = {
  /** Opens streams beside those that are open. */
  open: async (wanted: readonly Watched[]) => {
    await Promise.all(wanted.map(watch));
  },
  note,
};
export type Watcher = typeof answers;

answerParent(answers);
