import { expect, test } from 'vitest';
import { slipOfKeyboard, slipTexts } from '../../sandbox/checks/slips.ts';
import { missingValues } from '../../sandbox/checks/verdict-text.ts';

const typed = (text: string, exitCode = 127) =>
  slipOfKeyboard([{ text, exitCode, endedAt: '2026-01-02T03:04:05.000Z' }]);

test.each([
  ['애찯ㄱ ㅔㄴ', 127, 'hangul', 'docker ps'],
  ['docker ㅔㄴ -a', 1, 'hangul', 'docker ps -a'],
  ['ㅣㄴ -la', 127, 'hangul', 'ls -la'],
  ['$ docker images', 127, 'prompt', 'docker images'],
  ['learner@drydock:~/shop$ docker build .', 127, 'prompt', 'docker build .'],
  ['Docker run busybox:1.35', 127, 'capital', 'docker run busybox:1.35'],
  ['LS', 127, 'capital', 'ls'],
])('%j, which ended with %i, is the slip %s', (text, exitCode, mistake, meant) => {
  const found = typed(text, exitCode);
  expect(found).toMatchObject({ status: 'mistake', mistake, values: { meant } });
  const diagnosis = slipTexts[mistake as keyof typeof slipTexts];
  expect(missingValues(diagnosis, found?.values)).toEqual([]);
});

test.each([
  ['안녕', 127],
  ['도커 ps', 127],
  ['docker tag redis:7.0 레디스', 1],
  ['docker 안녕', 1],
  ['dcoker ps', 127],
  ['$', 127],
  ['echo 애찯ㄱ', 0],
  ['./애찯ㄱ', 127],
  ['MyScript.sh', 127],
  ['', 127],
])('%j, which ended with %i, is none', (text, exitCode) => {
  expect(typed(text, exitCode)).toBeUndefined();
});

test('only the last line counts', () => {
  const endedAt = '2026-01-02T03:04:05.000Z';
  expect(
    slipOfKeyboard([
      { text: '애찯ㄱ ps', exitCode: 127, endedAt },
      { text: 'docker ps', exitCode: 0, endedAt },
    ]),
  ).toBeUndefined();
  expect(slipOfKeyboard([])).toBeUndefined();
});
