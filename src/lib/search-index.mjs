// @ts-check
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import * as pagefind from 'pagefind';

/** Each language has an index of its own, so that a page can look in its own first and in the other when asked. */
const languages = {
  ko: '{lessons,glossary}/**/*.html',
  en: 'en/{lessons,glossary}/**/*.html',
};
/** Pagefind's own interfaces stay out: ours is in src/islands/search-dialog.tsx. */
const ownInterface = /^pagefind-(?!worker\.js$|entry\.json$)/;

/**
 * Makes the search index after a build, at `/search/<language>/`. Without Pagefind's program for this system the site
 * is built without a search, and says so when one searches.
 * @returns {import('astro').AstroIntegration}
 */
export const searchIndex = () => ({
  name: 'search-index',
  hooks: {
    'astro:build:done': async ({ dir, logger }) => {
      const site = fileURLToPath(dir);
      try {
        for (const [language, glob] of Object.entries(languages)) {
          const pages = await indexPages(site, glob, path.join(site, 'search', language));
          logger.info(`${pages} pages in ${language}`);
        }
      } catch (error) {
        logger.warn(`There will be no search: ${error instanceof Error ? error.message : error}`);
      } finally {
        await pagefind.close();
      }
    },
  },
});

/**
 * @param {string} site
 * @param {string} glob
 * @param {string} target
 */
async function indexPages(site, glob, target) {
  const { index, errors } = await pagefind.createIndex({ writePlayground: false });
  if (!index) throw new Error(errors.join('; '));
  const added = await index.addDirectory({ path: site, glob });
  const made = await index.getFiles();
  const problems = [...added.errors, ...made.errors];
  if (problems.length > 0) throw new Error(problems.join('; '));
  for (const { path: name, content } of made.files.filter((file) => !ownInterface.test(file.path))) {
    const file = path.join(target, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, content);
  }
  return added.page_count;
}
