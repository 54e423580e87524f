import { describe, expect, it } from 'vitest';
import { isAppError } from '../../shared/errors.ts';
import { checkedAddresses, parseTarget } from './destination.ts';
import { parseHostRule } from './host-rules.ts';

/** Names of the test's own name server; nothing is asked of a real one. */
const names: Record<string, string[]> = {
  localhost: ['127.0.0.1', '::1'],
  'app.localhost': ['127.0.0.1'],
  'inside.example': ['10.1.2.3'],
  'mixed.example': ['93.184.215.14', '192.168.0.9'],
  'mapped.example': ['::ffff:10.0.0.1'],
  'xn--bcher-kva.example': ['172.16.0.4'],
  'metadata.google.internal': ['169.254.169.254'],
  'public.example': ['93.184.215.14', '2606:2800:21f:cb07:6820:80da:af6b:8b2c'],
};

async function resolve(name: string): Promise<string[]> {
  return names[name] ?? [];
}

function check(url: string, allow: string[] = []) {
  return (async () => checkedAddresses(parseTarget(url), 'public', { allow: allow.map(parseHostRule), resolve }))();
}

const refused = [
  'http://127.0.0.1/',
  'http://127.0.0.1./',
  'http://127.1/',
  'http://127.0.1/',
  'http://2130706433/',
  'http://0x7f000001/',
  'http://0x7f.0.0.1/',
  'http://0177.0.0.1/',
  'http://017700000001/',
  'http://127.000.000.001/',
  'http://127.255.255.254/',
  'http://①②⑦.⓪.⓪.①/',
  'http://127。0。0。1/',
  'http://%31%32%37.0.0.1/',
  'http://0.0.0.0/',
  'http://0/',
  'http://0.1.2.3/',
  'http://localhost/',
  'http://LOCALHOST/',
  'http://localhost./',
  'http://ⓛocalhost/',
  'http://app.localhost/',
  'http://inside.example/',
  'http://inside.example./',
  'http://mixed.example/',
  'http://mapped.example/',
  'http://bücher.example/',
  'http://metadata.google.internal/computeMetadata/v1/',
  'http://10.0.0.1/',
  'http://10.1/',
  'http://167772161/',
  'http://172.16.0.1/',
  'http://172.31.255.255/',
  'http://192.168.1.1/',
  'http://0xc0.0xa8.1.1/',
  'http://169.254.169.254/latest/meta-data/',
  'http://0xa9fea9fe/',
  'http://169.254.43518/',
  'http://100.64.0.1/',
  'http://100.100.100.200/',
  'http://168.63.129.16/',
  'http://192.0.0.192/',
  'http://192.0.2.1/',
  'http://198.18.0.1/',
  'http://224.0.0.1/',
  'http://240.0.0.1/',
  'http://255.255.255.255/',
  'http://[::]/',
  'http://[::1]/',
  'http://[0:0:0:0:0:0:0:1]/',
  'http://[::127.0.0.1]/',
  'http://[::8.8.8.8]/',
  'http://[::ffff:127.0.0.1]/',
  'http://[::ffff:a9fe:a9fe]/',
  'http://[::ffff:0:10.0.0.1]/',
  'http://[64:ff9b::10.0.0.1]/',
  'http://[64:ff9b::7f00:1]/',
  'http://[64:ff9b:1::8.8.8.8]/',
  'http://[2002:7f00:1::]/',
  'http://[2002:a00:1::1]/',
  'http://[2001:0:4136:e378:8000:63bf:3fff:fdd2]/',
  'http://[fc00::1]/',
  'http://[fd00:ec2::254]/',
  'http://[fe80::1]/',
  'http://[fec0::1]/',
  'http://[ff02::1]/',
  'http://[100::1]/',
  'http://[2001:db8::1]/',
  'http://[4000::1]/',
];

describe('what a member may reach', () => {
  it.each(refused)('refuses %s and says how to allow it', async (url) => {
    await expect(check(url)).rejects.toMatchObject({ code: 'forbidden', hint: expect.stringContaining('AIWRITER_FETCH_ALLOW') });
  });

  it.each([
    'http://93.184.215.14/',
    'https://public.example/page?x=1',
    'http://172.32.0.1/',
    'http://100.128.0.1/',
    'http://[2606:2800:21f:cb07:6820:80da:af6b:8b2c]/',
    'http://[::ffff:93.184.215.14]/',
    'http://[64:ff9b::93.184.215.14]/',
  ])('accepts %s', async (url) => {
    expect((await check(url)).length).toBeGreaterThan(0);
  });

  it.each([
    'ftp://93.184.215.14/',
    'file:///etc/passwd',
    'http://user:secret@public.example/',
    'http://user@public.example/',
    'not a url',
    'http://[::1%25lo]/',
  ])('does not take %s for a web address', async (url) => {
    await expect(check(url)).rejects.toSatisfy((error) => isAppError(error, 'validation_failed'));
  });

  it('never repeats a password it refuses', async () => {
    await expect(check('http://user:secret@public.example/')).rejects.not.toThrow(/secret/);
  });

  it('says that a name has no address', async () => {
    await expect(check('http://nowhere.example/')).rejects.toMatchObject({ code: 'upstream_failed' });
  });
});

describe('the allow-list', () => {
  it.each([
    ['http://10.1.2.3:8080/', '10.0.0.0/8'],
    ['http://10.1.2.3:8080/', '10.1.2.3'],
    ['http://10.1.2.3:8080/', '10.1.2.3:8080'],
    ['https://10.1.2.3/', '10.0.0.0/8:443'],
    ['http://[fd00::5]/', 'fd00::/8'],
    ['http://[fd00::5]:81/', '[fd00::/8]:81'],
    ['http://[fd00::5]/', 'fd00::5'],
    ['http://[::ffff:10.1.2.3]/', '10.0.0.0/8'],
    ['http://inside.example/', 'inside.example'],
    ['http://INSIDE.example./', 'Inside.Example:80'],
    ['http://bücher.example/', 'bücher.example'],
    ['http://localhost:9/', 'localhost'],
  ])('opens %s by %s', async (url, entry) => {
    expect((await check(url, [entry])).length).toBeGreaterThan(0);
  });

  it.each([
    ['http://10.1.2.3:8081/', '10.1.2.3:8080'],
    ['http://11.0.0.0.1/', '10.0.0.0/8'],
    ['http://192.168.0.1/', '10.0.0.0/8'],
    ['http://inside.example:81/', 'inside.example:80'],
    ['http://app.localhost/', 'localhost'],
    ['http://mixed.example/', '10.0.0.0/8'],
    ['http://localhost/', '127.0.0.0/8'],
  ])('keeps %s shut with %s', async (url, entry) => {
    await expect(check(url, [entry])).rejects.toThrow();
  });

  it.each(['', '10.0.0.0/33', '10.0.0', '0x7f.1/8', 'http://wiki', 'wiki/x', 'a b', 'wiki:port'])(
    'names the entry “%s” it cannot read',
    (entry) => {
      expect(() => parseHostRule(entry)).toThrow(`“${entry}”`);
    },
  );
});
