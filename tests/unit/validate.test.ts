import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { formatProblem } from '../../content/validate/problem.ts';
import { validateCourse } from '../../content/validate/validate.ts';

const chapters = [{ id: 'basics', title: { ko: '기초', en: 'Basics' }, lessons: ['hello'] }];
const place = 'basics/hello';

const mdx = (words: { title: string }) => `---
title: ${words.title}
description: ${words.title}.
---

<Recall question="1?">1</Recall>
<Recall question="2?">2</Recall>

<Predict question="3?">3</Predict>

<Step id="first" title="one">

\`\`\`sh
# ${words.title}
docker ps
\`\`\`

<Recorded id="list" />

</Step>

<Step id="second" title="two">

\`\`\`sh
docker ps -a
\`\`\`

</Step>

<OwnComputer>…</OwnComputer>
`;

/** A whole lesson; it imports nothing, so that it can stand anywhere. */
const lessonSource = `const text = { ko: '글', en: 'text' };
const step = (id) => ({
  id,
  collect: {},
  judge: () => ({ status: 'not-yet' }),
  hints: [text, text],
  solution: { commands: ['docker ps'] },
  mistakes: {},
});

export default {
  images: ['busybox:1.35'],
  minutes: 7,
  start: [],
  steps: [
    { ...step('first'), id: 'first' },
    { ...step('second'), id: 'second' },
  ],
  outputs: { list: { after: 'first', command: 'docker ps' } },
};
`;

const files: Readonly<Record<string, string>> = {
  [`${place}/ko.mdx`]: mdx({ title: '안녕' }),
  [`${place}/en.mdx`]: mdx({ title: 'Hello' }),
  [`${place}/lesson.ts`]: lessonSource,
  [`${place}/outputs.json`]: JSON.stringify({ list: { command: 'docker ps', output: 'NAMES' } }),
};

let lessonsDir: string;
beforeEach(async () => {
  lessonsDir = await mkdtemp(join(tmpdir(), 'drydock-validate-'));
  for (const [name, content] of Object.entries(files)) await write(name, content);
});
afterEach(() => rm(lessonsDir, { recursive: true, force: true }));

async function write(name: string, content: string): Promise<void> {
  await mkdir(dirname(join(lessonsDir, name)), { recursive: true });
  await writeFile(join(lessonsDir, name), content);
}

/** Replaces a piece of a file; fails when it is not there, so that no case tests nothing. */
async function change(name: string, from: string, to: string): Promise<void> {
  const content = await readFile(join(lessonsDir, place, name), 'utf8');
  expect(content).toContain(from);
  await write(`${place}/${name}`, content.replace(from, to));
}

const validate = (course: typeof chapters = chapters) =>
  validateCourse({ lessonsDir, chapters: course, version: '1.2.3' });
const complaints = async () => (await validate()).problems.map(formatProblem).join('\n');

/** As it is printed. */
const says = (where: string, found: string, expected: string, mend: string) =>
  `lessons/${place}/${where}\n  found     ${found}\n  expected  ${expected}\n  mend      ${mend}\n`;

describe('a whole course', () => {
  test('becomes a manifest without judges, solutions or texts', async () => {
    const { manifest, problems } = await validate();
    expect(problems).toEqual([]);
    expect(manifest).toEqual({
      release: expect.stringMatching(/^1\.2\.3\+[0-9a-f]{12}$/),
      chapters: [
        {
          id: 'basics',
          title: { ko: '기초', en: 'Basics' },
          lessons: [
            {
              id: place,
              minutes: 7,
              shortPath: false,
              images: ['busybox:1.35'],
              steps: [
                { id: 'first', hints: 2 },
                { id: 'second', hints: 2 },
              ],
              contentHash: expect.stringMatching(/^[0-9a-f]{16}$/),
            },
          ],
        },
      ],
    });
  });

  test('has another release when a text changes, and the same one when outputs are recorded again', async () => {
    const release = async () => (await validate()).manifest?.release;
    const before = await release();
    await write(`${place}/outputs.json`, files[`${place}/outputs.json`]?.replace('NAMES', 'NAME') ?? '');
    expect(await release()).toBe(before);
    await change('ko.mdx', '…', '또');
    expect(await release()).not.toBe(before);
  });
});

