import { randomBytes } from 'node:crypto';
import { Readable, type Transform } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decryptBlob, decryptSpan, encryptBlob } from './blob-cipher.ts';
import { chunkLength, headerLength, storedSizeOf, tagLength } from './blob-format.ts';
import { chunksOf } from './blob-range.ts';
import { newDataKey } from './workspace-keys.ts';

const key = newDataKey();
const address = 'a1'.repeat(32);
const boundaries = [0, 1, chunkLength - 1, chunkLength, chunkLength + 1, 2 * chunkLength - 1, 2 * chunkLength, 3 * chunkLength + 7];
const sizes = fc.oneof(fc.constantFrom(...boundaries), fc.integer({ min: 0, max: 4 * chunkLength }));

function through(bytes: Buffer, transform: Transform, pieceLength = 50_000): Promise<Buffer> {
  const pieces = (function* () {
    for (let at = 0; at < bytes.length; at += pieceLength) yield bytes.subarray(at, at + pieceLength);
  })();
  const source = Readable.from(pieces);
  source.on('error', (error) => transform.destroy(error));
  return buffer(source.pipe(transform));
}

const seal = (content: Buffer, piece?: number) => through(content, encryptBlob(key, address), piece);
const unseal = (stored: Buffer, piece?: number) => through(stored, decryptBlob(key, address), piece);

async function readRange(stored: Buffer, start: number, end: number, size: number): Promise<Buffer> {
  const span = chunksOf({ start, end }, size);
  return through(stored.subarray(span.stored.start, span.stored.end), decryptSpan(key, stored.subarray(0, headerLength), span, address));
}

