/** Proves lessons in real sandboxes (docs/authoring.md). Ends with `N passed, N failed`. */
import { join } from 'node:path';
import { type Chapter, course } from '../../content/course.ts';
import { type CatalogueLesson, LessonError, loadLessons } from '../../sandbox/checks/catalogue.ts';
import { openLearnerEngine } from '../../sandbox/engine/learner-engine-client.ts';
import { endEngine, useEngine } from '../support/engine.ts';
import { attemptsIn } from './attempt.ts';
import { isWanted, type ProveOptions, readOptions, usage } from './options.ts';
import { type Finding, tasksOf } from './proof.ts';
import { formatFinding, formatSummary } from './report.ts';
import { runTasks } from './run-tasks.ts';

const options = optionsOrEnd();
const lessons = await lessonsOrEnd();
const findings: Finding[] = [];
try {
  await proveAll();
} catch (error) {
  console.error(error);
  report({ lesson: 'all', claim: 'sandboxes can be made', fault: String(error), seconds: 0 });
} finally {
  await endEngine();
}
if (!options.json) console.log(formatSummary(findings));
process.exitCode = findings.length > 0 && findings.every((finding) => !finding.fault) ? 0 : 1;

async function proveAll(): Promise<void> {
  const { engine } = await useEngine();
  const begin = attemptsIn(engine, openLearnerEngine);
  const tasks = lessons.flatMap((lesson) => tasksOf(lesson, { begin, report, record: options.record }));
  await runTasks(tasks, options.jobs);
}

function report(finding: Finding): void {
  findings.push(finding);
  console.log(options.json ? JSON.stringify(finding) : formatFinding(finding));
}

function optionsOrEnd(): ProveOptions {
  try {
    const all = course.flatMap(({ id, lessons }) => lessons.map((lesson) => `${id}/${lesson}`));
    return readOptions(process.argv.slice(2), all);
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
    process.exit(2);
  }
}

/** Only those that are wanted: another one may be in the middle of being written. */
async function lessonsOrEnd(): Promise<readonly CatalogueLesson[]> {
  const wanted = course.map(
    (chapter): Chapter => ({
      ...chapter,
      lessons: chapter.lessons.filter((lesson) => isWanted(`${chapter.id}/${lesson}`, options)),
    }),
  );
  try {
    return (await loadLessons(join(import.meta.dirname, '../../lessons'), wanted)).lessons;
  } catch (error) {
    if (!(error instanceof LessonError)) throw error;
    console.error(`${error.message}\n\nnode content/validate/cli.ts says how to mend it.`);
    process.exit(2);
  }
}
