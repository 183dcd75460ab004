import type { Browser, Page } from 'playwright-core';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { launchBrowser, openPage, type WatchedPage } from './support/browser.ts';
import { lesson, lessonEvent, openLesson, ready, session } from './support/events.ts';
import { type ScriptedServer, startScriptedServer } from './support/scripted-server.ts';
import { lessons, siteRoot } from './support/site.ts';

const first = lessons.find(({ id }) => id === lesson)?.steps[0]?.id ?? '';
const minute = 60_000;

let browser: Browser;
let server: ScriptedServer;
let watched: WatchedPage;
let page: Page;
/** What the server says to a lease, to be published by the event stream as well. */
let leased: ReturnType<typeof session>;

beforeAll(async () => {
  browser = await launchBrowser();
  return () => browser.close();
});
beforeEach(async () => {
  server = await startScriptedServer(siteRoot);
  leased = session('ready');
  server.answer = (method, path) => {
    if (path.endsWith('/open')) return openLesson(first);
    if (method !== 'POST' || path !== '/api/session') return undefined;
    server.publish(leased);
    return leased.session;
  };
});
afterEach(async () => {
  await page.context().close();
  await server[Symbol.asyncDispose]();
  expect(watched.faults).toEqual([]);
});

async function open(language: '' | '/en' = '') {
  for (const event of [ready, session('ready'), lessonEvent(first)]) server.publish(event);
  watched = await openPage(browser, `${server.url}${language}/lessons/${lesson}/`);
  page = watched.page;
  await eventually(() => page.locator('#terminal').getAttribute('data-connection')).toBe('open');
  await eventually(leases).toBe(1);
}
const eventually = (what: () => unknown) => expect.poll(what, { timeout: 10_000 });
const leases = () => server.requests.filter((request) => request === 'POST /api/session').length;
const notice = () => page.locator('[role="status"] .life-notice');

test('what is coming is told with the time left, and one click puts it off', async () => {
  await open();
  const size = await page.locator('#terminal').boundingBox();
  await page.locator('#lesson a').first().focus();
  server.publish(session('ready', undefined, { change: 'frozen', inMs: 2 * minute }));
  await eventually(() => notice().textContent()).toContain(
    '한동안 입력이 없어서 약 2분 뒤에 샌드박스를 잠시 멈춰요.',
  );
  // A terminal of another size would print, and so be in use.
  expect(await page.locator('#terminal').boundingBox()).toEqual(size);
  expect(await page.evaluate(() => document.activeElement?.closest('#lesson') !== null)).toBe(true);
  await notice().getByRole('button', { name: '계속 쓸게요' }).press('Enter');
  await eventually(leases).toBe(2);
  await eventually(() => notice().count()).toBe(0);
  await eventually(() => page.evaluate(() => document.activeElement?.closest('#terminal') !== null)).toBe(
    true,
  );
});

test('the time left does not ask the browser’s clock', async () => {
  await open('/en');
  await page.clock.setFixedTime(new Date('2001-01-01T00:00:00Z'));
  server.publish(session('ready', undefined, { change: 'stopped', inMs: 30 * minute }));
  await eventually(() => notice().textContent()).toContain('switched off in about 30 minutes');
});

test('a frozen sandbox keeps its terminal; a page that is merely open does not wake it, a key goes out', async () => {
  const typed: string[] = [];
  server.onTerminal = (socket) =>
    socket.on('message', (data, isBinary) => {
      if (isBinary) typed.push(String(data));
      else socket.send(JSON.stringify({ type: 'ready', version: 1, replayBytes: 0, cols: 80, rows: 24 }));
    });
  await open();
  server.publish(session('frozen', undefined, { change: 'stopped', inMs: 30 * minute }));
  await eventually(() => notice().textContent()).toMatch(/잠시 멈춰 뒀어요.*약 30분 뒤에 샌드박스를 꺼요/);
  expect(await page.locator('#terminal').getAttribute('data-connection')).toBe('open');
  await page.locator('#terminal').click();
  await page.keyboard.type('l');
  await eventually(() => typed).toContain('l');
  expect(leases()).toBe(1);
  server.publish(session('ready'));
  await eventually(() => notice().count()).toBe(0);
});

test('a stopped sandbox says what is kept, and goes on by a click', async () => {
  await open('/en');
  server.publish(session('stopped'));
  await eventually(() => page.locator('.practice-state h3').textContent()).toBe(
    'Your sandbox is switched off',
  );
  await page.locator('.practice-state').getByRole('button', { name: 'Go on' }).click();
  await eventually(leases).toBe(2);
  await eventually(() => page.locator('#terminal').getAttribute('data-connection')).toBe('open');
});

test('a page that finds its server again does not wake what rests', async () => {
  await open();
  server.publish(session('frozen'));
  await eventually(() => notice().count()).toBe(1);
  const follows = () => server.requests.filter((request) => request === 'GET /api/events').length;
  const before = follows();
  await server.goAway();
  await server.comeBack();
  await eventually(follows).toBeGreaterThan(before);
  await eventually(() => notice().count()).toBe(1);
  expect(leases()).toBe(1);
});
