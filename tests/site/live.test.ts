import type { Browser, Page } from 'playwright-core';
import { beforeAll, expect, test, vi } from 'vitest';
import { solutionReply } from '../../sandbox/contract/http.ts';
import { launchBrowser, openPage, type WatchedPage } from './support/browser.ts';
import { type LiveServer, startLiveServer } from './support/live-server.ts';
import { lessons } from './support/site.ts';

/** Pages against the real server, a real sandbox and a real engine in it: one story, told in order. */
const lesson = lessons[0];
const [first, second] = lesson?.steps.map(({ id }) => id) ?? [];

/** Longer than all waiting within one test, so that what did not come is named. */
vi.setConfig({ testTimeout: 400_000 });

let browser: Browser;
let server: LiveServer;
let watched: WatchedPage;
let page: Page;

beforeAll(async () => {
  browser = await launchBrowser();
  server = await startLiveServer();
  return async () => {
    await browser.close();
    await server[Symbol.asyncDispose]();
  };
});

const patiently = (what: () => unknown) => expect.poll(what, { timeout: 60_000 });
const screen = () => page.locator('.xterm-rows').textContent();
const status = (step = first) => page.locator(`.step[data-step="${step}"]`).getAttribute('data-status');

test('who is not signed in is told how, and can read', async () => {
  const stranger = await openPage(browser, `${server.url}/lessons/${lesson?.id}/`);
  await patiently(() => stranger.page.locator('#practice').textContent()).toContain('npm start');
  expect(await stranger.page.locator('h1').isVisible()).toBe(true);
  expect(stranger.faults).toEqual([]);
  await stranger.page.context().close();
});

test('the launch address leads to a terminal, through whatever must be prepared', async () => {
  watched = await openPage(browser, server.launchUrl);
  page = watched.page;
  await page.getByRole('link', { name: '첫 레슨 시작하기' }).click();
  await expect.poll(screen, { timeout: 280_000 }).toContain('$');
  await patiently(() => status()).toBe('current');
});

test('a step turns green because its command was typed', async () => {
  const reply = await page.request.get(`${server.url}/api/lessons/${lesson?.id}/steps/${first}/solution`);
  await page.locator('#terminal').click();
  for (const command of solutionReply.parse(await reply.json()).commands) {
    await page.keyboard.insertText(command);
    await page.keyboard.press('Enter');
  }
  await patiently(() => status()).toBe('passed');
  await patiently(() => status(second)).toBe('current');
  expect(await page.locator('#announcements').textContent()).toContain('통과했어요');
});

test('Hangul goes to the shell and back', async () => {
  // What the step printed may fill the screen.
  await page.keyboard.insertText('clear');
  await page.keyboard.press('Enter');
  await page.keyboard.insertText('echo 한글은-$((1+1))칸');
  await page.keyboard.press('Enter');
  await patiently(screen).toContain('한글은-2칸');
});

test('"check now" answers, and a hint comes from the server', async () => {
  await page.getByRole('button', { name: '지금 확인' }).click();
  await patiently(() => page.locator(`[data-step-panel="${second}"] .verdict`).count()).toBe(1);
  await page.getByRole('button', { name: /힌트 1/ }).click();
  await patiently(() => page.locator('.hints li').count()).toBe(1);
});

test('all of it is there after a reload, and in the other language', async () => {
  await page.reload();
  await patiently(screen).toContain('한글은-2칸');
  await patiently(() => status()).toBe('passed');
  await page.click('.site-header .language');
  await patiently(() => page.locator(`.step[data-step="${first}"] .step-status`).textContent()).toBe(
    'Passed',
  );
  await patiently(screen).toContain('한글은-2칸');
});

test('a server that was killed and started again brings the same shell and its screen back', async () => {
  await page.locator('#terminal').click();
  await page.keyboard.insertText('kept=yes');
  await page.keyboard.press('Enter');
  await server.kill();
  await patiently(() => page.locator('.bar-line:visible').textContent()).toContain('Reconnecting');
  await server.start();
  await patiently(() => page.locator('#terminal').getAttribute('data-connection')).toBe('open');
  await page.locator('#terminal').click();
  await page.keyboard.insertText('echo shell-$kept');
  await page.keyboard.press('Enter');
  await patiently(screen).toContain('shell-yes');
  expect((await screen())?.match(/한글은-2칸/g)).toHaveLength(1);
  await patiently(() => status()).toBe('passed');
});

test('a reset gives a fresh sandbox with the lesson at its start, and progress stays', async () => {
  await page.locator('.practice-bar summary').click();
  await page.getByRole('button', { name: 'Reset sandbox' }).click();
  await page.getByRole('button', { name: 'Delete all and make a new one' }).click();
  await patiently(() => page.locator('.practice-state').count()).toBe(1);
  await patiently(screen).toContain('$');
  expect(await screen()).not.toContain('shell-yes');
  await patiently(() => status()).toBe('current');
  await page.goto(`${server.url}/lessons/`);
  await patiently(() =>
    page.locator(`[data-course-lesson="${lesson?.id}"]`).getAttribute('data-progress'),
  ).toBe('begun');
});

test('no page broke a rule of the policy or threw an error', () => {
  expect(watched.faults).toEqual([]);
  expect(watched.strangers).toEqual([]);
});
