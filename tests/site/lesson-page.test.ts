import type { Browser, Page } from 'playwright-core';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { launchBrowser, openPage, phone, type WatchedPage } from './support/browser.ts';
import {
  couldNotRun,
  lesson,
  lessonEvent,
  mistake,
  openLesson,
  preparing,
  readingOnly,
  ready,
  session,
  stepVerdict,
  verdictEvent,
} from './support/events.ts';
import {
  ProxyRefusal,
  Refusal,
  type ScriptedServer,
  startScriptedServer,
} from './support/scripted-server.ts';
import { lessons, siteRoot } from './support/site.ts';

const steps = lessons.find(({ id }) => id === lesson)?.steps.map(({ id }) => id) ?? [];
const [first = '', second = '', third = ''] = steps;

let browser: Browser;
let server: ScriptedServer;
let watched: WatchedPage;
let page: Page;

beforeAll(async () => {
  browser = await launchBrowser();
  return () => browser.close();
});
beforeEach(async () => {
  server = await startScriptedServer(siteRoot);
  server.answer = (_method, path) => (path.endsWith('/open') ? openLesson(first) : undefined);
});
afterEach(async () => {
  await page.context().close();
  await server[Symbol.asyncDispose]();
  expect(watched.faults).toEqual([]);
});

async function open(events: unknown[], language: '' | '/en' = '') {
  for (const event of events) server.publish(event);
  watched = await openPage(browser, `${server.url}${language}/lessons/${lesson}/`);
  page = watched.page;
}
const atWork = () => [ready, session('ready'), lessonEvent(first)];
const status = (step: string) => page.locator(`.step[data-step="${step}"]`).getAttribute('data-status');
const panel = (step: string) => page.locator(`[data-step-panel="${step}"]`);
const eventually = (what: () => unknown) => expect.poll(what, { timeout: 10_000 });
const requested = (request: string) => eventually(() => server.requests).toContain(request);

