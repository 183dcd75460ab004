import * as z from 'zod/mini';
import { courseImages } from '../../content/images.ts';

const says = (expected: string, mend: string) => ({ error: `${expected}\n${mend}` });
const slugPattern = /^[a-z0-9]+(-[a-z0-9]+)*$/;

const words = z
  .string(says('a text in this language', 'Write it in both languages, as `{ ko: …, en: … }`.'))
  .check(z.regex(/\S/, says('a text that is not empty', 'Write it in this language too.')));
const text = z.object({ ko: words, en: words }, says('a text `{ ko, en }`', 'Write it in both languages.'));

const command = z
  .string(says('a command', 'Write each command as a string.'))
  .check(
    z.regex(/\S/, says('a command that is not empty', 'Remove the empty string.')),
    z.regex(
      /^[^\p{Cc}]*(\n[^\p{Cc}]*)*$/u,
      says('a command that can be typed', 'Remove the control characters.'),
    ),
  );
const commands = z.array(command, says('a list of commands', 'Write `[…]` with one string a command.'));
const someCommands = commands.check(
  z.minLength(1, says('at least one command', 'Add the commands: the proof runs them.')),
);

const slug = z
  .string(says('an id', 'Give it an id such as `first-container`.'))
  .check(
    z.regex(
      slugPattern,
      says('lower-case words joined by hyphens', 'Rename it, for example `first-container`.'),
    ),
    z.maxLength(40, says('at most 40 characters', 'Choose a shorter id.')),
  );

const isCollector = (value: unknown) =>
  typeof value === 'object' &&
  value !== null &&
  'collect' in value &&
  typeof value.collect === 'function' &&
  'kind' in value;
const collector = z.custom(isCollector, says('a collector', 'Use one of `sandbox/checks/collectors.ts`.'));
const judge = z.custom(
  (value) => typeof value === 'function',
  says('a function', 'Write `judge: (evidence) => passed()`, `mistake(…)` or `notYet()`.'),
);

const step = z.object(
  {
    id: slug,
    collect: z.record(
      z.string(),
      collector,
      says('evidence by name', 'Write `collect: { name: collector }`.'),
    ),
    judge,
    hints: z
      .array(text, says('a list of hints', 'Write `hints: [mildest, …]`.'))
      .check(z.minLength(2, says('at least two hints, mildest first', 'Add another hint to `hints`.'))),
    solution: z.object(
      { commands: someCommands, explanation: z.optional(text) },
      says('a solution', 'Add `solution: { commands: […] }`: the proof runs it.'),
    ),
    alternatives: z.optional(z.record(z.string(), someCommands)),
    mistakes: z.record(
      slug,
      z.object(
        { commands: someCommands, diagnosis: text },
        says('a mistake', 'Write `{ commands: […], diagnosis: { ko, en } }`.'),
      ),
      says('mistakes by id', 'Write `mistakes: {}` when the step knows none.'),
    ),
    missing: z.optional(text),
    note: z.optional(text),
    points: z.optional(
      z.number().check(z.positive(says('more than 0 points', 'Remove `points`, or raise it.'))),
    ),
  },
  says('a step', 'Use `defineStep({ … })`.'),
);

const imageNames: ReadonlySet<string> = new Set(courseImages.map((image) => image.name));
const courseImage = z
  .string(says('an image', 'Name it as on Docker Hub.'))
  .check(
    z.refine(
      (name) => imageNames.has(name),
      says('an image of the course', 'Choose one of `content/images.ts`, or add it there.'),
    ),
  );

/**
 * The shape of a `lesson.ts`'s default export. The message of an issue has two lines: what was expected, and how to mend it.
 */
export const lessonSchema = z.object(
  {
    images: z.array(courseImage, says('a list of images', "Write `images: ['busybox:1.35']`, or `[]`.")),
    minutes: z
      .int(says('whole minutes', 'Do the lesson with a watch and round up.'))
      .check(z.minimum(1, says('1 to 90 minutes', 'Measure it by trying.')))
      .check(z.maximum(90, says('1 to 90 minutes', 'Split the lesson.'))),
    shortPath: z.optional(z.boolean()),
    start: commands,
    steps: z
      .array(step, says('a list of steps', 'Write `steps: [defineStep({ … })]`.'))
      .check(z.minLength(1, says('at least one step', 'Add a step.'))),
    outputs: z.optional(
      z.record(
        slug,
        z.object({ after: z.optional(z.string()), command }),
        says('outputs by id', 'See the guide.'),
      ),
    ),
  },
  says('a lesson as default export', 'Write `export default defineLesson({ … })`.'),
);
