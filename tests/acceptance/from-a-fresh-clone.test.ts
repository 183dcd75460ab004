import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { uiTexts } from '../../content/texts/ui.ts';
import lesson from '../../lessons/layers/commit/lesson.ts';
import type { AnyStep } from '../../sandbox/checks/lesson.ts';
import { laptop, launchBrowser, openPage } from '../site/support/browser.ts';
import { Typist } from '../site/support/typist.ts';
import { cloneCourse, processesOf, type RunningCourse } from './support/course.ts';

const port = 4390;
/** From nothing; a machine that has root file systems and packages cached is much faster. */
const firstStartMs = 600_000;

let clone: Awaited<ReturnType<typeof cloneCourse>>;
let course: RunningCourse;
let browser: Browser;
let page: Page;
let typist: Typist;
let launchAddress: string;

beforeAll(async () => {
  clone = await cloneCourse(port);
  course = clone.start();
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await course?.stop();
  await clone?.remove();
});

const stepNamed = (id: string): AnyStep => {
  const found = lesson.steps.find((step) => step.id === id);
  if (!found) throw new Error(`layers/commit has no step ${id}`);
  return found;
};
const statusOf = (step: string) => page.locator(`.step-status[data-step-status="${step}"]`).textContent();
const passes = (step: string) =>
  expect.poll(() => statusOf(step), { timeout: 60_000 }).toBe(uiTexts.ko.live.statusPassed);

/** Of the containers that there are, as the learner's own shell sees them. */
async function fingerprint(): Promise<string> {
  await typist.type(['clear', 'echo "ids-$(docker ps -aq | sort | md5sum | cut -c1-8)"']);
  const found = /ids-([0-9a-f]{8})/.exec(await typist.screen())?.[1];
  if (!found) throw new Error(`no fingerprint on the screen: ${await typist.screen()}`);
  return found;
}

test('npm start on a fresh clone says where to go, and gets ready', async () => {
  const launch = await course.printed(/http:\/\/127\.0\.0\.1:\d+\/launch\?token=[\w-]+/, firstStartMs);
  launchAddress = launch[0];
  await course.printed(/Ready for practice/, firstStartMs);
});

test('the Korean layers/commit is done by typing; each step passes by itself, a mistake gets its diagnosis', async () => {
  const watched = await openPage(browser, launchAddress, laptop);
  page = watched.page;
  typist = new Typist(page);
  await page.goto(`http://127.0.0.1:${port}/lessons/layers/commit/`);
  await typist.atPrompt();
  const [first] = lesson.steps;
  await typist.type(first.solution.commands);
  await passes(first.id);

  await typist.type(stepNamed('first').mistakes.unchanged?.commands ?? []);
  const diagnosis = page.locator('[data-mistake="unchanged"]');
  await diagnosis.waitFor({ timeout: 60_000 });
  expect(await diagnosis.textContent()).toContain('redis-custom:first');

  await typist.type(stepNamed('first').solution.commands);
  await passes('first');
  expect(watched.faults).toEqual([]);
});

test('kill -9 of the server, another npm start, and it goes on in the same sandbox with the same screen', async () => {
  const containers = await fingerprint();
  await typist.type(['echo before-$((6 * 7))']);

  await course.kill();
  course = clone.start();
  await course.printed(/Ready for practice/, 120_000);
  await page.locator('#terminal[data-connection="open"]').waitFor({ timeout: 60_000 });
  await expect.poll(() => typist.screen(), { timeout: 60_000 }).toContain('before-42');
  // Keys go where they went before, without a click.
  await expect.poll(() => page.evaluate(() => document.activeElement?.className)).toContain('xterm');
  expect(await fingerprint()).toBe(containers);

  for (const step of lesson.steps.slice(lesson.steps.indexOf(stepNamed('first')) + 1)) {
    await typist.type(step.solution.commands);
    await passes(step.id);
  }
});

test('what was passed is still there after a reload', async () => {
  await page.reload();
  for (const step of lesson.steps) await passes(step.id);
});

test('Ctrl-C ends the server and its private engine, and leaves nothing running', async () => {
  await course.stop();
  await expect.poll(() => processesOf(clone.root), { timeout: 60_000 }).toEqual([]);
});
