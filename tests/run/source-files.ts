import { globSync } from 'node:fs';

/** Every source file under src, web, bin and tests, by its path from the root, sorted. Text that tests read and what a machine wrote are not source. */
export function sourceFiles(root: string): string[] {
  const paths = globSync('{src,web,bin,tests}/**/*.{ts,tsx,mjs,cjs}', {
    cwd: root,
    exclude: ['**/node_modules/**', 'web/dist/**', 'web/src/api/schema.ts'],
  });
  return paths.map((path) => path.replaceAll('\\', '/')).sort();
}
