// The lines of docs/architecture.md: imports flow one way.
const only = (name, from, allowed, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from },
  to: { path: '^(content|lessons|sandbox|setup|src|tests)/', pathNot: [from, ...allowed] },
});
const [contract, content] = ['^sandbox/contract/', '^content/'];

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-circles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    only('content-stands-alone', '^content/(?!validate/)', [], 'course data knows nothing of the code'),
    only('contract-stands-alone', contract, [content], 'all that browser code may import'),
    only('image', '^sandbox/image/', [contract, content], 'what goes into sandboxes'),
    only('engine', '^sandbox/engine/', [contract, content, '^sandbox/image/'], 'the port and its adapter'),
    only(
      'store',
      '^sandbox/store/',
      [
        contract,
        '^sandbox/checks/check-store\\.ts$',
        '^sandbox/checks/record\\.ts$',
        '^sandbox/engine/learner-engine\\.ts$',
      ],
      'SQLite',
    ),
    only(
      'checks',
      '^sandbox/checks/',
      [contract, content, '^sandbox/engine/', '^lessons/'],
      'evidence, judges, verdicts',
    ),
    only('sessions', '^sandbox/sessions/', [contract, content, '^sandbox/(engine|store|checks)/'], 'leases'),
    only(
      'terminal',
      '^sandbox/terminal/',
      [contract, content, '^sandbox/(engine|sessions|checks)/'],
      'sockets',
    ),
    only('lessons', '^lessons/', ['^sandbox/checks/', contract], 'course texts and judges'),
    only('site', '^src/', [contract, content], 'browser code sees only the contract and the course data'),
    {
      name: 'only-the-adapter-speaks-docker',
      severity: 'error',
      from: { path: '^(sandbox|src|content|lessons)/', pathNot: '^sandbox/(engine|image)/' },
      to: { path: 'node_modules/dockerode' },
    },
    {
      name: 'environment-read-in-one-place',
      severity: 'error',
      comment: 'main.ts starts the process; nobody imports it',
      from: { pathNot: '^tests/' },
      to: { path: '^sandbox/main\\.ts$' },
    },
    {
      name: 'nothing-unresolved',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^(astro|virtual):' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|build)/|\\.astro$' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.mjs', '.cjs', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
