import { expect, it } from 'vitest';
import { parseSearchRows } from '../../sandbox/checks/search-results.ts';

it('reads names, stars, who is official and descriptions, and nothing else', () => {
  const printed =
    'redis\t12000\t[OK]\tA cache.\nbitnami/redis\t300\t\t\nx/y\t1\ttrue\tz\nwarning: another line\nx\tmany\t\t\n';
  expect(parseSearchRows(printed)).toEqual([
    { name: 'redis', stars: 12_000, isOfficial: true, description: 'A cache.' },
    { name: 'bitnami/redis', stars: 300, isOfficial: false, description: '' },
    { name: 'x/y', stars: 1, isOfficial: true, description: 'z' },
  ]);
});
