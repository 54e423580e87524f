import { globSync } from 'node:fs';

/** Every source file under src, web, bin and tests, by its path from the root, sorted. Text that tests read is not source. */
export function sourceFiles(root: string): string[] {
  const paths = globSync('{src,web,bin,tests}/**/*.{ts,tsx,mjs,cjs}', { cwd: root, exclude: ['**/node_modules/**'] });
  return paths.map((path) => path.replaceAll('\\', '/')).sort();
}
