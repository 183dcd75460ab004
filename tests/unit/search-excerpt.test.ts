import { expect, test } from 'vitest';
import { readExcerpt } from '../../src/lib/search-excerpt.ts';

test('takes an excerpt apart, and no markup of a page survives as markup', () => {
  expect(readExcerpt('a <mark>layer</mark> of &lt;b&gt; &amp;amp; more')).toEqual([
    { text: 'a ', marked: false },
    { text: 'layer', marked: true },
    { text: ' of <b> &amp; more', marked: false },
  ]);
});
