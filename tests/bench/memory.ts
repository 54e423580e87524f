import type { Bench } from './figures.ts';
import { type Part, startPart } from './parts/part.ts';
import { type Product, startProduct } from './parts/product.ts';
import type { Writer } from './parts/writer.ts';

/** After how many runs it is looked at: what is loaded and compiled once is there by the first. */
const marks = [200, 1000, 2000] as const;
const atOnce = 8;
const megabyte = 2 ** 20;
const text = Array.from(
  { length: 12 },
  (_, index) => `Cold brew that was steeped for ${index + 8} hours tastes less sour than espresso.`,
).join(' ');

interface Look {
  heap: number;
  resident: number;
}

export const memory: Bench = {
  about:
    `The server's memory, after a full collection, when ${marks.join(', ')} pieces were written through the whole product by an instant scripted ` +
    `model, ${atOnce} at a time. Against the same process after ${marks[0]}: flat is 1.`,
  async run() {
    await using writer = startPart<Writer>('writer');
    await using product = await startProduct({
      ...{ OPENAI_BASE_URL: `${await writer.ask('url')}/v1`, OPENAI_API_KEY: 'scripted', AIWRITER_CONCURRENT_RUNS: String(atOnce) },
    });
    const looks = await lookAtMarks(product, writer);
    const [first, middle, last] = looks as [Look, Look, Look];
    const baseline = (value: number) => ({ name: `after ${marks[0]} runs`, value });
    return [
      { what: `heap after ${marks[1]} runs`, unit: 'MB', ours: middle.heap, baseline: baseline(first.heap) },
      {
        ...{ what: `heap after ${marks[2]} runs`, unit: 'MB', ours: last.heap, baseline: baseline(first.heap) },
        goal: { of: 'ratio', atMost: 1.1 },
      },
      {
        ...{ what: `resident memory after ${marks[2]} runs`, unit: 'MB', ours: last.resident, baseline: baseline(first.resident) },
        goal: { of: 'ratio', atMost: 1.25 },
      },
    ];
  },
};

async function lookAtMarks(product: Product, writer: Part<Writer>): Promise<Look[]> {
  const source = await product.call<{ id: string }>('POST', '/sources', { kind: 'text', title: 'Notes', text });
  const brief = { topic: 'Cold brew', words: 60, outline: [{ heading: 'How cold brew tastes' }] };
  const run = { kind: 'write', brief, sources: [source.id], model: 'openai/scripted' };
  const looks: Look[] = [];
  let begun = 0;
  for (const mark of marks) {
    await Promise.all(
      Array.from({ length: atOnce }, async () => {
        while (begun < mark) {
          begun += 1;
          await product.ended((await product.call<{ id: string }>('POST', '/runs', run)).id);
        }
      }),
    );
    await writer.ask('forget');
    const { heapUsed, rss } = await product.ask('memory');
    looks.push({ heap: heapUsed / megabyte, resident: rss / megabyte });
    process.stderr.write(`${mark}: ${JSON.stringify(looks.at(-1))}\n`);
  }
  return looks;
}
