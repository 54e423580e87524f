import { createHash, randomBytes } from 'node:crypto';
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadKeyFile } from './key-file.ts';
import { blobAddress, type KeyEncryptionKey, keyFingerprint, newDataKey, unwrapDataKey, wrapDataKey } from './workspace-keys.ts';

function newKek(): KeyEncryptionKey {
  const key = randomBytes(32);
  return { id: keyFingerprint(key), key };
}

describe('a data key', () => {
  const kek = newKek();
  const dataKey = newDataKey();
  const row = { id: dataKey.id, kekId: kek.id, wrapped: wrapDataKey(kek, 'wsp_1', dataKey) };

  it('comes back from its wrapping', () => {
    expect(unwrapDataKey(kek, 'wsp_1', row)).toEqual(dataKey);
    expect(wrapDataKey(kek, 'wsp_1', dataKey)).not.toBe(row.wrapped);
  });

  it('says which key is missing when the key file is another one', () => {
    const other = newKek();
    expect(() => unwrapDataKey(other, 'wsp_1', row)).toThrow(
      expect.objectContaining({ code: 'conflict', message: expect.stringContaining(kek.id) }),
    );
    expect(() => unwrapDataKey({ ...other, id: kek.id }, 'wsp_1', row)).toThrow(expect.objectContaining({ code: 'internal' }));
  });

  it('opens for no other workspace and no other key ID', () => {
    expect(() => unwrapDataKey(kek, 'wsp_2', row)).toThrow(expect.objectContaining({ code: 'internal' }));
    expect(() => unwrapDataKey(kek, 'wsp_1', { ...row, id: newDataKey().id })).toThrow(expect.objectContaining({ code: 'internal' }));
  });

  it('does not open when any byte of it was changed or cut', () => {
    const bytes = Buffer.from(row.wrapped, 'base64url');
    for (let at = 0; at < bytes.length; at += 1) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 4;
      expect(() => unwrapDataKey(kek, 'wsp_1', { ...row, wrapped: changed.toString('base64url') }), `byte ${at}`).toThrow();
      expect(() => unwrapDataKey(kek, 'wsp_1', { ...row, wrapped: bytes.subarray(0, at).toString('base64url') }), `cut at ${at}`).toThrow();
    }
  });

  it('names equal content alike within a workspace and differently between two', () => {
    const sha256 = createHash('sha256').update('text').digest();
    expect(blobAddress(dataKey, sha256)).toBe(blobAddress(dataKey, sha256));
    expect(blobAddress(dataKey, sha256)).not.toBe(blobAddress(newDataKey(), sha256));
    expect(blobAddress(dataKey, sha256)).not.toBe(blobAddress(dataKey, createHash('sha256').update('texts').digest()));
  });
});

describe('the key file', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'key file '));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('is made once, for its owner only, and read again', async () => {
    const path = join(folder, 'keys', 'main.key');
    const made = await loadKeyFile(path, true);
    expect(await loadKeyFile(path, true)).toEqual(made);
    expect(await loadKeyFile(path, false)).toEqual(made);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await readdir(join(folder, 'keys'))).toEqual(['main.key']);
    expect(made.key.length).toBe(32);
    expect((await readFile(path, 'utf8')).trim()).toBe(made.key.toString('base64url'));
  });

  it('is not made where it was expected', async () => {
    const path = join(folder, 'mistyped.key');
    await expect(loadKeyFile(path, false)).rejects.toMatchObject({ code: 'unavailable', message: expect.stringContaining(path) });
    await expect(stat(path)).rejects.toThrow();
  });

  it.each(['', 'short', `${'x'.repeat(43)}\nmore`, 'é'.repeat(43)])('is refused when it holds “%s”', async (text) => {
    const path = join(folder, 'bad.key');
    await writeFile(path, text, { mode: 0o600 });
    await expect(loadKeyFile(path, true)).rejects.toMatchObject({ code: 'validation_failed' });
  });

  it.skipIf(process.platform === 'win32')('is refused while everybody may read it', async () => {
    const path = join(folder, 'open.key');
    await loadKeyFile(path, true);
    await chmod(path, 0o644);
    await expect(loadKeyFile(path, true)).rejects.toMatchObject({ code: 'validation_failed', hint: expect.stringContaining('chmod 600') });
  });
});