describe('front matter', () => {
  const shape = '`title` and `description`, between two lines of `---`';
  test('is missing', async () => {
    await write(`${place}/ko.mdx`, mdx({ title: '안녕' }).replace(/^---.*?---\n/s, ''));
    expect(await complaints()).toBe(
      says(
        'ko.mdx:1',
        'no front matter',
        shape,
        'Begin the file with `---`, `title: …`, `description: …`, `---`.',
      ),
    );
  });

  test('lacks a key and has one too many', async () => {
    await change('en.mdx', 'description: Hello.', 'minutes: 5');
    expect(await complaints()).toBe(
      [
        says('en.mdx:1', 'no `description`', shape, 'Add `description: …`.'),
        says(
          'en.mdx:3',
          '`minutes` in the front matter',
          shape,
          'Remove it: minutes, images and ids stand in lesson.ts, the order in content/course.ts.',
        ),
      ].join('\n'),
    );
  });

  test('has an empty title', async () => {
    await change('en.mdx', 'title: Hello', 'title:');
    expect(await complaints()).toBe(
      says('en.mdx:2', 'an empty `title`', 'a text', 'Write `title: …`, between quotation marks.'),
    );
  });

  test('is no YAML', async () => {
    await change('en.mdx', 'title: Hello', 'title: Docker: hello');
    expect(await complaints()).toBe(
      says(
        'en.mdx:2',
        'front matter that is not YAML (Nested mappings are not allowed in compact mappings)',
        shape,
        'Put a value that has a colon or a `#` between quotation marks.',
      ),
    );
  });
});

