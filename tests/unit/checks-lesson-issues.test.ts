import { describe, expect, test } from 'vitest';
import { commands } from '../../sandbox/checks/collectors.ts';
import { defineLesson, defineStep, type LessonDefinition, passed } from '../../sandbox/checks/lesson.ts';
import { examineLesson } from '../../sandbox/checks/lesson-issues.ts';

const text = { ko: '글', en: 'text' };
const step = defineStep({
  id: 'first',
  collect: { typed: commands() },
  judge: () => passed(),
  hints: [text, text],
  solution: { commands: ['docker ps'] },
  mistakes: {
    'typed-dollar': { commands: ['$ docker ps'], diagnosis: { ko: '{typed} 명령어', en: '{typed}' } },
  },
});
const lesson = defineLesson({ images: ['busybox:1.35'], minutes: 5, start: [], steps: [step] });

/** One line an issue. */
const issuesOf = (exported: unknown) =>
  examineLesson(exported).issues.map(
    ({ path, found, expected, mend }) => `${path.join('.')}: ${found}; expected ${expected}. ${mend}`,
  );
const withStep = (change: object): unknown => ({ ...lesson, steps: [{ ...step, ...change }] });

test('a whole lesson has no issues', () => {
  expect(examineLesson(lesson)).toEqual({ lesson, issues: [] });
});

describe('a mistake in lesson.ts is named', () => {
  const cases: [string, unknown, string[]][] = [
    [
      'no default export',
      undefined,
      [': nothing; expected a lesson as default export. Write `export default defineLesson({ … })`.'],
    ],
    [
      'a step without solution',
      withStep({ solution: undefined }),
      [
        'steps.first.solution: nothing; expected a solution. Add `solution: { commands: […] }`: the proof runs it.',
      ],
    ],
    [
      'an empty solution',
      withStep({ solution: { commands: [] } }),
      [
        'steps.first.solution.commands: an empty list; expected at least one command. Add the commands: the proof runs them.',
      ],
    ],
    [
      'one hint',
      withStep({ hints: [text] }),
      [
        'steps.first.hints: a list of 1; expected at least two hints, mildest first. Add another hint to `hints`.',
      ],
    ],
    [
      'a hint in one language',
      withStep({ hints: [text, { ko: '글' }] }),
      [
        'steps.first.hints.1.en: nothing; expected a text in this language. Write it in both languages, as `{ ko: …, en: … }`.',
      ],
    ],
    [
      'an empty text',
      withStep({ note: { ko: ' ', en: 'x' } }),
      ['steps.first.note.ko: ` `; expected a text that is not empty. Write it in this language too.'],
    ],
    [
      'different placeholders',
      withStep({ hints: [text, { ko: '{image} 이미지', en: '{img}' }] }),
      [
        'steps.first.hints.1: ko has {image}, en has {img}; expected the same placeholders in both languages. Use the same values in both texts; their order is free.',
      ],
    ],
    [
      'an open backtick',
      withStep({ hints: [text, { ko: '`docker', en: 'x' }] }),
      [
        'steps.first.hints.1.ko: an odd number of backticks; expected every `code` closed. Add the missing backtick.',
      ],
    ],
    [
      'a bad step id',
      withStep({ id: 'First Step' }),
      [
        'steps.First Step.id: `First Step`; expected lower-case words joined by hyphens. Rename it, for example `first-container`.',
      ],
    ],
    [
      'a step id twice',
      { ...lesson, steps: [step, step] },
      ['steps.first.id: `first` twice; expected each step id once in a lesson. Rename one of the two steps.'],
    ],
    [
      'an unknown image',
      { ...lesson, images: ['nginx'] },
      [
        'images.0: `nginx`; expected an image of the course. Choose one of `content/images.ts`, or add it there.',
      ],
    ],
    [
      'evidence that is no collector',
      withStep({ collect: { x: {} } }),
      ['steps.first.collect.x: an object; expected a collector. Use one of `sandbox/checks/collectors.ts`.'],
    ],
    [
      'a judge that is no function',
      withStep({ judge: 'passed' }),
      [
        'steps.first.judge: `passed`; expected a function. Write `judge: (evidence) => passed()`, `mistake(…)` or `notYet()`.',
      ],
    ],
    [
      'a command that cannot be typed',
      { ...lesson, start: ['docker ps\u0007'] },
      ['start.0: `docker ps<U+0007>`; expected a command that can be typed. Remove the control characters.'],
    ],
    [
      'a mistake without diagnosis',
      withStep({ mistakes: { wrong: { commands: ['x'] } } }),
      [
        'steps.first.mistakes.wrong.diagnosis: nothing; expected a text `{ ko, en }`. Write it in both languages.',
      ],
    ],
    [
      'an output after no step',
      { ...lesson, outputs: { list: { after: 'nowhere', command: 'docker ps' } } },
      [
        "outputs.list.after: `nowhere`; expected one of the lesson's steps (first). Correct `after`, or leave it out for the start state.",
      ],
    ],
    [
      'half a minute',
      { ...lesson, minutes: 0.5 },
      ['minutes: `0.5`; expected whole minutes. Do the lesson with a watch and round up.'],
    ],
  ];
  test.each(cases)('%s', (_name, exported, issues) => {
    expect(issuesOf(exported)).toEqual(issues);
  });

  test('all of them at once', () => {
    const broken = {
      ...lesson,
      minutes: 'ten',
      images: undefined,
      steps: [{ ...step, hints: [], judge: 1 }],
    };
    expect(examineLesson(broken as unknown as LessonDefinition).issues).toHaveLength(4);
  });
});
