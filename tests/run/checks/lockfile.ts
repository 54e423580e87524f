import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Check } from './check.ts';

interface Locked {
  version?: string;
  integrity?: string;
  link?: boolean;
  /** It comes within the package that needs it, under that one's hash. */
  inBundle?: boolean;
  optionalDependencies?: Record<string, string>;
}

/** The lockfile holds what every platform needs, with hashes, and no address of a registry. */
export const lockfile: Check = {
  name: 'lockfile',
  async run(root) {
    const text = readFileSync(join(root, 'package-lock.json'), 'utf8');
    const packages = Object.entries((JSON.parse(text) as { packages: Record<string, Locked> }).packages);
    const names = new Set(packages.map(([path]) => path.split('node_modules/').at(-1)));
    const incomplete = packages.flatMap(([path, { optionalDependencies }]) =>
      Object.entries(optionalDependencies ?? {})
        .filter(([name]) => !names.has(name))
        .map(
          ([name, version]) =>
            `${path} wants ${name}@${version}, which the lockfile lacks: "npm ci" fails. Choose a version the registry has for every platform.`,
        ),
    );
    const unhashed = packages.filter(
      ([path, { integrity, link, inBundle }]) => path.startsWith('node_modules/') && !link && !inBundle && !integrity,
    );
    const addresses = text.includes('"resolved"') ? ['The lockfile names a registry. Keep omit-lockfile-registry-resolved in .npmrc.'] : [];
    return [...incomplete, ...unhashed.map(([path]) => `${path} has no hash in the lockfile.`), ...addresses];
  },
};
