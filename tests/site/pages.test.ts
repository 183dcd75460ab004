import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { laptop, launchBrowser, openPage } from './support/browser.ts';
import { type ScriptedServer, startScriptedServer } from './support/scripted-server.ts';
import { inLanguage, languages, lessons, siteRoot } from './support/site.ts';

let browser: Browser;
let server: ScriptedServer;
beforeAll(async () => {
  browser = await launchBrowser();
  server = await startScriptedServer(siteRoot);
  return async () => {
    await browser.close();
    await server[Symbol.asyncDispose]();
  };
});

const addresses = ['/', '/lessons/', '/glossary/', '/images/', ...lessons.map(({ id }) => `/lessons/${id}/`)];
const htmlFiles = () =>
  readdirSync(siteRoot, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.html'));

describe.each(languages)('in %s', (language) => {
  test.each(addresses)(
    '%s is there, in this language, without errors or foreign requests',
    async (address) => {
      const { page, faults, strangers } = await openPage(browser, server.url + inLanguage(language, address));
      expect(await page.getAttribute('html', 'lang')).toBe(language);
      expect(await page.locator('h1').count()).toBe(1);
      expect((await page.title()).length).toBeGreaterThan(8);
      expect(faults).toEqual([]);
      expect(strangers).toEqual([]);
      await page.context().close();
    },
  );

  test('says so where there is no such page', async () => {
    const reply = await fetch(`${server.url}${inLanguage(language, '/404/')}`).then(async (found) =>
      found.ok ? found : fetch(`${server.url}/404.html`),
    );
    const words = { ko: '찾는 페이지가 없어요', en: 'There is no such page' };
    expect(await reply.text()).toContain(words[language]);
  });
});

test.each(addresses)('%s leads to the same page in the other language and back', async (address) => {
  const { page } = await openPage(browser, server.url + address);
  await page.click('.site-header .language');
  expect(new URL(page.url()).pathname).toBe(`/en${address}`);
  await page.click('.site-header .language');
  expect(new URL(page.url()).pathname).toBe(address);
  await page.context().close();
});

test('the first page says what this is and leads to the first lesson', async () => {
  const { page } = await openPage(browser, server.url);
  await page.getByRole('link', { name: '첫 레슨 시작하기' }).click();
  expect(new URL(page.url()).pathname).toBe(`/lessons/${lessons[0]?.id}/`);
  await page.context().close();
});

test('lessons can be read without JavaScript', async () => {
  const id = lessons.at(-1)?.id;
  const { page } = await openPage(browser, `${server.url}/lessons/${id}/`, {
    ...laptop,
    javaScriptEnabled: false,
  });
  for (const { id: step } of lessons.at(-1)?.steps ?? []) {
    expect(await page.locator(`#step-${step} h2`).isVisible()).toBe(true);
  }
  expect(await page.locator('#practice').isVisible()).toBe(false);
  expect(await page.locator('#theme-choice').isVisible()).toBe(false);
  await page.locator('details.recall summary').first().click();
  expect(await page.locator('details.recall .card-answer').first().isVisible()).toBe(true);
  await page.context().close();
});

test('lessons know their neighbours', async () => {
  const { page } = await openPage(browser, `${server.url}/lessons/${lessons[1]?.id}/`);
  expect(await page.getAttribute('a[rel="prev"]', 'href')).toBe(`/lessons/${lessons[0]?.id}/`);
  expect(await page.getAttribute('a[rel="next"]', 'href')).toBe(`/lessons/${lessons[2]?.id}/`);
  await page.context().close();
});

describe('what the server knows of the learner and of this machine', () => {
  test('the first page leads to where the learner was, and marks what is done', async () => {
    const [begun, next] = lessons;
    const passedAt = '2026-01-01T00:00:00.000Z';
    const steps = begun?.steps.map(({ id }) => ({
      lesson: begun.id,
      step: id,
      passedAt,
      contentHash: 'hash',
    }));
    server.answer = (_method, path) => (path === '/api/progress' ? { steps } : undefined);
    const { page } = await openPage(browser, server.url);
    await page.getByRole('link', { name: /이어서 하기/ }).click();
    expect(new URL(page.url()).pathname).toBe(`/lessons/${next?.id}/`);
    await page.goto(`${server.url}/en/lessons/`);
    const count = begun?.steps.length;
    const done = page.locator(`[data-course-lesson="${begun?.id}"] [data-done]`);
    await expect.poll(() => done.textContent()).toBe(`${count} of ${count} steps done`);
    await page.context().close();
  });

  test.each([
    ['stand-in', true],
    ['docker-hub', false],
  ])('images from %s: the note about stand-ins is shown: %s', async (imageSource, shown) => {
    const preparation = { state: 'ready', stages: [] };
    server.answer = (_method, path) =>
      path === '/api/health'
        ? { status: 'ok', version: '1', release: '1', preparation, imageSource }
        : undefined;
    const { page } = await openPage(browser, `${server.url}/lessons/`);
    await page.waitForLoadState('networkidle');
    await expect.poll(() => page.locator('[data-stand-in]').isVisible()).toBe(shown);
    await page.context().close();
  });

  afterEach(() => {
    server.answer = () => undefined;
  });
});

describe('what a strict policy allows', () => {
  test.each(htmlFiles())('%s has no script, style or handler of its own', (file) => {
    const html = readFileSync(path.join(siteRoot, file), 'utf8');
    const inlineScripts = [...html.matchAll(/<script\b(?![^>]*\bsrc=)([^>]*)>/g)].map(
      ([, attributes]) => attributes,
    );
    expect(inlineScripts.filter((attributes) => !attributes?.includes('type="application/json"'))).toEqual(
      [],
    );
    expect(html).not.toMatch(/<style\b/);
    expect(html).not.toMatch(/<[^>]*\son\w+=/);
  });

  test.each(htmlFiles())('%s names no other host', (file) => {
    const html = readFileSync(path.join(siteRoot, file), 'utf8');
    expect(html).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
  });
});

/** Budgets of a page before its terminal opens, compressed. */
const budget = { js: 25 * 1024, css: 15 * 1024 };

test.each(addresses)('%s stays within its budget of scripts and styles', async (address) => {
  const { page } = await openPage(browser, server.url + address);
  await page.waitForLoadState('networkidle');
  const loaded = await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name));
  const weigh = (end: string) =>
    [...new Set(loaded.map((url) => new URL(url).pathname))]
      .filter((file) => file.endsWith(end))
      .reduce((sum, file) => sum + gzipSync(readFileSync(path.join(siteRoot, file))).length, 0);
  expect(weigh('.js')).toBeLessThanOrEqual(budget.js);
  expect(weigh('.css')).toBeLessThanOrEqual(budget.css);
  expect(weigh('.css')).toBeGreaterThan(0);
  await page.context().close();
});

test('Hangul in code takes two cells', async () => {
  const { page } = await openPage(browser, server.url);
  await page.waitForFunction(() => document.fonts.check('10px "Hangul Cells"', '가'));
  const width = (text: string) =>
    page.evaluate((content) => {
      const code = document.createElement('code');
      code.style.cssText = 'position: absolute; padding: 0; white-space: pre';
      code.textContent = content;
      document.body.append(code);
      return code.getBoundingClientRect().width;
    }, text);
  expect(await width('가나다라')).toBeCloseTo(await width('abcdefgh'), 1);
  await page.context().close();
});
