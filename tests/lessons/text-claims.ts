import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { validateLesson } from '../../content/validate/lesson-folder.ts';
import { readLessonText } from '../../content/validate/lesson-text.ts';
import { formatProblem } from '../../content/validate/problem.ts';
import { findGaps } from './gaps.ts';
import type { Finding } from './known-proofs.ts';
import { solutionPasses } from './proof.ts';

/** What needs no sandbox: both languages tell the same, links lead somewhere, outputs are recorded. */
export async function examineTexts(lessonsDir: string, lesson: string): Promise<Finding[]> {
  const begun = performance.now();
  const { problems } = await validateLesson(lessonsDir, lesson);
  const claim = 'texts, links and recordings are in order';
  const seconds = (performance.now() - begun) / 1000;
  const gaps = await findGaps(lessonsDir, lesson);
  const faults = [
    ...problems.map((problem) => ({ claim, fault: formatProblem(problem).trimEnd() })),
    ...(gaps.length > 0 ? [{ claim: 'nothing is left to fill in', fault: gaps.join('\n') }] : []),
  ];
  return faults.length === 0
    ? [{ lesson, claim, seconds }]
    : faults.map((fault) => ({ lesson, ...fault, seconds }));
}

/** `<Value>`s of a lesson's texts that its solutions do not give: a text can be newer than the proof. */
export async function examineValues(
  lessonsDir: string,
  lesson: string,
  proved: readonly Finding[],
): Promise<Finding[]> {
  const given = new Map(
    proved
      .filter(({ claim, fault }) => claim === solutionPasses && fault === undefined)
      .map(({ step, values }) => [step, values ?? []]),
  );
  const texts = await Promise.all(
    ['ko', 'en'].map(async (language) => {
      const name = `${language}.mdx`;
      // A text that is not written yet is a problem that the validator names.
      const source = await readFile(join(lessonsDir, lesson, name), 'utf8').catch(() => '');
      return readLessonText(`lessons/${lesson}/${name}`, source).text;
    }),
  );
  const claim = 'values in the texts are given by the judges';
  return texts.flatMap(({ file, values }) =>
    values.flatMap(({ id, line }): Finding[] => {
      const [step = '', name = ''] = id.split('.');
      const known = given.get(step);
      // A solution that does not pass is a finding of its own.
      if (!known || known.includes(name)) return [];
      const fault = `${file}:${line} shows ${name}; the step ${step} passes with ${known.join(', ') || 'no values'}`;
      return [{ lesson, step, claim, fault, seconds: 0 }];
    }),
  );
}
