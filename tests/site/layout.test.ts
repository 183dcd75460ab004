import type { Browser, Page } from 'playwright-core';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { laptop, launchBrowser, openPage, phone } from './support/browser.ts';
import { lesson, lessonEvent, openLesson, ready, session } from './support/events.ts';
import { type ScriptedServer, startScriptedServer } from './support/scripted-server.ts';
import { lessons, siteRoot } from './support/site.ts';

const first = lessons.find(({ id }) => id === lesson)?.steps[0]?.id ?? '';
const address = `/lessons/${lesson}/`;

let browser: Browser;
let server: ScriptedServer;
let page: Page;

beforeAll(async () => {
  browser = await launchBrowser();
  return () => browser.close();
});
beforeEach(async () => {
  server = await startScriptedServer(siteRoot);
  server.answer = (_method, path) => (path.endsWith('/open') ? openLesson(first) : undefined);
  for (const event of [ready, session('ready'), lessonEvent(first)]) server.publish(event);
});
afterEach(async () => {
  await page.context().close();
  await server[Symbol.asyncDispose]();
});

async function open(options: Parameters<typeof openPage>[2] = laptop, at = address) {
  ({ page } = await openPage(browser, server.url + at, options));
}
const eventually = (what: () => unknown) => expect.poll(what, { timeout: 10_000 });
const handle = () => page.getByRole('separator');
const share = async () => Number(await handle().getAttribute('aria-valuenow'));
const lessonWidth = async () => (await page.locator('#lesson').boundingBox())?.width ?? 0;

describe('lesson and terminal side by side', () => {
  test.each([1280, 1920])(
    'both fit at %i, and the terminal stays while the lesson scrolls',
    async (width) => {
      await open({ viewport: { width, height: 800 } });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      const before = await page.locator('#practice').boundingBox();
      expect(before?.width).toBeGreaterThan(500);
      await page.mouse.move(200, 400);
      await page.mouse.wheel(0, 600);
      await eventually(() => page.evaluate(() => scrollY)).toBeGreaterThan(300);
      expect(await page.locator('#practice').boundingBox()).toEqual(before);
    },
  );

  test('the border is dragged, and remembered', async () => {
    await open();
    const box = await handle().boundingBox();
    if (!box) throw new Error('no handle');
    await page.mouse.move(box.x + box.width / 2, box.y + 200);
    await page.mouse.down();
    await page.mouse.move(500, 300, { steps: 5 });
    await page.mouse.up();
    await eventually(lessonWidth).toBeLessThan(520);
    const width = await lessonWidth();
    await page.reload();
    expect(await lessonWidth()).toBeCloseTo(width, 0);
  });

  test('the border is moved with the keyboard, within bounds', async () => {
    await open();
    await handle().focus();
    const before = await share();
    await page.keyboard.press('ArrowLeft');
    expect(await share()).toBeLessThan(before);
    await page.keyboard.press('End');
    expect(await share()).toBe(75);
    await page.keyboard.press('ArrowRight');
    expect(await share()).toBe(75);
    await page.keyboard.press('Home');
    expect(await share()).toBe(25);
    await page.keyboard.press('Enter');
    expect(await share()).toBe(50);
  });
});

