import { validateLesson } from '../../content/validate/lesson-folder.ts';
import { formatProblem } from '../../content/validate/problem.ts';
import type { Finding } from './known-proofs.ts';

/** What needs no sandbox: both languages tell the same, links lead somewhere, outputs are recorded. */
export async function examineTexts(lessonsDir: string, lesson: string): Promise<Finding[]> {
  const begun = performance.now();
  const { problems } = await validateLesson(lessonsDir, lesson);
  const claim = 'texts, links and recordings are in order';
  const seconds = (performance.now() - begun) / 1000;
  if (problems.length === 0) return [{ lesson, claim, seconds }];
  return problems.map((problem) => ({ lesson, claim, fault: formatProblem(problem).trimEnd(), seconds }));
}
