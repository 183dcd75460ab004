import { satteri } from '@astrojs/markdown-satteri';
import mdx from '@astrojs/mdx';
import { defineConfig } from 'astro/config';
import expressiveCode from 'astro-expressive-code';
import { codeBlocks } from './src/lib/code-blocks.mjs';
import { explainedTerms } from './src/lib/explained-terms.ts';
import { searchIndex } from './src/lib/search-index.mjs';

export default defineConfig({
  output: 'static',
  trailingSlash: 'ignore',
  i18n: { locales: ['ko', 'en'], defaultLocale: 'ko', routing: { prefixDefaultLocale: false } },
  build: { inlineStylesheets: 'never' },
  markdown: { processor: satteri({ hastPlugins: [explainedTerms] }) },
  integrations: [expressiveCode(codeBlocks), mdx(), searchIndex()],
  devToolbar: { enabled: false },
  // Nothing is inlined: the page's policy allows scripts and styles from files only.
  vite: { build: { assetsInlineLimit: 0 } },
});