describe('a text', () => {
  test('that is missing is asked for in its language', async () => {
    await rm(join(lessonsDir, place, 'en.mdx'));
    expect(await complaints()).toBe(
      says('en.mdx', 'no file', "the lesson's text in English", 'Write the lesson in English too.'),
    );
  });

  test('with a tag that is not closed is shown with the line', async () => {
    await change('ko.mdx', '</OwnComputer>', '');
    const shown = await complaints();
    expect(shown).toMatch(
      /^lessons\/basics\/hello\/ko\.mdx:\d+\n {2}found {5}MDX that cannot be read: Expected a closing tag for `<OwnComputer>`/,
    );
    expect(shown).toContain(
      'mend      Close the tag, or write `\\<` and `\\{` for the characters themselves.\n',
    );
    expect(shown.match(/found/g)).toHaveLength(1);
  });

  test('names a step that does not exist, and lacks one', async () => {
    await change('en.mdx', '<Step id="second"', '<Step id="secnd"');
    const expected = 'the steps of lesson.ts in its order: first, second';
    expect(await complaints()).toBe(
      [
        says('en.mdx', 'no <Step id="second">', expected, 'Write the step in this language too.'),
        says('en.mdx:22', '<Step id="secnd">', expected, 'Correct the id, or remove the step.'),
      ].join('\n'),
    );
  });

  test('has a step twice', async () => {
    await change('en.mdx', '<Step id="second"', '<Step id="first"');
    const expected = 'the steps of lesson.ts in its order: first, second';
    expect(await complaints()).toBe(
      [
        says('en.mdx', 'no <Step id="second">', expected, 'Write the step in this language too.'),
        says('en.mdx:22', '<Step id="first"> again', expected, 'Remove one of them.'),
      ].join('\n'),
    );
  });

  test('has the steps in another order', async () => {
    await change('lesson.ts', "id: 'first' }", "id: 'second' }");
    await change('lesson.ts', "step('second'), id: 'second' }", "step('second'), id: 'first' }");
    const expected = 'the steps of lesson.ts in its order: second, first';
    const mend = 'Put them in the same order.';
    expect(await complaints()).toBe(
      [
        says('en.mdx:11', 'the steps first, second', expected, mend),
        says('ko.mdx:11', 'the steps first, second', expected, mend),
      ].join('\n'),
    );
  });

  test('has one recall question, and that behind the first step', async () => {
    await change('ko.mdx', '<Recall question="1?">1</Recall>\n', '');
    await change('ko.mdx', '<Recall question="2?">2</Recall>\n', '');
    await change('ko.mdx', '<OwnComputer>', '<Recall question="1?">1</Recall>\n\n<OwnComputer>');
    expect(await complaints()).toBe(
      [
        says(
          'ko.mdx',
          '1 <Recall>',
          'exactly 2 <Recall>',
          'Ask about the lesson before and the third before it.',
        ),
        says(
          'ko.mdx:28',
          'a <Recall> behind the first <Step>',
          'recall questions at the top',
          'Move it above the first step.',
        ),
      ].join('\n'),
    );
  });

  test('has no prediction and no box for the own computer', async () => {
    await change('ko.mdx', '<Predict question="3?">3</Predict>', '');
    await change('ko.mdx', '<OwnComputer>…</OwnComputer>', '');
    expect(await complaints()).toBe(
      [
        says(
          'ko.mdx',
          '0 <Predict>',
          'at least 1 <Predict>',
          'Let the learner say what will happen, then try it.',
        ),
        says(
          'ko.mdx',
          '0 <OwnComputer>',
          'at least 1 <OwnComputer>',
          'Say what a fresh Engine or Docker Desktop does otherwise.',
        ),
      ].join('\n'),
    );
  });

  test('uses a component that does not exist, and one without its attribute', async () => {
    await change(
      'ko.mdx',
      '<OwnComputer>…</OwnComputer>',
      '<OwnComputer>…</OwnComputer>\n\n<Note />\n\n<Aside />',
    );
    expect(await complaints()).toBe(
      [
        says(
          'ko.mdx:32',
          '<Note>',
          'one of Recall, Predict, Step, Recorded, OwnComputer, Figure, Aside, Value',
          'Use one of these; a new one belongs in src/components/lesson/.',
        ),
        says('ko.mdx:34', '<Aside> without a plain `type`', '<Aside type="…">', 'Write type="…".'),
      ].join('\n'),
    );
  });

  test('has a strange attribute, an expression for one, and an unknown kind of aside', async () => {
    await change(
      'ko.mdx',
      '<OwnComputer>…</OwnComputer>',
      '<OwnComputer open>…</OwnComputer>\n\n<Figure name={x} alt="y" />\n\n<Aside type="tip" />',
    );
    expect(await complaints()).toBe(
      [
        says('ko.mdx:30', '<OwnComputer> with `open`', '<OwnComputer>', 'Remove `open`.'),
        says('ko.mdx:32', '<Figure> without a plain `name`', '<Figure name="…" alt="…">', 'Write name="…".'),
        says(
          'ko.mdx:34',
          '<Aside type="tip">',
          'one of note, caution',
          'Write type="note" or type="caution".',
        ),
      ].join('\n'),
    );
  });

  test('runs code', async () => {
    await change('ko.mdx', '<OwnComputer>…', "import x from 'x'\n\n{/* a remark */}\n\n<OwnComputer>{1 + 1}");
    const expected = 'prose and components';
    expect(await complaints()).toBe(
      [
        says(
          'ko.mdx:30',
          '`import` or `export`',
          expected,
          'Remove it: the components are there without an import.',
        ),
        says('ko.mdx:34', 'the expression {1 + 1}', expected, 'Write `\\{` for the brace itself.'),
      ].join('\n'),
    );
  });

  test('has a code block without a language', async () => {
    await change('ko.mdx', '<OwnComputer>…', '```\nx\n```\n\n<OwnComputer>…');
    expect(await complaints()).toBe(
      says(
        'ko.mdx:30',
        'a code block without a language',
        '```sh for commands, ```txt for output',
        'Name the language behind the opening backticks.',
      ),
    );
  });
});

describe('the two languages', () => {
  const mend = 'Make both languages show the same, in the same order; comments in `sh` blocks may differ.';

  test('show other commands', async () => {
    await change('en.mdx', 'docker ps -a', 'docker ps --all');
    expect(await complaints()).toBe(
      says(
        'en.mdx:24',
        'the `sh` block `docker ps --all`',
        'the `sh` block `docker ps -a`, as in ko.mdx:24',
        mend,
      ),
    );
  });

  test('show another number of commands', async () => {
    await change('en.mdx', '```sh\ndocker ps -a\n```\n', '');
    expect(await complaints()).toBe(
      says('en.mdx', '1 of `sh` block', 'the `sh` block `docker ps -a`, as in ko.mdx:24', mend),
    );
  });

  test('show other recorded outputs', async () => {
    await change('ko.mdx', '<Recorded id="list" />', '');
    expect(await complaints()).toBe(
      says('en.mdx:18', '<Recorded id="list">', '0 of <Recorded>, as in ko.mdx', mend),
    );
  });
});