describe('a step', () => {
  test('is current, then turns green by itself and hands over to the next', async () => {
    await open(atWork());
    await eventually(() => status(first)).toBe('current');
    expect(await status(second)).toBe('waiting');
    const passed = stepVerdict(first, { status: 'passed' });
    server.publish({ type: 'verdict', verdict: passed });
    server.publish(lessonEvent(second, [passed]));
    await eventually(() => status(first)).toBe('passed');
    await eventually(() => status(second)).toBe('current');
    const title = await page.locator(`[data-step-title="${first}"]`).textContent();
    await eventually(() => page.locator('#announcements').textContent()).toBe(`${title} 단계를 통과했어요.`);
    expect(await page.locator('.step-links [aria-current="step"]').getAttribute('data-step')).toBe(second);
  });

  test('shows a recognised mistake under it, values set apart, and says so aloud', async () => {
    await open(atWork());
    await eventually(() => status(first)).toBe('current');
    server.publish(verdictEvent(first, mistake));
    await eventually(() => panel(first).locator('.verdict.mistake').isVisible()).toBe(true);
    expect(await panel(first).locator('.value').textContent()).toBe('redis-custom:first');
    expect(await panel(first).locator('.verdict.mistake p').last().textContent()).toBe(
      '먼저 컨테이너 안에 파일을 만드세요.',
    );
    expect(await page.locator('#announcements').textContent()).toContain('살펴볼 점');
  });

  test('speaks the language of the page', async () => {
    await open(atWork(), '/en');
    server.publish(verdictEvent(first, mistake));
    await eventually(() => panel(first).locator('.verdict.mistake').textContent()).toContain(
      'Make a file in the container first.',
    );
  });

  test('shows what a learner named as text, never as markup', async () => {
    await open(atWork());
    const hostile = [{ kind: 'value', text: '<img src=x onerror=alert(1)>' }];
    server.publish(verdictEvent(first, { ...mistake, diagnosis: { ko: hostile, en: hostile } }));
    await eventually(() => panel(first).locator('.value').textContent()).toBe('<img src=x onerror=alert(1)>');
    expect(await panel(first).locator('img').count()).toBe(0);
  });

  test('tells a check that could not run from a wrong one', async () => {
    await open(atWork());
    await eventually(() => status(first)).toBe('current');
    server.publish(verdictEvent(first, couldNotRun));
    await eventually(() => panel(first).locator('.verdict.could-not-run').textContent()).toContain(
      '틀렸다는 뜻이 아니에요',
    );
    expect(await panel(first).locator('.verdict.mistake').count()).toBe(0);
    expect(await status(first)).toBe('could-not-run');
  });

  test('stays silent about "not yet" until asked', async () => {
    await open(atWork());
    await eventually(() => status(first)).toBe('current');
    server.publish(verdictEvent(first, { status: 'not-yet' }));
    server.answer = (_method, path) =>
      path.endsWith('/check') ? stepVerdict(first, { status: 'not-yet' }, 'request') : undefined;
    expect(await panel(first).locator('.verdict').count()).toBe(0);
    await page.getByRole('button', { name: '지금 확인' }).click();
    await eventually(() => panel(first).locator('.verdict.not-yet').isVisible()).toBe(true);
    await requested(`POST /api/lessons/${lesson}/steps/${first}/check`);
  });

  test('gives hints by degrees', async () => {
    const total = lessons.find(({ id }) => id === lesson)?.steps[0]?.hints ?? 0;
    await open(atWork());
    server.answer = (_method, path) => {
      const index = /hints\/(\d+)$/.exec(path)?.[1];
      if (index === undefined) return undefined;
      return { index: Number(index), total, hint: [{ kind: 'text', text: `hint number ${index}` }] };
    };
    await page.getByRole('button', { name: `힌트 1/${total}` }).click();
    await eventually(() => panel(first).locator('.hints li').count()).toBe(1);
    expect(await panel(first).locator('.hints').textContent()).not.toContain('hint number 1');
    for (let shown = 1; shown < total; shown++) {
      await page.getByRole('button', { name: `다음 힌트 (${shown + 1}/${total})` }).click();
      await eventually(() => panel(first).locator('.hints li').count()).toBe(shown + 1);
    }
    expect(await page.getByRole('button', { name: /힌트/ }).count()).toBe(0);
  });

  test('asks once before it shows the solution', async () => {
    await open(atWork());
    server.answer = (_method, path) =>
      path.endsWith('/solution') ? { commands: ['docker ps', 'docker images'] } : undefined;
    await page.getByRole('button', { name: '풀이 보기' }).click();
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    expect(server.requests.some((request) => request.endsWith('/solution'))).toBe(false);
    await page.getByRole('button', { name: '풀이 보기' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '풀이 보기' }).click();
    await eventually(() => panel(first).locator('.solution code').textContent()).toBe(
      'docker ps\ndocker images',
    );
  });

  test('that was passed in an earlier sandbox is told apart from one passed in this', async () => {
    const passedAt = '2026-01-01T00:00:00.000Z';
    const earlier = { lesson, step: third, passedAt, contentHash: 'hash' };
    await open([...atWork(), { type: 'progress', progress: { steps: [earlier] } }]);
    await eventually(() => status(third)).toBe('passed-before');
    expect(await status(first)).toBe('current');
  });
});

test('what became of a step is shown over the terminal and leads back to it, on a phone too', async () => {
  await open(atWork());
  await page.setViewportSize(phone.viewport);
  await page.getByRole('tab', { name: '터미널' }).click();
  await eventually(() => page.locator('.xterm-rows').count()).toBe(1);
  server.publish(verdictEvent(first, mistake));
  await eventually(() => page.locator('.step-news').textContent()).toContain('살펴볼 점이 있어요');
  await page.getByRole('button', { name: '레슨에서 보기' }).click();
  await eventually(() => panel(first).locator('.verdict.mistake').isVisible()).toBe(true);
  expect(await page.locator('.step-news').count()).toBe(0);
});

test('a finished lesson says so and leads on', async () => {
  const all = steps.map((step) => stepVerdict(step, { status: 'passed' }));
  await open([ready, session('ready'), lessonEvent(null, all)]);
  server.answer = () => undefined;
  await eventually(() => page.locator('.lesson-done').isVisible()).toBe(true);
});

