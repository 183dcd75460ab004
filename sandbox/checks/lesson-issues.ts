import * as z from 'zod/mini';
import type { LessonDefinition, Text } from './lesson.ts';
import { lessonSchema } from './lesson-schema.ts';
import { placeholders, visibleValue } from './verdict-text.ts';

/** Something wrong in a `lesson.ts`, said so that its author can mend it. */
export interface LessonIssue {
  /** Where in the definition: keys and indexes; a step is named by its id where it has one. */
  path: readonly (string | number)[];
  found: string;
  expected: string;
  mend: string;
}

/** Checks a `lesson.ts`'s export as far as it can be without running anything. All issues at once. */
export function examineLesson(
  exported: unknown,
): { lesson: LessonDefinition; issues: [] } | { lesson?: undefined; issues: LessonIssue[] } {
  const parsed = lessonSchema.safeParse(exported, { reportInput: true });
  if (!parsed.success) return { issues: parsed.error.issues.map((issue) => toIssue(issue, exported)) };
  // The schema has looked at every part; only the types of evidence and judge cannot be seen at run time.
  const lesson = exported as LessonDefinition;
  const issues = [...duplicateSteps(lesson), ...strayOutputs(lesson), ...unbalancedTexts(lesson)];
  if (issues.length === 0) return { lesson, issues: [] };
  return { issues };
}

type SchemaIssue = { path: PropertyKey[]; message: string; input?: unknown };

function toIssue(issue: SchemaIssue, exported: unknown): LessonIssue {
  const [expected = '', mend = 'See docs/authoring.md.'] = issue.message.split('\n');
  const path = issue.path.map((key) => (typeof key === 'symbol' ? String(key) : key));
  return { path: withStepId(path, exported), found: describe(issue.input), expected, mend };
}

/** `steps.1.hints` says little: the step's id stands for its index where there is one. */
function withStepId(path: (string | number)[], exported: unknown): (string | number)[] {
  const [head, index] = path;
  if (head !== 'steps' || typeof index !== 'number') return path;
  const named = z.object({ steps: z.array(z.unknown()) }).safeParse(exported);
  const id = z.object({ id: z.string() }).safeParse(named.data?.steps[index]).data?.id;
  return id ? ['steps', id, ...path.slice(2)] : path;
}

function describe(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : `a list of ${value.length}`;
  if (typeof value === 'string')
    return value === '' ? 'an empty text' : `\`${visibleValue(value.slice(0, 80))}\``;
  if (typeof value === 'number' || typeof value === 'boolean') return `\`${value}\``;
  return value === null ? 'null' : `${typeof value === 'object' ? 'an object' : `a ${typeof value}`}`;
}

function duplicateSteps(lesson: LessonDefinition): LessonIssue[] {
  const ids = lesson.steps.map((each) => each.id);
  return ids
    .filter((id, index) => ids.indexOf(id) !== index)
    .map((id) => ({
      path: ['steps', id, 'id'],
      found: `\`${id}\` twice`,
      expected: 'each step id once in a lesson',
      mend: 'Rename one of the two steps.',
    }));
}

function strayOutputs(lesson: LessonDefinition): LessonIssue[] {
  const ids = lesson.steps.map((each) => each.id);
  return Object.entries(lesson.outputs ?? {})
    .filter(([, { after }]) => after !== undefined && !ids.includes(after))
    .map(([id, { after }]) => ({
      path: ['outputs', id, 'after'],
      found: `\`${after}\``,
      expected: `one of the lesson's steps (${ids.join(', ')})`,
      mend: 'Correct `after`, or leave it out for the start state.',
    }));
}

function unbalancedTexts(lesson: LessonDefinition): LessonIssue[] {
  return lesson.steps.flatMap((each) =>
    textsOf(each).flatMap(([path, { ko, en }]) => {
      const at = ['steps', each.id, ...path];
      return [
        ...differentPlaceholders(at, ko, en),
        ...openCode([...at, 'ko'], ko),
        ...openCode([...at, 'en'], en),
      ];
    }),
  );
}

type Step = LessonDefinition['steps'][number];
type TextAt = [path: (string | number)[], text: Text];

function textsOf(each: Step): TextAt[] {
  const mistakes = Object.entries(each.mistakes);
  const optional: [string[], Step['note']][] = [
    [['solution', 'explanation'], each.solution.explanation],
    [['missing'], each.missing],
    [['note'], each.note],
  ];
  return [
    ...each.hints.map((hint, index): TextAt => [['hints', index], hint]),
    ...mistakes.map(([id, { diagnosis }]): TextAt => [['mistakes', id, 'diagnosis'], diagnosis]),
    ...optional.flatMap(([path, found]): TextAt[] => (found ? [[path, found]] : [])),
  ];
}

function differentPlaceholders(path: (string | number)[], ko: string, en: string): LessonIssue[] {
  const [inKo, inEn] = [placeholders(ko), placeholders(en)];
  if ([...inKo].sort().join() === [...inEn].sort().join()) return [];
  const list = (names: string[]) => names.map((name) => `{${name}}`).join(' ') || 'none';
  return [
    {
      path,
      found: `ko has ${list(inKo)}, en has ${list(inEn)}`,
      expected: 'the same placeholders in both languages',
      mend: 'Use the same values in both texts; their order is free.',
    },
  ];
}

function openCode(path: (string | number)[], words: string): LessonIssue[] {
  if (words.split('`').length % 2 === 1) return [];
  return [
    {
      path,
      found: 'an odd number of backticks',
      expected: 'every `code` closed',
      mend: 'Add the missing backtick.',
    },
  ];
}
