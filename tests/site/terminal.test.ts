import type { Browser, Page } from 'playwright-core';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { closeCode } from '../../sandbox/contract/errors.ts';
import { ackEveryBytes } from '../../sandbox/contract/frames.ts';
import { laptop, launchBrowser, openPage, phone, type WatchedPage } from './support/browser.ts';
import { lesson, lessonEvent, openLesson, ready, session } from './support/events.ts';
import { type ScriptedServer, startScriptedServer } from './support/scripted-server.ts';
import { type ScriptedTerminal, scriptTerminal } from './support/scripted-terminal.ts';
import { lessons, siteRoot } from './support/site.ts';

const first = lessons.find(({ id }) => id === lesson)?.steps[0]?.id ?? '';

let browser: Browser;
let server: ScriptedServer;
let terminal: ScriptedTerminal;
let watched: WatchedPage;
let page: Page;

beforeAll(async () => {
  browser = await launchBrowser();
  return () => browser.close();
});
beforeEach(async () => {
  server = await startScriptedServer(siteRoot);
  server.answer = (_method, path) => (path.endsWith('/open') ? openLesson(first) : undefined);
  for (const event of [ready, session('ready'), lessonEvent(first)]) server.publish(event);
  terminal = scriptTerminal(server);
});
afterEach(async () => {
  await page.context().close();
  await server[Symbol.asyncDispose]();
  expect(watched.faults).toEqual([]);
});

