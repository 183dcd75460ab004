import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { glossary } from '../../content/glossary.ts';
import { laptop, launchBrowser, openPage, phone } from './support/browser.ts';
import { type ScriptedServer, startScriptedServer } from './support/scripted-server.ts';
import { inLanguage, languages, lessons, type SiteLanguage, siteRoot } from './support/site.ts';

let browser: Browser;
let server: ScriptedServer;
let page: Page;
beforeAll(async () => {
  browser = await launchBrowser();
  server = await startScriptedServer(siteRoot);
  return async () => {
    await browser.close();
    await server[Symbol.asyncDispose]();
  };
});
afterEach(() => Promise.all(browser.contexts().map((context) => context.close())));

const open = async (address: string, options: Parameters<typeof openPage>[2] = laptop) => {
  ({ page } = await openPage(browser, server.url + address, options));
};
const term = () => page.locator('.term').first();
const note = () => term().getByRole('tooltip', { includeHidden: true });
const lesson = '/lessons/layers/commit/';

test.each(languages)('every term stands on its page (%s)', async (language) => {
  await open(inLanguage(language, '/glossary/'));
  for (const entry of glossary) {
    expect(await page.locator(`h2#${entry.id}`).textContent()).toContain(entry[language].term);
  }
});

const htmlOf = (language: SiteLanguage, id: string) =>
  readFileSync(path.join(siteRoot, inLanguage(language, `/lessons/${id}/index.html`)), 'utf8');

test.each(languages)('a lesson marks each term once at most, and leads to the glossary (%s)', (language) => {
  const anchors = new Set(glossary.map((entry) => inLanguage(language, `/glossary/#${entry.id}`)));
  for (const { id } of lessons) {
    const links = [...htmlOf(language, id).matchAll(/class="term"><a href="([^"]*)"/g)].map(
      ([, link]) => link ?? '',
    );
    expect(new Set(links).size, id).toBe(links.length);
    expect(links.filter((link) => !anchors.has(link))).toEqual([]);
  }
});

test('terms are marked in prose, not in headings, code, links or what is folded away', async () => {
  await open(lesson);
  expect(await page.locator('.term').count()).toBeGreaterThan(3);
  expect(await page.locator(':is(h1, h2, h3, code, pre, summary, .recall, .predict) .term').count()).toBe(0);
});

test('an explanation shows on hover and stays while the pointer is on it', async () => {
  await open(lesson);
  expect(await note().isVisible()).toBe(false);
  await term().hover();
  expect(await note().isVisible()).toBe(true);
  await note().hover();
  expect(await note().isVisible()).toBe(true);
  await page.mouse.move(5, 5);
  expect(await note().isVisible()).toBe(false);
});

test('it shows on focus, describes the word, and Escape closes it', async () => {
  await open(lesson);
  const link = term().getByRole('link');
  await link.focus();
  expect(await note().isVisible()).toBe(true);
  expect(await note().getAttribute('id')).toBe(await link.getAttribute('aria-describedby'));
  await page.keyboard.press('Escape');
  expect(await note().isVisible()).toBe(false);
});

test('a tap shows it, the next one goes to the glossary', async () => {
  await open(lesson, phone);
  const link = term().getByRole('link');
  await link.tap();
  await expect.poll(() => note().isVisible(), { timeout: 10_000 }).toBe(true);
  expect(new URL(page.url()).pathname).toBe(lesson);
  const box = await note().boundingBox();
  expect((box?.x ?? -1) >= 0 && (box?.x ?? 0) + (box?.width ?? 0) <= 390).toBe(true);
  await link.tap();
  await page.waitForURL(/\/glossary\/#/);
});