describe('recorded outputs', () => {
  const mend = 'Run `npm run lessons -- --record --only basics/hello`.';

  test('were never recorded', async () => {
    await rm(join(lessonsDir, place, 'outputs.json'));
    expect(await complaints()).toBe(says('outputs.json', 'no file', 'recordings of list', mend));
  });

  test('are of another command, or something else', async () => {
    await write(`${place}/outputs.json`, '{\n"list": {"command": "docker ps -q", "output": ""}}');
    expect(await complaints()).toBe(
      says('outputs.json:2', '`docker ps -q`', 'a recording of `docker ps` as `list`', mend),
    );
    await write(`${place}/outputs.json`, 'list');
    expect(await complaints()).toBe(
      says('outputs.json', 'something else than recordings', '{ id: { command, output } }', mend),
    );
    await write(`${place}/outputs.json`, '{}');
    expect(await complaints()).toBe(
      says('outputs.json', 'none', 'a recording of `docker ps` as `list`', mend),
    );
  });

  test('are shown and not listed', async () => {
    await change('ko.mdx', 'id="list"', 'id="lost"');
    await change('en.mdx', 'id="list"', 'id="lost"');
    const found = '<Recorded id="lost">';
    const expected = 'one of the `outputs` of lesson.ts: list';
    const cure = 'Add `lost` with its command to `outputs`, or correct the id.';
    expect(await complaints()).toBe(
      [says('en.mdx:18', found, expected, cure), says('ko.mdx:18', found, expected, cure)].join('\n'),
    );
  });
});

describe('lesson.ts', () => {
  test('is missing', async () => {
    await rm(join(lessonsDir, place, 'lesson.ts'));
    expect(await complaints()).toBe(
      says('lesson.ts', 'no file', 'the steps of the lesson', 'Write it; docs/authoring.md has an example.'),
    );
  });

  test('cannot be imported', async () => {
    await change('lesson.ts', 'export default {', 'throw new Error("no\\nway");\nexport default {');
    expect(await complaints()).toBe(
      says(
        'lesson.ts',
        'a file that cannot be imported: no',
        'TypeScript that Node can run',
        'Run `npx tsc --noEmit -p .` to see where.',
      ),
    );
  });

  test('has a step without a solution: the line is the step’s', async () => {
    await change('lesson.ts', "id: 'second' }", "id: 'second', solution: undefined }");
    expect(await complaints()).toBe(
      says(
        'lesson.ts:17',
        'steps.second.solution: nothing',
        'a solution',
        'Add `solution: { commands: […] }`: the proof runs it.',
      ),
    );
  });

  test('has its faulty step in a file beside it: the place is there', async () => {
    await write(
      `${place}/second.ts`,
      "// The second.\nexport const second = {\n  id: 'second',\n  hints: [],\n};\n",
    );
    await change('lesson.ts', "{ ...step('second'), id: 'second' }", "{ ...step('second'), ...second }");
    await change('lesson.ts', 'const text', "import { second } from './second.ts';\n\nconst text");
    expect(await complaints()).toBe(
      says(
        'second.ts:4',
        'steps.second.hints: an empty list',
        'at least two hints, mildest first',
        'Add another hint to `hints`.',
      ),
    );
  });

  test('has an unknown image and no minutes: each at its line', async () => {
    await change('lesson.ts', 'busybox:1.35', 'nginx');
    await change('lesson.ts', 'minutes: 7', 'minutes: 0');
    expect(await complaints()).toBe(
      [
        says(
          'lesson.ts:12',
          'images.0: `nginx`',
          'an image of the course',
          'Choose one of `content/images.ts`, or add it there.',
        ),
        says('lesson.ts:13', 'minutes: `0`', '1 to 90 minutes', 'Measure it by trying.'),
      ].join('\n'),
    );
  });
});

