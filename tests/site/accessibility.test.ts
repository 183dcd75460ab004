import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { laptop, launchBrowser, openPage, phone } from './support/browser.ts';
import {
  couldNotRun,
  lesson,
  lessonEvent,
  mistake,
  openLesson,
  preparing,
  ready,
  session,
  stepVerdict,
} from './support/events.ts';
import { type ScriptedServer, startScriptedServer } from './support/scripted-server.ts';
import { inLanguage, languages, lessons, siteRoot } from './support/site.ts';

const [first = '', second = ''] = lessons.find(({ id }) => id === lesson)?.steps.map(({ id }) => id) ?? [];
const themes = ['light', 'dark'] as const;

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
  return () => browser.close();
});

/** WCAG 2.2 AA and axe's best practices; colours are judged once nothing moves any more. */
async function violations(page: Page, without: string[] = []) {
  await page.evaluate(() =>
    Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => {}))),
  );
  const { violations: found } = await new AxeBuilder({ page }).disableRules(without).analyze();
  return found.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`));
}

async function withPage(
  options: Parameters<typeof openPage>[2],
  address: string,
  events: unknown[],
  look: (page: Page, server: ScriptedServer) => Promise<void>,
) {
  await using server = await startScriptedServer(siteRoot);
  server.answer = (_method, path) => (path.endsWith('/open') ? openLesson(first) : undefined);
  for (const event of events) server.publish(event);
  const { page } = await openPage(browser, server.url + address, { ...options, reducedMotion: 'reduce' });
  await look(page, server);
  await page.context().close();
}

const kinds = ['/', '/lessons/', '/glossary/', '/images/', '/404/', `/lessons/${lesson}/`];
const cases = languages.flatMap((language) =>
  themes.flatMap((colorScheme) => kinds.map((kind) => ({ language, colorScheme, kind }))),
);

test.each(cases)(
  '$kind has no violation ($language, $colorScheme)',
  async ({ language, colorScheme, kind }) => {
    const address =
      kind === '/404/'
        ? inLanguage(language, language === 'ko' ? '/404.html' : '/404/')
        : inLanguage(language, kind);
    await withPage({ ...laptop, colorScheme }, address, [], async (page) => {
      expect(await violations(page)).toEqual([]);
    });
  },
);

describe.each(languages)('a lesson in use (%s)', (language) => {
  const address = inLanguage(language, `/lessons/${lesson}/`);
  const verdicts = [
    stepVerdict(first, { status: 'passed', note: couldNotRun.reason }),
    stepVerdict(second, mistake),
  ];
  const atWork = [ready, session('ready'), lessonEvent(second, verdicts)];

  test.each(themes)('has no violation with verdicts, terminal and open menus (%s)', async (colorScheme) => {
    await withPage({ ...laptop, colorScheme }, address, atWork, async (page, server) => {
      server.answer = (_method, path) => {
        if (path.includes('/hints/')) return { index: 0, total: 2, hint: mistake.diagnosis[language] };
        return path.endsWith('/solution') ? { commands: ['docker ps'] } : undefined;
      };
      await page.locator('.verdict.mistake').waitFor();
      await page.locator('.xterm-rows').waitFor();
      await page.locator('.step-actions .button').nth(1).click();
      await page.locator('.hints li').waitFor();
      // All at once, as no pointer could: an open menu covers the next one.
      for (const details of await page.locator('details').all())
        await details.evaluate((element: HTMLDetailsElement) => {
          element.open = true;
        });
      expect(await violations(page)).toEqual([]);
    });
  });

  test.each(themes)('has no violation in a question (%s)', async (colorScheme) => {
    await withPage({ ...laptop, colorScheme }, address, atWork, async (page) => {
      await page.locator('.practice-bar summary').click();
      await page.locator('.practice-bar .menu-list button').nth(1).click();
      await page.getByRole('dialog').waitFor();
      expect(await violations(page)).toEqual([]);
    });
  });

  test('has no violation while the machine is being prepared', async () => {
    await withPage(laptop, address, [preparing, session('waiting')], async (page) => {
      await page.locator('.stages').waitFor();
      expect(await violations(page)).toEqual([]);
    });
  });

  test('has no violation on a phone, in either tab', async () => {
    await withPage(phone, address, atWork, async (page) => {
      await page.locator('.verdict.mistake').waitFor();
      expect(await violations(page)).toEqual([]);
      await page.locator('#tab-terminal').tap();
      await page.locator('.xterm-rows').waitFor();
      // The page's first heading is in the other tab.
      expect(await violations(page, ['page-has-heading-one'])).toEqual([]);
    });
  });
});
