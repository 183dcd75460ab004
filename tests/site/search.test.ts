import type { AddressInfo } from 'node:net';
import Fastify from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Browser, Page } from 'playwright-core';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { registerSecurityHeaders } from '../../sandbox/routes/security-headers.ts';
import { registerSite } from '../../sandbox/routes/site.ts';
import { laptop, launchBrowser, openPage, type WatchedPage } from './support/browser.ts';
import { lesson, lessonEvent, openLesson, ready, session } from './support/events.ts';
import { startScriptedServer } from './support/scripted-server.ts';
import { inLanguage, languages, lessons, siteRoot } from './support/site.ts';

let browser: Browser;
let url: string;
let watched: WatchedPage;
let page: Page;

/** The site under the real policy: a worker and WebAssembly have to be allowed by it. */
async function serveSite() {
  const app = Fastify().withTypeProvider<ZodTypeProvider>();
  await registerSecurityHeaders(app, []);
  await registerSite(app, siteRoot);
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as AddressInfo;
  return { app, url: `http://127.0.0.1:${port}` };
}

beforeAll(async () => {
  browser = await launchBrowser();
  const served = await serveSite();
  url = served.url;
  return async () => {
    await browser.close();
    await served.app.close();
  };
});
afterEach(() => page.context().close());

async function open(address: string) {
  watched = await openPage(browser, url + address);
  page = watched.page;
  await page.waitForLoadState('networkidle');
}
const dialog = () => page.locator('dialog.search');
const results = () => page.locator('.search-results a');
/** What the search is made of is loaded now: keys that come sooner go nowhere. */
async function openSearch() {
  await page.keyboard.press('/');
  await dialog().waitFor();
}
const firstLesson = lessons[0]?.id;

describe.each(languages)('in %s', (language) => {
  const word = { ko: '컨테이너', en: 'container' }[language];

  test('finds places of this language, marks the words, and leads there', async () => {
    await open(inLanguage(language, '/'));
    await openSearch();
    await page.keyboard.type(word);
    await page
      .locator('.search mark', { hasText: new RegExp(word, 'i') })
      .first()
      .waitFor();
    await results().first().waitFor();
    const found = await results().evaluateAll((all) => all.map((each) => each.getAttribute('href') ?? ''));
    expect(found.every((address) => address.startsWith('/en/') === (language === 'en'))).toBe(true);
    await page.keyboard.press('Enter');
    await page.waitForURL((to) => to.pathname === new URL(found[0] ?? '', url).pathname);
    expect(watched.faults).toEqual([]);
    expect(watched.strangers).toEqual([]);
  });
});

test('opens by Ctrl+K and by its button, closes by Escape, and gives the focus back', async () => {
  await open('/lessons/');
  const button = page.locator('#search-button');
  await button.focus();
  await page.keyboard.press('Control+k');
  await dialog().waitFor();
  await page.keyboard.press('Escape');
  await expect.poll(() => dialog().count(), { timeout: 10_000 }).toBe(0);
  expect(await button.evaluate((element) => element === document.activeElement)).toBe(true);
  await button.click();
  await dialog().waitFor();
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('INPUT');
});

test('suggests words before one is typed, and the arrow keys move through results', async () => {
  await open('/');
  await openSearch();
  await dialog().getByRole('button', { name: 'docker commit' }).click();
  await results().first().waitFor();
  await page.locator('.search input').focus();
  await page.keyboard.press('ArrowDown');
  expect(
    await results()
      .first()
      .evaluate((link) => link === document.activeElement),
  ).toBe(true);
  await page.keyboard.press('ArrowUp');
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('INPUT');
});

test('says that nothing fits, and looks in the other language when asked', async () => {
  await open('/');
  await openSearch();
  await page.keyboard.type('writable');
  await page.getByText('‘writable’ 검색어에').or(results().first()).first().waitFor();
  await dialog().getByRole('button', { name: '영어 레슨에서 찾기' }).click();
  await results().and(page.locator('[href^="/en/"]')).first().waitFor();
  await page.locator('.search input').fill('뷁뷁뷁');
  await page.getByText('‘뷁뷁뷁’ 검색어에').waitFor();
});

test('a page loads nothing of the search before it is opened', async () => {
  await open(`/lessons/${firstLesson}/`);
  const loaded = await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name));
  expect(loaded.filter((name) => /\/search\/|search.*\.js/.test(name))).toEqual([]);
});

test('in the terminal its keys belong to the shell', async () => {
  await using server = await startScriptedServer(siteRoot);
  const step = lessons.find(({ id }) => id === lesson)?.steps[0]?.id ?? '';
  server.answer = (_method, path) => (path.endsWith('/open') ? openLesson(step) : undefined);
  for (const event of [ready, session('ready'), lessonEvent(step)]) server.publish(event);
  ({ page } = await openPage(browser, `${server.url}/lessons/${lesson}/`, laptop));
  await page.locator('#terminal textarea').focus();
  await page.keyboard.press('/');
  await page.keyboard.press('Control+k');
  await page.locator('#search-button').click();
  await dialog().waitFor();
  expect(await dialog().count()).toBe(1);
});