describe('the course', () => {
  test('lists a lesson that has no folder', async () => {
    const { problems } = await validate([
      { ...chapters[0], lessons: ['hello', 'bye'] } as (typeof chapters)[0],
    ]);
    expect(problems.map(formatProblem)).toEqual([
      'content/course.ts\n  found     the lesson `basics/bye`\n' +
        '  expected  a folder lessons/basics/bye with lesson.ts, ko.mdx and en.mdx\n' +
        '  mend      Make the folder, or remove the lesson from the list.\n',
    ]);
  });

  test('does not list a folder that is there', async () => {
    await write('basics/draft/notes.txt', '');
    expect((await validate()).problems.map(formatProblem)).toEqual([
      'lessons/basics/draft\n  found     a folder that is no lesson of the course\n' +
        '  expected  its name in content/course.ts\n' +
        '  mend      Add the lesson to its chapter in content/course.ts, or remove the folder.\n',
    ]);
  });

  test('lists a lesson twice, and one with a bad name', async () => {
    const lessons = ['hello', 'hello', 'Bad Name'];
    const { problems } = await validate([{ ...chapters[0], lessons } as (typeof chapters)[0]]);
    expect(problems.map(({ found, expected }) => `${found}: ${expected}`)).toEqual([
      '`basics/Bad Name`: chapter and lesson as lower-case words joined by hyphens',
      '`basics/hello` twice: each lesson once',
      'the lesson `basics/Bad Name`: a folder lessons/basics/Bad Name with lesson.ts, ko.mdx and en.mdx',
    ]);
  });
});

test('everything that is wrong is said at once, in the order of reading', async () => {
  await change('ko.mdx', '<Step id="first"', '<Step id="1st"');
  await change('lesson.ts', 'minutes: 7', 'minutes: 0');
  await rm(join(lessonsDir, place, 'en.mdx'));
  const { manifest, problems } = await validate();
  expect(manifest).toBeUndefined();
  expect(problems.map(({ file }) => file.slice(file.lastIndexOf('/') + 1))).toEqual(['en.mdx', 'lesson.ts']);
});

describe('links', () => {
  const linking = async (name: string, url: string) => {
    await change(name, '<OwnComputer>…', `<OwnComputer>[there](${url})`);
    return complaints();
  };

  test.each([
    ['ko.mdx', '#step-first'],
    ['ko.mdx', '/lessons/basics/hello/#step-second'],
    ['en.mdx', '/en/lessons/basics/hello/'],
    ['en.mdx', '/en/glossary/'],
    ['ko.mdx', 'https://docs.docker.com/engine/'],
  ])('in %s to %s lead somewhere', async (name, url) => {
    expect(await linking(name, url)).toBe('');
  });

  test.each([
    ['ko.mdx', '#first', 'a step of lessons/basics/hello/ko.mdx: #step-first, #step-second'],
    ['ko.mdx', '/lessons/basics/gone/', 'of a lesson that is there'],
    ['ko.mdx', '/lessons/basics/hello', 'with the slash at its end'],
    ['ko.mdx', '/en/lessons/basics/hello/', 'an address from /'],
    ['en.mdx', '/lessons/basics/hello/', 'an address from /en/'],
    ['en.mdx', '/en/lessons/basics/hello/#step-third', '#step-first, #step-second'],
    ['ko.mdx', '../hello/', 'https://…, #step-…, or an address from /'],
    ['ko.mdx', 'http://docs.docker.com/', 'https://…'],
  ])('in %s to %s are a problem', async (name, url, expected) => {
    const said = await linking(name, url);
    expect(said).toContain(`lessons/${place}/${name}:30\n  found     a link to ${url}\n`);
    expect(said).toContain(expected);
  });
});

describe('values of the learner', () => {
  const value = (step: string) => `<Value step="${step}" of="container" fallback="box" />`;

  test('may stand elsewhere in the other language', async () => {
    await change('ko.mdx', '<OwnComputer>…', `<OwnComputer>${value('first')}`);
    await change('en.mdx', '<OwnComputer>…', `${value('first')} here\n\n<OwnComputer>…`);
    expect(await complaints()).toBe('');
  });

  test('must be in both languages, and of a step that is there', async () => {
    await change('ko.mdx', '<OwnComputer>…', `<OwnComputer>${value('third')}`);
    const found = '<Value step="third" of="container">';
    const mend = 'Name the step whose judge gives this value.';
    expect(await complaints()).toBe(
      [
        says(
          'ko.mdx:30',
          found,
          'the same value in lessons/basics/hello/en.mdx',
          'Show it in both languages, or in neither.',
        ),
        says('ko.mdx:30', found, 'a step of lesson.ts: first, second', mend),
      ].join('\n'),
    );
  });
});

test('a file of the lesson that is too big is a problem', async () => {
  await write(`${place}/files/big.bin`, 'x'.repeat(1024 * 1024 + 1));
  expect(await complaints()).toBe(
    says(
      'files/big.bin',
      'more than 1024 KiB in all',
      'files and folders, 200 at most and 1024 KiB in all',
      'Make what is big with a start command, and no links.',
    ),
  );
});
