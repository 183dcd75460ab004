import type { Browser, Page } from 'playwright-core';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { metMistakes } from '../../sandbox/contract/http.ts';
import { laptop, launchBrowser, openPage } from './support/browser.ts';
import { lesson, lessonEvent, mistake, openLesson, ready, session } from './support/events.ts';
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

const placed = lessons.find(({ id }) => id === lesson);
const chapterIndex = chapters.findIndex(({ id }) => lesson.startsWith(`${id}/`));
const earlierLesson = chapters[chapterIndex - 1]?.lessons[0];

/** The lesson is open in a sandbox, and the learner has met this mistake before. */
async function open(met: { lesson: string; step: string }, options: Parameters<typeof openPage>[2] = laptop) {
  const step = placed?.steps[0]?.id ?? '';
  const mistakes = metMistakes.parse({
    mistakes: [
      { ...met, mistake: 'unchanged', diagnosis: mistake.diagnosis, metAt: '2026-01-01T00:00:00.000Z' },
    ],
  });
  server.answer = (_method, path) => {
    if (path === '/api/mistakes') return mistakes;
    return path.endsWith('/open') ? openLesson(step) : undefined;
  };
  for (const event of [ready, session('ready'), lessonEvent(step)]) server.publish(event);
  ({ page } = await openPage(browser, `${server.url}/lessons/${lesson}/`, options));
  await page.locator('.step-actions').waitFor();
}
const question = () => page.locator('#met-mistake .recall');

describe('a diagnosis that was met', () => {
  test('in an earlier chapter is asked again, with the rest as the answer', async () => {
    await open({ lesson: earlierLesson?.id ?? '', step: earlierLesson?.steps[0]?.id ?? '' });
    await question().waitFor();
    expect(await question().locator('summary').textContent()).toContain('redis:7.0 이미지와 똑같아요.');
    const answer = question().getByText('먼저 컨테이너 안에 파일을 만드세요.');
    expect(await answer.isVisible()).toBe(false);
    await question().locator('summary').click();
    expect(await answer.isVisible()).toBe(true);
    expect(await question().getByRole('link').getAttribute('href')).toBe(
      `/lessons/${earlierLesson?.id}/#step-${earlierLesson?.steps[0]?.id}`,
    );
  });

  test('in this very lesson is not', async () => {
    await open({ lesson, step: placed?.steps[0]?.id ?? '' });
    await expect.poll(() => server.requests.includes('GET /api/mistakes'), { timeout: 10_000 }).toBe(true);
    expect(await question().count()).toBe(0);
  });
});

test('on paper there is the lesson with its answers, in light colours, and no terminal', async () => {
  await open(
    { lesson, step: placed?.steps[0]?.id ?? '' },
    { ...laptop, colorScheme: 'dark', reducedMotion: 'reduce' },
  );
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  for (const gone of ['.site-header', '#practice', '.step-actions', '.neighbours'])
    expect(await page.locator(gone).first().isVisible()).toBe(false);
  expect((await page.locator('.recall .card-answer').first().boundingBox())?.height).toBeGreaterThan(20);
  const ink = await page
    .locator('.prose > p')
    .first()
    .evaluate((text) => getComputedStyle(text).color);
  const code = await page
    .locator('.expressive-code code')
    .first()
    .evaluate((text) => getComputedStyle(text).color);
  expect(code).toBe(ink);
  const [red = 255] = /\d+/.exec(ink)?.map(Number) ?? [];
  expect(red).toBeLessThan(90);
});
