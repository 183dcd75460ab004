/** Proves lessons in real sandboxes (docs/authoring.md). Ends with `N passed, N failed`. */
import { type Chapter, course } from '../../content/course.ts';
import { type CatalogueLesson, LessonError, loadLessons } from '../../sandbox/checks/catalogue.ts';
import { openLearnerEngine } from '../../sandbox/engine/learner-engine-client.ts';
import { endEngine, testSurroundings, useEngine } from '../support/engine.ts';
import { attemptsIn } from './attempt.ts';
import { hashProof } from './dependencies.ts';
import { type Finding, KnownProofs } from './known-proofs.ts';
import { isWanted, type ProveOptions, readOptions, usage } from './options.ts';
import { tasksOf } from './proof.ts';
import { formatFinding, formatSummary, formatTimes } from './report.ts';
import { runTasks, type Task } from './run-tasks.ts';
import { SandboxPool } from './sandbox-pool.ts';
import { examineTexts, examineValues } from './text-claims.ts';

/** A lesson's cases may take its images away: then the next one needs another sandbox. */
const sandboxesOfLesson = 3;

const options = optionsOrEnd();
const known = new KnownProofs(testSurroundings.cacheDir);
const findings: Finding[] = [];
let fromLastRun = 0;

// What is about to be recorded cannot be looked at before.
if (!options.record) await lookAtTexts();
const lessons = await lessonsOrEnd();
const toProve: CatalogueLesson[] = [];
for (const lesson of lessons) if (!(await isKnown(lesson))) toProve.push(lesson);
if (toProve.length > 0) await proveAll();
if (options.record) await lookAtTexts();
for (const { id } of lessons) {
  const own = findings.filter(({ lesson }) => lesson === id);
  for (const found of await examineValues(options.lessonsDir, id, own)) report(found);
}

if (!options.json) {
  console.log(formatTimes(findings.slice(fromLastRun)));
  console.log(formatSummary(findings, fromLastRun));
}
process.exitCode = findings.length > 0 && findings.every((finding) => !finding.fault) ? 0 : 1;

async function lookAtTexts(): Promise<void> {
  const ids = course.flatMap((chapter) => chapter.lessons.map((lesson) => `${chapter.id}/${lesson}`));
  for (const id of ids.filter((each) => isWanted(each, options)))
    for (const found of await examineTexts(options.lessonsDir, id)) report(found);
}

/** Reports what the last run has found when nothing has changed since. */
async function isKnown(lesson: CatalogueLesson): Promise<boolean> {
  if (options.all || options.record || options.step !== undefined) return false;
  const proof = await known.find(lesson.id, await hashProof(lesson.folder));
  if (!proof) return false;
  await KnownProofs.show(lesson.id, proof);
  findings.unshift(...proof.findings);
  fromLastRun += proof.findings.length;
  if (options.json)
    for (const found of proof.findings) console.log(JSON.stringify({ ...found, known: true }));
  else console.log(`· ${lesson.id.padEnd(32)} ${proof.findings.length} from the last run, ${proof.provedAt}`);
  return true;
}

async function proveAll(): Promise<void> {
  try {
    const { engine } = await useEngine();
    const expected = toProve.length === 1 ? options.jobs : toProve.length * sandboxesOfLesson;
    await using pool = new SandboxPool(engine, expected);
    const begin = attemptsIn(pool, openLearnerEngine);
    await runTasks(
      toProve.map((lesson) => keeping(lesson, begin)),
      options.jobs,
    );
  } catch (error) {
    console.error(error);
    report({ lesson: 'all', claim: 'sandboxes can be made', fault: String(error), seconds: 0 });
  } finally {
    await endEngine();
  }
}

/** A lesson's tasks; with the last of them all that they found is kept for the next run. */
function keeping(lesson: CatalogueLesson, begin: ReturnType<typeof attemptsIn>): Task[] {
  const own: Finding[] = [];
  const take = (finding: Finding) => {
    own.push(finding);
    report(finding);
  };
  const { record, step } = options;
  const tasks = tasksOf(lesson, { begin, report: take, record, ...(step !== undefined && { step }) });
  const before = hashProof(lesson.folder);
  let left = tasks.length;
  return tasks.map((task) => async () => {
    await task();
    left -= 1;
    if (left === 0) await keep(lesson, own, await before);
  });
}

/** Not when a file has changed meanwhile, but for the recordings: it would be the proof of something else. */
async function keep(lesson: CatalogueLesson, own: readonly Finding[], before: string): Promise<void> {
  const hash = await hashProof(lesson.folder);
  const proof = { hash, provedAt: new Date().toISOString(), findings: [...own] };
  await KnownProofs.show(lesson.id, proof);
  if (options.step === undefined && (hash === before || options.record)) await known.keep(lesson.id, proof);
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
    return (await loadLessons(options.lessonsDir, wanted)).lessons;
  } catch (error) {
    if (!(error instanceof LessonError)) throw error;
    console.error(`${error.message}\n\nnode content/validate/cli.ts says how to mend it.`);
    process.exit(2);
  }
}
