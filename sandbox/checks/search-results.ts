import type { Collector } from './evidence.ts';
import { CouldNotCollect } from './evidence.ts';
import { readScript } from './sandbox-script.ts';

const maxBytes = 64 * 1024;
const timeLimitSeconds = 8;

/** A row of `docker search`. */
export interface SearchRow {
  name: string;
  stars: number;
  isOfficial: boolean;
  description: string;
}

/** What the learner's own `docker search TERM` prints: a search leaves nothing behind, so it is made again. */
export function searchResults(term: string): Collector<SearchRow[]> {
  return {
    kind: 'search-results',
    async collect({ sandbox, signal }) {
      const format = '{{.Name}}\\t{{.StarCount}}\\t{{.IsOfficial}}\\t{{.Description}}';
      const { exitCode, stdout } = await readScript(
        sandbox,
        { argv: ['docker', 'search', '--no-trunc', '--format', format, term], as: 'learner' },
        { timeLimitSeconds, signal, maxBytes },
      );
      if (exitCode !== 0)
        throw new CouldNotCollect('unreadable', `the search could not be made (docker: ${exitCode})`);
      return parseSearchRows(stdout.toString('utf8'));
    },
  };
}

/** Rows of `NAME⇥STARS⇥OFFICIAL⇥DESCRIPTION`; a row of another shape is left out. */
export function parseSearchRows(printed: string): SearchRow[] {
  return printed.split('\n').flatMap((line) => {
    const [, name, stars, official, description = ''] =
      /^([\w./-]{1,255})\t(\d{1,9})\t([^\t]{0,8})\t(.{0,2000})$/.exec(line) ?? [];
    if (name === undefined) return [];
    // The column shows `[OK]`; a template may get it in words.
    const isOfficial = official === '[OK]' || official === 'true';
    return [{ name, stars: Number(stars), isOfficial, description }];
  });
}
