import { createReadStream, createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';

const block = 512;

/** Writes one regular file of a .tgz to `target`, executable; false when the archive does not hold it. */
export async function extractTarEntry(archive, name, target) {
  let found = false;
  await pipeline(
    createReadStream(archive),
    createGunzip(),
    pick(name, () => (found = true)),
    createWriteStream(target, { mode: 0o755 }),
  );
  return found;
}

/** A transform from tar bytes to the bytes of one member. */
function pick(name, onFound) {
  return async function* (source) {
    let rest = Buffer.alloc(0);
    let [left, padding, wanted] = [0, 0, false];
    for await (const chunk of source) {
      rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      for (;;) {
        const body = Math.min(left, rest.length);
        if (body > 0 && wanted) yield rest.subarray(0, body);
        left -= body;
        const skip = left === 0 ? Math.min(padding, rest.length - body) : 0;
        padding -= skip;
        rest = rest.subarray(body + skip);
        if (left > 0 || padding > 0 || rest.length < block) break;
        const header = readHeader(rest);
        rest = rest.subarray(block);
        ({ left, padding } = header);
        wanted = header.name === name;
        if (wanted) onFound();
      }
    }
  };
}

function readHeader(bytes) {
  const text = (start, length) => bytes.toString('latin1', start, start + length).split('\0', 1)[0];
  const left = Number.parseInt(text(124, 12), 8) || 0;
  return { name: text(0, 100), left, padding: (block - (left % block)) % block };
}
