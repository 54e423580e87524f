// Imports point one way (ARCHITECTURE.md): this file is that page as rules.
const { default: Visitor } = require('@swc/core/Visitor.js');

const order = ['accounts', 'content', 'research', 'evidence', 'generation', 'ops'];
const features = `^src/(${order.join('|')})/`;
// A test may put real engines beneath what it tests.
const tests = '(\\.test|\\.contract|\\.fixture)\\.tsx?$';

// The visitor that comes with swc is older than `using` declarations; they hold expressions as `const` ones do.
const { visitStatement } = Visitor.prototype;
Visitor.prototype.visitStatement = function visit(statement) {
  if (statement.type !== 'UsingDeclaration') return visitStatement.call(this, statement);
  this.visitVariableDeclarators(statement.decls);
  return statement;
};

/** Everything under src/ that `from` may not import, given what it may. */
function only(from, allowed, comment) {
  return {
    name: `${from}-imports`,
    severity: 'error',
    comment,
    from: { path: `^src/${from}/`, pathNot: tests },
    to: { path: '^(src|tests|web)/', pathNot: `^src/(${[from, ...allowed].join('|')})/` },
  };
}

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      comment: 'Two files that need each other are one file, or hide a third. Types alone may.',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    only('shared', [], 'shared imports nothing of ours.'),
    only('config', ['shared'], 'config ← shared.'),
    only('ports', ['shared'], 'ports ← shared.'),
    only('database', ['shared', 'config'], 'database ← shared, config.'),
    only('adapters', ['ports', 'shared', 'database'], 'adapters ← ports, shared, database.'),
    ...order.map((feature, at) =>
      only(feature, ['ports', 'shared', 'database', ...order.slice(0, at)], `Features import one way: ${order.join(' ← ')}.`),
    ),
    only('http', ['ports', 'shared', ...order], "http ← features' public parts."),
    only('cli', ['ports', 'shared', 'config', 'runtime', ...order], "cli ← features' public parts, config and the composition root."),
    {
      name: 'feature-index-only',
      severity: 'error',
      comment: 'Of another feature, only its index.ts. Only runtime, which puts everything together, sees inside.',
      from: { path: '^src/([^/]+)/', pathNot: ['^src/runtime/', tests] },
      to: { path: features, pathNot: ['^src/$1/', '^src/[^/]+/index\\.ts$'] },
    },
    {
      name: 'one-adapter-apart',
      severity: 'error',
      comment: 'Only runtime names an adapter: an adapter gets others through their ports.',
      from: { path: '^src/adapters/([^/]+)', pathNot: tests },
      to: { path: '^src/adapters/', pathNot: '^src/adapters/$1' },
    },
    {
      name: 'only-main-and-cli-import-runtime',
      severity: 'error',
      comment: 'The composition root stands on top.',
      from: { path: '^src/', pathNot: ['^src/(main\\.ts|cli/|runtime/)', tests] },
      to: { path: '^src/runtime/' },
    },
    {
      name: 'main-imports-cli',
      severity: 'error',
      comment: 'main turns argv over to cli.',
      from: { path: '^src/main\\.ts$' },
      to: { path: '^src/', pathNot: '^src/cli/' },
    },
    {
      name: 'no-development-packages',
      severity: 'error',
      comment: 'The product runs without devDependencies.',
      from: { path: '^(src|bin)/', pathNot: tests },
      to: { dependencyTypes: ['npm-dev'] },
    },
    {
      name: 'declared-packages',
      severity: 'error',
      comment: 'A package that package.json does not name may be gone tomorrow.',
      from: { path: '^(src|bin|tests|web)/' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'web-imports',
      severity: 'error',
      comment: 'The page talks to /api/v1 only; with the server it shares the reading of texts, and nothing else.',
      // A test may hold what the page makes against what the server makes.
      from: { path: '^web/src/', pathNot: '[.]test[.]ts$' },
      to: { path: '^(src|bin|tests)/', pathNot: '^src/(content/markdown/|shared/text/|shared/locator[.]ts$)' },
    },
    {
      name: 'screens-stand-apart',
      severity: 'error',
      comment: 'A screen does not reach into another; what two need stands beside them.',
      from: { path: '^web/src/screens/([^/]+)/' },
      to: { path: '^web/src/screens/', pathNot: '^web/src/screens/$1/' },
    },
    {
      name: 'design-knows-no-screen',
      severity: 'error',
      comment: 'The parts screens are made of, the API client and the texts know of no screen.',
      from: { path: '^web/src/(design|api|texts)/' },
      to: { path: '^web/src/(app|screens|editor)/' },
    },
    {
      name: 'bootstrap-stands-alone',
      severity: 'error',
      comment: 'It runs before anything is installed, on an older Node.',
      from: { path: '^bin/', pathNot: tests },
      to: { pathNot: '^bin/', dependencyTypesNot: ['core'] },
    },
  ],
  options: {
    // With TypeScript 7 installed the tsc parser sees no imports and passes everything.
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(data|coverage|\\.cache|web/dist)/' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.mjs', '.cjs', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
    },
  },
};