async function open(options: Parameters<typeof openPage>[2] = laptop) {
  watched = await openPage(browser, `${server.url}/lessons/${lesson}/`, {
    ...options,
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  page = watched.page;
}
async function openAndFocus() {
  await open();
  await eventually(screen).toContain('$');
  await page.locator('#terminal').click();
}
const eventually = (what: () => unknown) => expect.poll(what, { timeout: 15_000 });
const screen = () => page.locator('.xterm-rows').textContent();
const focused = () => page.evaluate(() => document.activeElement?.className ?? '');

describe('what is typed', () => {
  test('reaches the shell, and what it says appears', async () => {
    await openAndFocus();
    await page.keyboard.type('docker ps');
    await page.keyboard.press('Enter');
    await eventually(() => terminal.input()).toBe('docker ps\r');
    terminal.output('CONTAINER ID\r\n한글도 두 칸\r\n');
    await eventually(screen).toContain('한글도 두 칸');
  });

  test('is held while the shell does not read', async () => {
    await openAndFocus();
    terminal.control({ type: 'input', ready: false });
    terminal.output('\r\nbusy');
    await eventually(screen).toContain('busy');
    await page.keyboard.type('ls');
    terminal.output('\r\nstill busy');
    await eventually(screen).toContain('still busy');
    expect(terminal.input()).toBe('');
    terminal.control({ type: 'input', ready: true });
    await eventually(() => terminal.input()).toBe('ls');
  });

  test('is composed Hangul, syllable by syllable', async () => {
    await openAndFocus();
    const keyboard = await page.context().newCDPSession(page);
    for (const [syllable, ...stages] of [
      ['안', 'ㅇ', '아', '안'],
      ['녕', 'ㄴ', '녀', '녕'],
    ]) {
      for (const text of stages) {
        await keyboard.send('Input.imeSetComposition', { text, selectionStart: 1, selectionEnd: 1 });
      }
      await keyboard.send('Input.insertText', { text: syllable ?? '' });
    }
    await page.keyboard.press('Enter');
    await eventually(() => terminal.input()).toBe('안녕\r');
  });

  test('keeps its last syllable when Enter comes in the same breath as the end of the composition', async () => {
    await openAndFocus();
    // As macOS sends them: the syllable's last change, its end and the key in one task.
    await page.locator('#terminal textarea').evaluate((field: HTMLTextAreaElement) => {
      const compose = (type: string, data: string) =>
        field.dispatchEvent(new CompositionEvent(type, { data, bubbles: true }));
      const press = (key: string, keyCode: number) =>
        field.dispatchEvent(new KeyboardEvent('keydown', { key, keyCode, bubbles: true, cancelable: true }));
      compose('compositionstart', '');
      field.value = '한';
      compose('compositionupdate', '한');
      compose('compositionend', '한');
      press('Enter', 13);
    });
    await eventually(() => terminal.input()).toContain('\r');
    expect(terminal.input()).toBe('한\r');
  });

  test('may be a large paste: frames stay within their size', async () => {
    await openAndFocus();
    const text = 'x'.repeat(150_000);
    await page.evaluate((content) => navigator.clipboard.writeText(content), text);
    await page.keyboard.press('Control+KeyV');
    await eventually(() => terminal.input().length).toBe(text.length);
  });
});

test('Hangul takes two cells', async () => {
  await openAndFocus();
  terminal.output('\r\n가나다라|\r\nabcdefgh|\r\n');
  await eventually(screen).toContain('abcdefgh|');
  const edges = await page.evaluate(() =>
    [...document.querySelectorAll('.xterm-rows > div')]
      .filter((row) => row.textContent?.includes('|'))
      .map((row) =>
        Math.max(...[...row.querySelectorAll('span')].map((span) => span.getBoundingClientRect().right)),
      ),
  );
  expect(edges).toHaveLength(2);
  expect(edges[0]).toBeCloseTo(edges[1] ?? 0, 0);
});

describe('the connection', () => {
  test('says hello with its size first, and tells a new one once it rests', async () => {
    await openAndFocus();
    expect(terminal.controls[0]).toMatchObject({ type: 'hello', version: 1 });
    await page.setViewportSize({ width: 1600, height: 900 });
    await eventually(() => terminal.controls.at(-1)?.type).toBe('resize');
    const [hello, resize] = [terminal.controls[0], terminal.controls.at(-1)];
    if (hello?.type !== 'hello' || resize?.type !== 'resize') throw new Error('no resize');
    expect(resize.cols).toBeGreaterThan(hello.cols);
  });

  test('acknowledges what it has drawn', async () => {
    await openAndFocus();
    terminal.output('y\r\n'.repeat(ackEveryBytes / 2));
    await eventually(() => terminal.controls.filter(({ type }) => type === 'ack').length).toBeGreaterThan(0);
    const ack = terminal.controls.find((message) => message.type === 'ack');
    expect(ack?.type === 'ack' && ack.bytes).toBeGreaterThanOrEqual(ackEveryBytes);
  });

  test('comes back with the screen of before, drawn once', async () => {
    await openAndFocus();
    terminal.output('first line\r\n');
    await eventually(screen).toContain('first line');
    terminal.replay = '$ first line\r\nmeanwhile\r\n$ ';
    await server.goAway();
    await server.comeBack();
    await eventually(screen).toContain('meanwhile');
    expect((await screen())?.match(/first line/g)).toHaveLength(1);
    expect(terminal.connections).toBe(2);
  });

  test('does not answer questions that stand in the replay', async () => {
    terminal.replay = '\x1b[c\x1b[6n\x1b]11;?\x07$ ';
    await openAndFocus();
    terminal.output('\x1b[6n');
    // The live question is answered, so the old ones would have been before it.
    await eventually(() => terminal.input().endsWith('R')).toBe(true);
    expect(terminal.input().replaceAll('\x1b', 'ESC')).toMatch(/^ESC\[\d+;\d+R$/);
  });

  test('ends with the sandbox: no more attempts, and says so', async () => {
    await openAndFocus();
    terminal.close(closeCode.sessionEnded);
    await eventually(() => page.locator('#practice .notice').textContent()).toContain('샌드박스가 바뀌어서');
    expect(terminal.connections).toBe(1);
  });

  test('offers a new shell when this one ended', async () => {
    await openAndFocus();
    terminal.control({ type: 'exit', code: 0 });
    terminal.close(closeCode.normal);
    await page.getByRole('button', { name: '새 셸 열기' }).click();
    await eventually(() => terminal.connections).toBe(2);
    await eventually(() => page.locator('#terminal').getAttribute('data-connection')).toBe('open');
  });

  test('asks for a reload when page and server are of different versions', async () => {
    await openAndFocus();
    terminal.close(closeCode.unsupportedVersion);
    await eventually(() => page.getByRole('button', { name: '새로고침' }).isVisible()).toBe(true);
  });

  test("shows the server's own words about it", async () => {
    await openAndFocus();
    terminal.control({ type: 'error', code: 'terminal-failed', message: '터미널을 열지 못했어요.' });
    await eventually(() => page.locator('#practice .notice').textContent()).toBe('터미널을 열지 못했어요.');
  });
});

describe('keys that belong to the page', () => {
  test('Ctrl+C interrupts, and copies when something is selected', async () => {
    await openAndFocus();
    await page.keyboard.press('Control+KeyC');
    await eventually(() => terminal.input()).toBe('\x03');
    terminal.output('\r\ncopyme');
    await eventually(screen).toContain('copyme');
    const row = page.locator('.xterm-rows > div', { hasText: 'copyme' });
    await row.dblclick({ position: { x: 10, y: 8 }, force: true });
    await page.keyboard.press('Control+KeyC');
    await eventually(() => page.evaluate(() => navigator.clipboard.readText())).toBe('copyme');
    expect(terminal.input()).toBe('\x03');
    await page.keyboard.press('Control+KeyC');
    await eventually(() => terminal.input()).toBe('\x03\x03');
  });

  test('Tab stays in the shell; Ctrl+Shift+. leads out of it and back', async () => {
    await openAndFocus();
    await page.keyboard.press('Tab');
    await eventually(() => terminal.input()).toBe('\t');
    expect(await focused()).toContain('xterm-helper-textarea');
    await page.keyboard.press('Control+Shift+Period');
    await eventually(focused).toContain('button');
    await page.keyboard.press('Control+Shift+Period');
    await eventually(focused).toContain('xterm-helper-textarea');
    expect(terminal.input()).toBe('\t');
  });

  test('the screen reader mode makes the output readable as text', async () => {
    await openAndFocus();
    await page.locator('.practice-bar summary').click();
    await page.getByLabel('화면 낭독기 모드').check();
    await eventually(() => page.locator('.xterm-accessibility').count()).toBe(1);
    await page.reload();
    await eventually(() => page.locator('.xterm-accessibility').count()).toBe(1);
  });
});

describe('on a phone', () => {
  test('keys that its keyboard lacks are there, without taking the focus', async () => {
    await open(phone);
    await page.getByRole('tab', { name: '터미널' }).tap();
    await eventually(screen).toContain('$');
    for (const name of ['Tab', 'Esc', '위 화살표', '|', '/', '-']) {
      await page.getByRole('button', { name, exact: true }).tap();
    }
    await eventually(() => terminal.input()).toBe('\t\x1b\x1b[A|/-');
    await page.getByRole('button', { name: 'Ctrl', exact: true }).tap();
    await page.getByRole('button', { name: '^C' }).tap();
    await eventually(() => terminal.input().endsWith('\x03')).toBe(true);
  });

  test('a line can be written in a plain field where composition does not reach the terminal', async () => {
    await open(phone);
    await page.getByRole('tab', { name: '터미널' }).tap();
    await eventually(screen).toContain('$');
    await page.getByRole('button', { name: '한 줄 입력' }).tap();
    await page.getByLabel('셸에 보낼 한 줄').fill('echo 안녕');
    await page.getByRole('button', { name: '보내기' }).tap();
    await eventually(() => terminal.input()).toBe('echo 안녕\r');
  });
});
