import type { LessonDefinition } from '../../sandbox/checks/lesson.ts';
import type { LessonText, Placed } from './lesson-text.ts';
import type { Problem } from './problem.ts';

/** Both texts tell the steps of `lesson.ts`, in its order, and show outputs that it lists. */
export function compareWithLesson(text: LessonText, lesson: LessonDefinition): Problem[] {
  if (!text.readable) return [];
  return [...compareSteps(text, lesson), ...compareOutputs(text, lesson), ...compareValues(text, lesson)];
}

function compareValues({ file, values }: LessonText, lesson: LessonDefinition): Problem[] {
  const steps = lesson.steps.map(({ id }) => id);
  return values.flatMap(({ id, line }) => {
    const [step = '', name = ''] = id.split('.');
    if (steps.includes(step)) return [];
    const found = `<Value step="${step}" of="${name}">`;
    const expected = `a step of lesson.ts: ${steps.join(', ')}`;
    return [{ file, line, found, expected, mend: 'Name the step whose judge gives this value.' }];
  });
}

function compareSteps({ file, steps }: LessonText, lesson: LessonDefinition): Problem[] {
  const wanted = lesson.steps.map((step) => step.id);
  const expected = `the steps of lesson.ts in its order: ${wanted.join(', ')}`;
  const strange = steps.filter((step) => !wanted.includes(step.id));
  const repeated = steps.filter((step, index) => steps.findIndex((each) => each.id === step.id) !== index);
  const missing = wanted.filter((id) => !steps.some((step) => step.id === id));
  const problems = [
    ...strange.map(({ id, line }) => ({
      line,
      found: `<Step id="${id}">`,
      mend: 'Correct the id, or remove the step.',
    })),
    ...repeated.map(({ id, line }) => ({
      line,
      found: `<Step id="${id}"> again`,
      mend: 'Remove one of them.',
    })),
    ...missing.map((id) => ({ found: `no <Step id="${id}">`, mend: 'Write the step in this language too.' })),
  ];
  if (problems.length > 0) return problems.map((problem) => ({ file, expected, ...problem }));
  const misplaced = steps.find((step, index) => step.id !== wanted[index]);
  if (!misplaced) return [];
  const found = `the steps ${steps.map((step) => step.id).join(', ')}`;
  return [{ file, line: misplaced.line, found, expected, mend: 'Put them in the same order.' }];
}

function compareOutputs({ file, recorded }: LessonText, lesson: LessonDefinition): Problem[] {
  const wanted = Object.keys(lesson.outputs ?? {});
  return recorded
    .filter(({ id }) => !wanted.includes(id))
    .map(({ id, line }) => ({
      file,
      line,
      found: `<Recorded id="${id}">`,
      expected:
        wanted.length > 0
          ? `one of the \`outputs\` of lesson.ts: ${wanted.join(', ')}`
          : '`outputs` in lesson.ts',
      mend: `Add \`${id}\` with its command to \`outputs\`, or correct the id.`,
    }));
}

/** Both languages show the same commands and the same recorded outputs, one after the other. */
export function compareLanguages(ko: LessonText, en: LessonText): Problem[] {
  if (!ko.readable || !en.readable) return [];
  return [
    ...firstDifference(ko, en, 'commands', (block) => `the \`sh\` block ${inOneLine(block.id)}`),
    ...firstDifference(ko, en, 'recorded', (shown) => `<Recorded id="${shown.id}">`),
    ...strayValues(ko, en),
    ...strayValues(en, ko),
  ];
}

/** Sentences differ in their order, so a value may stand elsewhere in the other language, but not be missing there. */
function strayValues({ file, values }: LessonText, other: LessonText): Problem[] {
  const there = new Set(other.values.map(({ id }) => id));
  const stray = values.find(({ id }) => !there.has(id));
  if (!stray) return [];
  const [step = '', name = ''] = stray.id.split('.');
  return [
    {
      file,
      line: stray.line,
      found: `<Value step="${step}" of="${name}">`,
      expected: `the same value in ${other.file}`,
      mend: 'Show it in both languages, or in neither.',
    },
  ];
}

/** Only the first: everything behind it has merely moved. */
function firstDifference(
  ko: LessonText,
  en: LessonText,
  list: 'commands' | 'recorded',
  say: (placed: Placed) => string,
): Problem[] {
  const [inKo, inEn] = [ko[list], en[list]];
  const length = Math.max(inKo.length, inEn.length);
  const index = Array.from({ length }).findIndex((_, at) => inKo[at]?.id !== inEn[at]?.id);
  if (index === -1) return [];
  const [there, here] = [inKo[index], inEn[index]];
  const name = list === 'commands' ? '`sh` block' : '<Recorded>';
  return [
    {
      file: en.file,
      ...(here && { line: here.line }),
      found: here ? say(here) : `${inEn.length} of ${name}`,
      expected: there
        ? `${say(there)}, as in ko.mdx:${there.line}`
        : `${inKo.length} of ${name}, as in ko.mdx`,
      mend: 'Make both languages show the same, in the same order; comments in `sh` blocks may differ.',
    },
  ];
}

function inOneLine(commands: string): string {
  const line = commands.replaceAll('\n', ' ⏎ ');
  return `\`${line.length > 100 ? `${line.slice(0, 100)}…` : line}\``;
}
