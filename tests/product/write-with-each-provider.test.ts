import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startModelServer } from '../support/model-server/model-server.ts';
import { runProgram, temporaryFolder } from '../support/product.ts';

const text = `Kalt gebrühter Kaffee zieht zwölf bis sechzehn Stunden in kaltem Wasser. Ein Liter kalt gebrühter Kaffee enthält etwa 800 Milligramm Koffein.
Ein Espresso braucht etwa 30 Sekunden bei neun Bar Druck. Ein einfacher Espresso enthält etwa 75 Milligramm Koffein.`;

function settingsFor(provider: string, url: string): Record<string, string> {
  const settings: Record<string, Record<string, string>> = {
    openai: { OPENAI_API_KEY: 'key-of-openai', OPENAI_BASE_URL: `${url}/v1` },
    anthropic: { ANTHROPIC_API_KEY: 'key-of-anthropic', ANTHROPIC_BASE_URL: `${url}/anthropic` },
    google: { GOOGLE_GENERATIVE_AI_API_KEY: 'key-of-google', GOOGLE_GENERATIVE_AI_BASE_URL: `${url}/google/v1beta` },
    mistral: { MISTRAL_API_KEY: 'key-of-mistral', MISTRAL_BASE_URL: `${url}/mistral/v1` },
    ollama: { OLLAMA_HOST: url.replace('http://', '') },
  };
  return settings[provider] ?? {};
}

describe('the models by command line', () => {
  it('are listed with whether they answer and what they cost', async () => {
    const server = await startModelServer({ models: ['gpt-4o-mini', 'mine'] });
    onTestFinished(() => server.close());
    const env = {
      ...settingsFor('openai', server.url),
      ...settingsFor('ollama', server.url),
      ...settingsFor('google', 'http://127.0.0.1:9'),
    };
    const { code, stdout } = await runProgram(['model', 'list'], { dataDir: join(temporaryFolder(), 'data'), env });
    expect(code).toBe(0);
    expect(stdout).toContain('openai/gpt-4o-mini  128000 tokens of context, $0.15 in, $0.6 out a million tokens');
    expect(stdout).toContain('openai/mine  price not known');
    expect(stdout).toContain('ollama/mine  16384 tokens of context, free');
    expect(stdout).toMatch(/^✗ google at http:\/\/127\.0\.0\.1:9\/google\/v1beta: \S/m);
  });
});

describe('a piece by command line', { timeout: 60_000 }, () => {
  it.each(['openai', 'anthropic', 'google', 'mistral', 'ollama'])('is written by a model of %s, as the brief asks', async (provider) => {
    const server = await startModelServer();
    onTestFinished(() => server.close());
    const folder = temporaryFolder();
    const [source, out] = [join(folder, 'kaffee.txt'), join(folder, 'out.md')];
    writeFileSync(source, text);
    const brief = ['--words', '120', '--language', 'de', '--tone', 'nüchtern', '--audience', 'Baristas', '--keywords', 'Koffein,Druck'];
    const args = ['write', 'Kalter Kaffee oder Espresso?', '--source', source, ...brief, '--instructions', 'Keine Fragen.', '--out', out];
    const { code, stderr } = await runProgram(args, { dataDir: join(folder, 'data'), env: settingsFor(provider, server.url) });
    expect(code, stderr).toBe(0);
    const file = readFileSync(out, 'utf8');
    expect(file).toContain(`language: de\ntype: article\nauthor: model\nmodel: ${provider}/scripted\n`);
    expect(file).toMatch(/^description: .{50,160}$/m);
    expect(file).toMatch(/kaltem Wasser\.\[\^1\]/);
    expect(file).toMatch(/^\[\^1\]: .*“Kalt gebrühter Kaffee zieht zwölf bis sechzehn Stunden in kaltem Wasser\.”$/m);
    expect(stderr).toMatch(/so far: \d+ tokens in, \d+ out, (?:cost not known|\$0\.0000)/);
    for (const { asked } of server.calls) {
      expect(asked).toMatchObject({ provider, key: provider === 'ollama' ? null : `key-of-${provider}`, stream: true });
      const prompt = asked.messages.at(-1)?.content ?? '';
      for (const wish of ['Language: German (de)', 'Readers: Baristas', 'Tone: nüchtern', 'Koffein, Druck', 'Wishes: Keine Fragen.'])
        expect(prompt).toContain(wish);
    }
  });
});
