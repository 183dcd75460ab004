import { defineConfig } from 'vitest/config';

// Real engines and browsers share two cores: within those projects one file runs after the other.
const oneAtATime = { fileParallelism: false, testTimeout: 120_000, hookTimeout: 600_000 };

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', include: ['tests/unit/**/*.test.ts'] } },
      { test: { name: 'engine', include: ['tests/engine/**/*.test.ts'], ...oneAtATime } },
      { test: { name: 'site', include: ['tests/site/**/*.test.ts'], ...oneAtATime } },
      {
        test: {
          name: 'acceptance',
          include: ['tests/acceptance/**/*.test.ts'],
          ...oneAtATime,
          testTimeout: 900_000,
        },
      },
      { test: { name: 'walk', include: ['tests/walk/**/*.test.ts'], ...oneAtATime } },
    ],
  },
});