describe('the practice side', () => {
  const practice = () => page.locator('#practice');

  test('shows what is being prepared, stage by stage', async () => {
    await open([preparing, session('waiting')]);
    await eventually(() => practice().textContent()).toContain('실습 환경을 준비하고 있어요');
    expect(await practice().locator('[data-state="running"]').textContent()).toContain(
      'Debian 패키지를 설치하고 있어요',
    );
    expect(await practice().locator('[data-state="done"] .stage-name').textContent()).toBe('호스트 엔진');
    expect(await practice().locator('progress').getAttribute('value')).toBe('0.4');
  });

  test('says that a machine can only serve reading, and why', async () => {
    await open([readingOnly, session('none')]);
    await eventually(() => practice().textContent()).toContain('이 컴퓨터에는 Docker Engine이 없어요.');
    expect(server.requests).not.toContain('POST /api/session');
  });

  test('explains the launch address to those who are not signed in', async () => {
    server.answer = (_method, path) => (path === '/api/progress' ? new Refusal('not-signed-in') : undefined);
    await open([]);
    await eventually(() => practice().textContent()).toContain('npm start');
  });

  test('takes a sandbox by itself when there is none', async () => {
    await open([ready, session('none')]);
    await requested('POST /api/session');
  });

  test('opens the lesson once the sandbox is ready, and again in a new one', async () => {
    const opens = () =>
      server.requests.filter((request) => request === `POST /api/lessons/${lesson}/open`).length;
    await open([ready, session('starting')]);
    await eventually(() => practice().textContent()).toContain('샌드박스를 열고 있어요');
    expect(opens()).toBe(0);
    server.publish(session('ready'));
    await eventually(opens).toBe(1);
    server.publish(session('resetting'));
    await eventually(() => practice().textContent()).toContain('새 샌드박스를 만들고 있어요');
    server.publish(session('ready'));
    await eventually(opens).toBe(2);
  });

  test('offers to try again where the sandbox failed', async () => {
    await open([ready, session('failed')]);
    await page.getByRole('button', { name: '다시 시도' }).click();
    await requested('POST /api/session');
  });

  test('shows a refusal of the server in its own words', async () => {
    server.answer = (_method, path) => (path.endsWith('/open') ? new Refusal('disk-full') : undefined);
    await open([ready, session('ready')]);
    await eventually(() => practice().textContent()).toContain('refused: disk-full');
  });

  test('does not take a lesson back that another tab opened', async () => {
    await open(atWork());
    await eventually(() => status(first)).toBe('current');
    const writes = () => server.requests.filter((request) => !request.startsWith('GET '));
    const before = writes();
    server.publish(lessonEvent('version', [], 'start/workbench'));
    await eventually(() => practice().textContent()).toContain('다른 레슨이 열려 있어요');
    expect(writes()).toEqual(before);
    await page.getByRole('button', { name: '이 레슨 열기' }).click();
    await requested(`POST /api/lessons/${lesson}/open`);
  });

  test('says one calm line while the server is away, and heals', async () => {
    await open(atWork());
    await eventually(() => status(first)).toBe('current');
    await server.goAway();
    await eventually(() => practice().locator('.bar-line:visible').textContent()).toContain(
      '다시 연결하고 있어요',
    );
    await server.comeBack();
    await eventually(() => practice().locator('.bar-line:visible').textContent()).toContain('Ctrl+Shift+.');
    server.publish(verdictEvent(first, mistake));
    await eventually(() => status(first)).toBe('mistake');
  });
});

test('a page opened while a proxy says that the server is down waits for it', async () => {
  const { answer } = server;
  server.answer = () => new ProxyRefusal();
  await open(atWork());
  await requested('GET /api/progress');
  server.answer = answer;
  await eventually(() => status(first)).toBe('current');
});

describe('questions before something is lost', () => {
  const dialog = () => page.getByRole('dialog');
  const choose = async (name: string) => {
    await page.locator('.practice-bar summary').click();
    await page.getByRole('button', { name }).click();
  };

  test('resetting names what goes, and nothing goes on "cancel"', async () => {
    await open(atWork());
    await eventually(() => status(first)).toBe('current');
    await choose('샌드박스 초기화');
    expect(await dialog().textContent()).toContain('직접 만든 컨테이너, 이미지, 볼륨');
    expect(await dialog().textContent()).toContain('홈 디렉터리의 파일');
    await dialog().getByRole('button', { name: '취소' }).click();
    expect(server.requests).not.toContain('POST /api/session/reset');
    await choose('샌드박스 초기화');
    await dialog().getByRole('button', { name: '모두 지우고 새로 만들기' }).click();
    await requested('POST /api/session/reset');
  });

  test('starting a lesson over asks as well', async () => {
    await open(atWork());
    await eventually(() => status(first)).toBe('current');
    await choose('이 레슨 처음부터');
    await dialog().getByRole('button', { name: '처음부터 하기' }).click();
    await requested(`POST /api/lessons/${lesson}/restart`);
  });
});
