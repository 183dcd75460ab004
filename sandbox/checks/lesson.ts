import type { Language } from '../contract/ids.ts';
import type { Collector } from './evidence.ts';

/**
 * A text in both languages. Inline code stands in backticks; `{name}` is replaced by a value of the verdict,
 * set as a value and never as markup. A blank line starts a paragraph.
 */
export type Text = Record<Language, string>;

/** Values that a diagnosis shows: the learner's own names, ids and numbers. */
export type Values = Record<string, string | number>;

/** What a judge may say. It is pure: same evidence, same judgement. */
export type Judgement =
  | { status: 'passed'; values?: Values }
  | { status: 'mistake'; mistake: string; values?: Values }
  | { status: 'not-yet'; values?: Values };

export const passed = (values?: Values): Judgement => ({ status: 'passed', ...(values && { values }) });
export const notYet = (values?: Values): Judgement => ({ status: 'not-yet', ...(values && { values }) });
export const mistake = (id: string, values?: Values): Judgement => ({
  status: 'mistake',
  mistake: id,
  ...(values && { values }),
});

/** Commands as a learner would type them in the terminal, one after the other. */
export type Commands = readonly string[];

/** A mistake that the step recognises. */
export interface Mistake {
  /** Leads to the mistake from the step's start state: this is what the proof runs. */
  commands: Commands;
  /** What was seen (with the learner's own values), why, and the next small step, in that order. */
  diagnosis: Text;
}

export interface StepDefinition<Collect extends Record<string, Collector<unknown>>> {
  id: string;
  /** Evidence that the judge needs, by name. */
  collect: Collect;
  judge(
    evidence: { [Name in keyof Collect]: Collect[Name] extends Collector<infer Value> ? Value : never },
  ): Judgement;
  /** Mildest first, at least two. */
  hints: readonly [Text, Text, ...Text[]];
  solution: { commands: Commands; explanation?: Text };
  /** Other ways that must pass as well. */
  alternatives?: Readonly<Record<string, Commands>>;
  mistakes: Readonly<Record<string, Mistake>>;
  /** Shown when the learner asked for a check and the judge says `notYet`: neutral, what is looked for and not how. */
  missing?: Text;
  /** Shown when the step has passed. */
  note?: Text;
  points?: number;
}

export type AnyStep = StepDefinition<Record<string, Collector<unknown>>>;

export interface LessonDefinition {
  /** Course images that the lesson needs. */
  images: readonly string[];
  /** Measured by trying. */
  minutes: number;
  shortPath?: boolean;
  /** Makes the start state, as the learner, in the learner's own home. Must be repeatable: it begins by clearing what it makes. */
  start: Commands;
  steps: readonly [AnyStep, ...AnyStep[]];
  /** Commands whose printed output the lesson shows; recorded by `npm run lessons -- --record`. */
  outputs?: Readonly<Record<string, RecordedCommand>>;
}

export interface RecordedCommand {
  /** Run after the solution of this step; from the start state when absent. */
  after?: string;
  command: string;
}

/** Keeps the types of a step's evidence together with its judge. */
export function defineStep<const Collect extends Record<string, Collector<unknown>>>(
  step: StepDefinition<Collect>,
): AnyStep {
  // The runner hands `judge` exactly what `collect` gathered, so forgetting the precise type here is safe.
  return step as unknown as AnyStep;
}

export function defineLesson(lesson: LessonDefinition): LessonDefinition {
  return lesson;
}
