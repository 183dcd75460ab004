import type { Browser, Page } from 'playwright-core';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { launchBrowser, openPage, phone } from './support/browser.ts';
import { type ScriptedServer, startScriptedServer } from './support/scripted-server.ts';
import { chapters, lessons, siteRoot } from './support/site.ts';

let browser: Browser;
let server: ScriptedServer;
let page: Page;

beforeAll(async () => {
  browser = await launchBrowser();
  return () => browser.close();
});
beforeEach(async () => {
  server = await startScriptedServer(siteRoot);
});
afterEach(async () => {
  await page.context().close();
  await server[Symbol.asyncDispose]();
});

const eventually = (what: () => unknown) => expect.poll(what, { timeout: 10_000 });
const openChapters = () =>
  page.locator('.course > details').evaluateAll((all) => all.map((each) => each.hasAttribute('open')));
const only = (index: number) => chapters.map((_, each) => each === index);

/** The learner has passed every step of these lessons. */
function passed(done: typeof lessons) {
  const steps = done.flatMap(({ id, steps }) =>
    steps.map((step) => ({
      lesson: id,
      step: step.id,
      passedAt: '2026-01-01T00:00:00.000Z',
      contentHash: 'hash',
    })),
  );
  server.publish({ type: 'progress', progress: { steps } });
}

const last = chapters.length - 1;
const lastId = chapters[last]?.id ?? '';
const beforeLast = lessons.filter(({ id }) => !id.startsWith(`${lastId}/`));

test('the chapter in which the learner is stands open, the others tell what is done', async () => {
  passed(beforeLast);
  ({ page } = await openPage(browser, `${server.url}/en/lessons/`));
  await eventually(openChapters).toEqual(only(last));
  const count = chapters[0]?.lessons.length;
  expect(await page.locator('[data-chapter-done]').first().textContent()).toBe(`${count} of ${count} done`);
  expect(await page.locator('[data-course-done]').textContent()).toBe(
    `${beforeLast.length} of ${lessons.length} done`,
  );
  expect(await page.getByRole('link', { name: /^Continue: / }).getAttribute('href')).toMatch(
    new RegExp(`/en/lessons/${lastId}/`),
  );
});

test('a chapter that an address names is open', async () => {
  ({ page } = await openPage(browser, `${server.url}/lessons/#chapter-${lastId}`));
  await eventually(async () => (await openChapters()).at(-1)).toBe(true);
});

test('without a script every chapter can be opened and every lesson is there', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  page = await context.newPage();
  await page.goto(`${server.url}/lessons/`);
  expect(await openChapters()).toEqual(only(0));
  const summaries = await page.locator('.course > details > summary').all();
  for (const summary of summaries.slice(1)) await summary.click();
  for (const { id } of lessons)
    expect(await page.locator(`.course h3 a[href="/lessons/${id}/"]`).isVisible()).toBe(true);
});

test('the short path is told in order, with links', async () => {
  ({ page } = await openPage(browser, server.url));
  const links = await page
    .locator('.short-path a')
    .evaluateAll((all) => all.map((link) => link.getAttribute('href')));
  expect(links).toEqual(lessons.filter(({ shortPath }) => shortPath).map(({ id }) => `/lessons/${id}/`));
});

test('the menu of a lesson has its chapter open and says which lessons are done', async () => {
  passed(beforeLast);
  const current = chapters[last]?.lessons[0]?.id;
  ({ page } = await openPage(browser, `${server.url}/en/lessons/${current}/`));
  await page.locator('.course-menu > summary').click();
  const folded = page.locator('.course-menu details');
  expect(await folded.evaluateAll((all) => all.map((each) => each.hasAttribute('open')))).toEqual(only(last));
  await folded.first().locator('summary').click();
  const [first] = lessons;
  await eventually(() =>
    page.locator(`.course-menu a[href="/en/lessons/${first?.id}/"]`).textContent(),
  ).toMatch(/done$/);
  expect(await page.locator('.course-menu [aria-current="page"]').getAttribute('href')).toBe(
    `/en/lessons/${current}/`,
  );
});

test('on a phone the menu stays on the screen', async () => {
  ({ page } = await openPage(browser, `${server.url}/lessons/${lessons[0]?.id}/`, phone));
  await page.locator('.course-menu > summary').tap();
  const box = await page.locator('.course-menu .menu-list').boundingBox();
  expect(box?.x).toBeGreaterThanOrEqual(0);
  expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(390);
});
