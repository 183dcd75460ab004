/** One repository of the index, as `docker search` shows it. */
export interface IndexEntry {
  name: string;
  description: string;
  stars: number;
  isOfficial: boolean;
}

/** The answer of Docker Hub's `GET /v1/search`, as Docker's client reads it. */
export interface SearchAnswer {
  num_pages: 1;
  num_results: number;
  page: 1;
  page_size: number;
  query: string;
  results: { name: string; description: string; star_count: number; is_official: boolean }[];
}

/** Docker's client asks for 25 unless `--limit` says otherwise, and allows 1 to 100. */
const defaultLimit = 25;
const maxLimit = 100;
const maxQueryCharacters = 200;

/** Repositories whose name or description holds every word of the query; the exact name first, then by stars. */
export function searchIndex(
  index: readonly IndexEntry[],
  asked: { query: string; limit?: number },
): SearchAnswer {
  const query = asked.query.slice(0, maxQueryCharacters);
  const limit = limitOf(asked.limit);
  const words = query
    .toLowerCase()
    .replace(/^library\//, '')
    .split(/\s+/)
    .filter((word) => word !== '');
  const found = index
    .filter((entry) => words.length > 0 && words.every((word) => holds(entry, word)))
    .sort((a, b) => rank(a, words) - rank(b, words) || b.stars - a.stars)
    .slice(0, limit);
  return {
    num_pages: 1,
    num_results: found.length,
    page: 1,
    page_size: limit,
    query,
    results: found.map(({ name, description, stars, isOfficial }) => ({
      name,
      description,
      star_count: stars,
      is_official: isOfficial,
    })),
  };
}

function limitOf(limit: number | undefined): number {
  if (limit === undefined || !Number.isInteger(limit) || limit < 1) return defaultLimit;
  return Math.min(limit, maxLimit);
}

const holds = ({ name, description }: IndexEntry, word: string) =>
  name.includes(word) || description.toLowerCase().includes(word);

const rank = ({ name }: IndexEntry, words: readonly string[]) => (name === words.join(' ') ? 0 : 1);
