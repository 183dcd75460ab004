/** Proves lessons in real sandboxes (docs/authoring.md). Ends with `N passed, N failed`. */
import { join } from 'node:path';
import { type CatalogueLesson, LessonError, loadLessons } from '../../sandbox/checks/catalogue.ts';
import { openLearnerEngine } from '../../sandbox/engine/learner-engine-client.ts';
import { endEngine, useEngine } from '../support/engine.ts';
import { attemptsIn } from './attempt.ts';
import { isWanted, type ProveOptions, readOptions, usage } from './options.ts';
import { type Finding, tasksOf } from './proof.ts';
import { formatFinding, formatSummary } from './report.ts';
import { runTasks } from './run-tasks.ts';

const lessons = await lessonsOrEnd();
const options = optionsOrEnd();
const findings: Finding[] = [];
try {
  await proveAll(lessons.filter((lesson) => isWanted(lesson.id, options)));
} catch (error) {
  console.error(error);
  report({ lesson: 'all', claim: 'sandboxes can be made', fault: String(error), seconds: 0 });
} finally {
  await endEngine();
}
if (!options.json) console.log(formatSummary(findings));
process.exitCode = findings.length > 0 && findings.every((finding) => !finding.fault) ? 0 : 1;

async function proveAll(wanted: readonly CatalogueLesson[]): Promise<void> {
  const { engine } = await useEngine();
  const begin = attemptsIn(engine, openLearnerEngine);
  const tasks = wanted.flatMap((lesson) => tasksOf(lesson, { begin, report, record: options.record }));
  await runTasks(tasks, options.jobs);
}

function report(finding: Finding): void {
  findings.push(finding);
  console.log(options.json ? JSON.stringify(finding) : formatFinding(finding));
}

async function lessonsOrEnd(): Promise<readonly CatalogueLesson[]> {
  try {
    return (await loadLessons(join(import.meta.dirname, '../../lessons'))).lessons;
  } catch (error) {
    if (!(error instanceof LessonError)) throw error;
    console.error(`${error.message}\n\nnode content/validate/cli.ts says how to mend it.`);
    process.exit(2);
  }
}

function optionsOrEnd(): ProveOptions {
  try {
    return readOptions(
      process.argv.slice(2),
      lessons.map((lesson) => lesson.id),
    );
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
    process.exit(2);
  }
}
