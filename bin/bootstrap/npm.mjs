import { spawn } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { endings } from './lock.mjs';
import { Refusal } from './refusal.mjs';

/**
 * Runs the machine's own npm with its own registry settings and resolves with its stdout. Throws Refusal in plain words.
 * @param {string[]} args
 * @param {{ cwd: string, doing: string, spareCache: string }} options `doing` stands in the message; `spareCache` serves where npm's own cache cannot be written
 */
export async function runNpm(args, { cwd, doing, spareCache }) {
  const [command, first, shell] = npmCommand();
  const child = spawn(command, [...first, ...args], { cwd, env: npmEnvironment(spareCache), shell, stdio: ['ignore', 'pipe', 'pipe'] });
  const [out, err] = [collect(child.stdout), collect(child.stderr)];
  const stop = () => child.kill();
  for (const signal of endings) process.once(signal, stop);
  const code = await new Promise((resolve, reject) => {
    child.on('error', (error) => reject(error.code === 'ENOENT' ? npmMissing() : error));
    child.on('close', resolve);
  });
  for (const signal of endings) process.removeListener(signal, stop);
  // npm calls a file it could not write a warning and goes on to succeed; what it leaves then is not whole.
  if (code === 0 && !/TAR_ENTRY_ERROR/.test(err())) return out();
  throw explainNpm(`${code === full ? 'ENOSPC' : ''}\n${err()}\n${out()}`, doing);
}

function npmCommand() {
  const running = process.env.npm_execpath;
  if (running && basename(running) === 'npm-cli.js') return [process.execPath, [running], false];
  return process.platform === 'win32' ? ['npm.cmd', [], true] : ['npm', [], false];
}

function npmEnvironment(spareCache) {
  const own = process.env.npm_config_cache || join(homedir(), '.npm');
  return {
    ...process.env,
    npm_config_loglevel: 'warn',
    // Without a network npm's own waits add up to more than a minute of silence.
    npm_config_fetch_retry_mintimeout: '1000',
    npm_config_fetch_retry_maxtimeout: '5000',
    npm_config_cache: canWrite(own) ? own : spareCache,
  };
}

function canWrite(folder) {
  const there = existsSync(folder) ? folder : dirname(folder);
  try {
    accessSync(there, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function collect(stream) {
  const chunks = [];
  stream.on('data', (chunk) => chunks.push(chunk));
  return () => Buffer.concat(chunks).toString('utf8');
}

function npmMissing() {
  return new Refusal('npm was not found on this machine.', 'Install Node.js with npm (any version from 18 on) and start again.');
}

/** What npm ends with, at times without a word, when the disk is full: 256 less the system's number of that error. */
const full = 228;

const causes = [
  [/ENOSPC|EDQUOT/, 'the disk is full', 'Free about 800 MB and start again.'],
  [
    /EINTEGRITY/,
    'what the registry sent does not have the expected hash',
    'Run "npm cache clean --force"; if it stays, do not trust this registry.',
  ],
  [
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ERR_SOCKET_TIMEOUT|ENOTCACHED|EIDLETIMEOUT/,
    'the package registry cannot be reached',
    'Connect to the network, or set the proxy or registry npm shall use (npm config set registry …), and start again.',
  ],
  [
    /SELF_SIGNED_CERT|UNABLE_TO_GET_ISSUER|UNABLE_TO_VERIFY|CERT_HAS_EXPIRED/,
    "the registry's certificate is not trusted",
    'Name your certificate authority in NODE_EXTRA_CA_CERTS.',
  ],
  [/E401|E403|ENEEDAUTH/, 'the registry asks for a login', 'Sign in with "npm login", or set the registry npm shall use.'],
  [/E404|ETARGET|ENOVERSIONS/, 'the registry does not have what is needed', 'Set a registry that mirrors the public npm registry.'],
  [/EACCES|EROFS|EPERM/, 'a folder cannot be written', 'Start once as a user who may write it.'],
];

function explainNpm(output, doing) {
  const known = causes.find(([pattern]) => pattern.test(output));
  if (known) return new Refusal(`${doing} did not work: ${known[1]}.`, known[2]);
  const lines = output.trim().split('\n');
  const errors = lines.filter((line) => !/^npm warn/i.test(line));
  const last = (errors.length > 0 ? errors : lines).slice(-8).join('\n');
  return new Refusal(`${doing} did not work. npm said:\n${last}`, 'Mend what npm names and start again.');
}
