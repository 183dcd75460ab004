/** A part of the suite: commands that each count as one test, or one command that counts by itself. */
export type Part = {
  name: string;
  what: string;
  /** Takes long and repeats what others have proven: run when its name is given. */
  onRequest?: true;
} & (
  | { counts: 'commands'; commands: Record<string, readonly string[]> }
  | { counts: 'vitest'; project: string }
  | { counts: 'last-line'; command: readonly string[] }
);

export const parts: readonly Part[] = [
  {
    name: 'check',
    what: 'types, lint, format, import order, dead code',
    counts: 'commands',
    commands: {
      types: ['tsc', '--noEmit', '-p', '.'],
      'types of the site': [
        'astro',
        'check',
        '--minimumSeverity',
        'warning',
        '--tsconfig',
        'src/tsconfig.json',
      ],
      'lint and format': ['biome', 'ci', '--error-on-warnings', '.'],
      'import order': [
        'depcruise',
        '--config',
        '.dependency-cruiser.cjs',
        'content',
        'lessons',
        'sandbox',
        'src',
        'tests',
      ],
      'dead code': ['knip'],
    },
  },
  { name: 'unit', what: 'pure parts, without Docker', counts: 'vitest', project: 'unit' },
  {
    name: 'engine',
    what: 'sandboxes and server on a real Docker Engine',
    counts: 'vitest',
    project: 'engine',
  },
  {
    name: 'lessons',
    what: 'the proof of every lesson',
    counts: 'last-line',
    command: ['node', 'tests/lessons/prove.ts'],
  },
  { name: 'site', what: 'pages in a real Chromium', counts: 'vitest', project: 'site' },
  {
    name: 'acceptance',
    what: 'a fresh clone, from npm start to a finished lesson',
    counts: 'vitest',
    project: 'acceptance',
  },
  {
    name: 'walk',
    what: 'every lesson in a browser, by typing, in both languages',
    counts: 'vitest',
    project: 'walk',
    onRequest: true,
  },
];
