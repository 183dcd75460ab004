import path from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { uiTexts } from '../../content/texts/ui.ts';
import { loadLessons } from '../../sandbox/checks/catalogue.ts';
import { launchBrowser, openPage } from '../site/support/browser.ts';
import { type LiveServer, startLiveServer } from '../site/support/live-server.ts';
import { Typist } from '../site/support/typist.ts';

/**
 * Every lesson, from its first step to its last, in a browser, by typing, in both languages. `DRYDOCK_WALK=layers/commit`
 * walks lessons whose ids begin so.
 */
const course = await loadLessons(path.resolve('lessons'));
const lessons = course.lessons.filter(({ id }) => id.startsWith(process.env.DRYDOCK_WALK ?? ''));
const patience = { timeout: 120_000 };

describe.each(['ko', 'en'] as const)('in %s', (language) => {
  let browser: Browser;
  let server: LiveServer;
  beforeAll(async () => {
    browser = await launchBrowser();
    server = await startLiveServer();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.[Symbol.asyncDispose]();
  });

  test.each(lessons)('$id is done by typing', { timeout: 900_000 }, async ({ id, definition }) => {
    const { page, faults } = await openPage(browser, server.launchUrl);
    try {
      await page.goto(`${server.url}${language === 'en' ? '/en' : ''}/lessons/${id}/`);
      const typist = new Typist(page);
      const { preparingLesson } = uiTexts[language].live;
      for (const step of definition.steps) {
        const status = page.locator(`.step-status[data-step-status="${step.id}"]`);
        await page.locator(`.step[data-step="${step.id}"][data-status="current"]`).waitFor(patience);
        await expect
          .poll(() => page.locator('#practice').textContent(), patience)
          .not.toContain(preparingLesson);
        await typist.type(step.solution.commands);
        await expect.poll(() => status.textContent(), patience).toBe(uiTexts[language].live.statusPassed);
      }
      expect(faults).toEqual([]);
    } catch (error) {
      await page.screenshot({ path: `build/test-results/walk-${language}-${id.replace('/', '-')}.png` });
      throw error;
    } finally {
      await page.context().close();
    }
  });
});