describe('on a phone', () => {
  const tab = (name: string) => page.getByRole('tab', { name });

  test('lesson and terminal are tabs, and the lesson keeps its place', async () => {
    await open(phone);
    expect(await page.locator('#practice').isVisible()).toBe(false);
    await eventually(() => page.locator(`.step[data-step="${first}"]`).getAttribute('data-status')).toBe(
      'current',
    );
    await page.evaluate(() => scrollTo(0, 700));
    const place = await page.evaluate(() => scrollY);
    // Not a tap of Playwright's, which would scroll to its target first.
    await tab('터미널').dispatchEvent('click');
    await eventually(() => page.locator('#practice').isVisible()).toBe(true);
    expect(await page.locator('#lesson').isVisible()).toBe(false);
    expect(await tab('터미널').getAttribute('aria-selected')).toBe('true');
    await tab('레슨').dispatchEvent('click');
    await eventually(() => page.evaluate(() => scrollY)).toBe(place);
    expect(place).toBeGreaterThan(300);
  });

  test('tabs obey the arrow keys', async () => {
    await open(phone);
    await tab('레슨').focus();
    await page.keyboard.press('ArrowRight');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('tab-terminal');
    expect(await page.locator('#practice').isVisible()).toBe(true);
    expect(await page.locator('#practice').getAttribute('role')).toBe('tabpanel');
  });

  test.each(['/', '/en/', '/lessons/', '/en/lessons/', address, `/en${address}`])(
    '%s does not scroll sideways',
    async (at) => {
      await open(phone, at);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    },
  );
});

describe('the theme', () => {
  const theme = () => page.evaluate(() => document.documentElement.dataset.theme);
  const background = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);

  test.each(['light', 'dark'] as const)('is that of the system (%s)', async (colorScheme) => {
    await open({ ...laptop, colorScheme });
    expect(await theme()).toBe(colorScheme);
  });

  test('is chosen, kept over pages and reloads, and given back to the system', async () => {
    await open({ ...laptop, colorScheme: 'light' });
    const light = await background();
    await page.getByLabel('화면 테마').selectOption('dark');
    await eventually(background).not.toBe(light);
    await page.goto(`${server.url}/en/`);
    expect(await theme()).toBe('dark');
    expect(await page.getByLabel('Theme').inputValue()).toBe('dark');
    await page.getByLabel('Theme').selectOption('system');
    expect(await theme()).toBe('light');
    await page.emulateMedia({ colorScheme: 'dark' });
    await eventually(theme).toBe('dark');
  });

  test('is set before the first paint', async () => {
    await open({ ...laptop, colorScheme: 'light' });
    await page.getByLabel('화면 테마').selectOption('dark');
    // Modules run late: without them only what blocks the first paint has run.
    await page.route('**/_astro/*.js', (route) => route.abort());
    await page.reload();
    expect(await theme()).toBe('dark');
  });

  test('reaches the terminal', async () => {
    await open({ ...laptop, colorScheme: 'light' });
    const colour = () => page.locator('.xterm-rows').evaluate((rows) => getComputedStyle(rows).color);
    const light = await colour();
    await page.getByLabel('화면 테마').selectOption('dark');
    await eventually(colour).not.toBe(light);
  });
});

test('a lesson can be worked through with the keyboard alone', async () => {
  await open();
  await eventually(() => page.locator(`.step[data-step="${first}"]`).getAttribute('data-status')).toBe(
    'current',
  );
  const labels: string[] = [];
  for (let press = 0; press < 60; press++) {
    await page.keyboard.press('Tab');
    const label = await page.evaluate(() => {
      const element = document.activeElement;
      return element?.getAttribute('aria-label') ?? element?.textContent?.trim() ?? '';
    });
    labels.push(label);
    if (label.startsWith('터미널.')) break;
  }
  expect(labels[0]).toBe('본문으로 건너뛰기');
  for (const wanted of ['지금 확인', '풀이 보기', '레슨과 터미널의 너비 조절', '메뉴']) {
    expect(labels.some((label) => label.includes(wanted))).toBe(true);
  }
  expect(labels.at(-1)).toMatch(/^터미널\./);
  await page.keyboard.press('Control+Shift+Period');
  await eventually(() => page.evaluate(() => document.activeElement?.textContent)).toBe('지금 확인');
});

test('motion is left out for those who asked for that', async () => {
  await open({ ...laptop, reducedMotion: 'reduce' });
  const duration = await page.evaluate(() => {
    document.body.dataset.lessonDone = '';
    const box = document.querySelector('.lesson-done');
    return box ? getComputedStyle(box).animationDuration : '';
  });
  expect(duration).toBe('0.001s');
});