describe('a stored file', () => {
  it('gives back any content, cut in any way, and has the size it is said to have', async () => {
    await fc.assert(
      fc.asyncProperty(
        sizes,
        fc.integer({ min: 1000, max: 200_000 }),
        fc.integer({ min: 1000, max: 200_000 }),
        async (size, written, read) => {
          const content = randomBytes(size);
          const stored = await seal(content, written);
          expect(stored.length).toBe(storedSizeOf(size));
          expect((await unseal(stored, read)).equals(content)).toBe(true);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('gives exactly the bytes of any range', async () => {
    const ranges = fc.tuple(sizes, fc.nat(), fc.nat()).map(([size, a, b]) => {
      const [start = 0, end = 0] = [a % (size + 1), b % (size + 1)].sort((x, y) => x - y);
      return { size, start, end };
    });
    await fc.assert(
      fc.asyncProperty(ranges, async ({ size, start, end }) => {
        const content = randomBytes(size);
        const part = await readRange(await seal(content), start, end, size);
        expect(part.equals(content.subarray(start, end))).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  it('gives the ranges that touch every boundary', async () => {
    const size = 3 * chunkLength;
    const content = randomBytes(size);
    const stored = await seal(content);
    const edges = [0, 1, chunkLength - 1, chunkLength, chunkLength + 1, 2 * chunkLength, size - 1, size];
    for (const start of edges) {
      for (const end of edges.filter((edge) => edge >= start)) {
        expect((await readRange(stored, start, end, size)).equals(content.subarray(start, end)), `${start}-${end}`).toBe(true);
      }
    }
  });

  it('never stores the content or two equal files alike', async () => {
    const content = Buffer.alloc(chunkLength * 2, 'secret text ');
    const [one, two] = await Promise.all([seal(content), seal(content)]);
    expect(one?.includes('secret text')).toBe(false);
    expect(one?.equals(two ?? one)).toBe(false);
  });

  it.each([
    [-1, 5],
    [0, 11],
    [6, 5],
    [0.5, 2],
    [Number.NaN, 2],
  ])('refuses the range %s to %s of 10 bytes', (start, end) => {
    expect(() => chunksOf({ start, end }, 10)).toThrow(expect.objectContaining({ code: 'range_not_satisfiable' }));
  });
});

describe('damage', () => {
  it('is found in every single byte of a small file', async () => {
    const stored = await seal(randomBytes(40));
    for (let at = 0; at < stored.length; at += 1) {
      const changed = Buffer.from(stored);
      changed[at] = (changed[at] ?? 0) ^ (1 << (at % 8));
      await expect(unseal(changed), `byte ${at}`).rejects.toMatchObject({ code: 'internal' });
    }
  });

  it('is found in any byte of any file, also through the range that holds it', async () => {
    await fc.assert(
      fc.asyncProperty(sizes, fc.nat(), fc.integer({ min: 1, max: 255 }), async (size, position, change) => {
        const stored = await seal(randomBytes(size));
        const at = position % stored.length;
        stored[at] = (stored[at] ?? 0) ^ change;
        await expect(unseal(stored)).rejects.toMatchObject({ code: 'internal', message: expect.stringContaining(address) });
        const chunk = Math.max(0, Math.floor((at - headerLength) / (chunkLength + tagLength))) * chunkLength;
        const start = Math.min(chunk, size);
        await expect(readRange(stored, start, Math.min(start + 1, size), size)).rejects.toMatchObject({ code: 'internal' });
      }),
      { numRuns: 40 },
    );
  });

  const storedChunk = chunkLength + tagLength;
  const cutAt = (chunks: number) => headerLength + chunks * storedChunk;

  it.each([0, 10, headerLength, headerLength + 5, cutAt(1), cutAt(1) + 20, cutAt(2), cutAt(3) - 1])(
    'is found when the file ends at byte %i',
    async (end) => {
      const stored = await seal(randomBytes(3 * chunkLength));
      await expect(unseal(stored.subarray(0, end))).rejects.toMatchObject({ code: 'internal' });
    },
  );

  it('is found when bytes or whole chunks were added', async () => {
    const stored = await seal(randomBytes(2 * chunkLength));
    const again = stored.subarray(cutAt(1));
    for (const extra of [Buffer.from('x'), Buffer.alloc(tagLength), again]) {
      await expect(unseal(Buffer.concat([stored, extra]))).rejects.toMatchObject({ code: 'internal' });
    }
  });

  it('is found when chunks changed places, also through a range', async () => {
    const size = 3 * chunkLength;
    const stored = await seal(randomBytes(size));
    const [header, one, two, three] = [
      stored.subarray(0, headerLength),
      stored.subarray(headerLength, cutAt(1)),
      stored.subarray(cutAt(1), cutAt(2)),
      stored.subarray(cutAt(2)),
    ];
    const swapped = Buffer.concat([header, two, one, three] as Buffer[]);
    await expect(unseal(swapped)).rejects.toMatchObject({ code: 'internal' });
    await expect(readRange(swapped, 5, 6, size)).rejects.toMatchObject({ code: 'internal' });
    await expect(readRange(Buffer.concat([header, one, three, two] as Buffer[]), size - 1, size, size)).rejects.toMatchObject({
      code: 'internal',
    });
  });

  it('is found when a chunk or a header comes from another file, and when files were swapped', async () => {
    const [mine, other] = await Promise.all([seal(randomBytes(100)), seal(randomBytes(100))]);
    const mixed = Buffer.concat([mine?.subarray(0, headerLength) ?? mine, other?.subarray(headerLength) ?? other] as Buffer[]);
    await expect(unseal(mixed)).rejects.toMatchObject({ code: 'internal' });
    const elsewhere = await through(randomBytes(100), encryptBlob(key, 'b2'.repeat(32)));
    await expect(unseal(elsewhere)).rejects.toMatchObject({ code: 'internal' });
  });

  it('is said of a file of another key', async () => {
    const stored = await through(randomBytes(10), encryptBlob(newDataKey(), address));
    await expect(unseal(stored)).rejects.toMatchObject({ message: expect.stringContaining(key.id) });
  });
});
