import type { Progress } from '../../sandbox/contract/http.ts';
import { ApiError, api } from '../lib/api.ts';
import { say } from '../lib/page.ts';
import { showImageSource } from './image-source.ts';

const all = (selector: string, root: ParentNode = document) => [
  ...root.querySelectorAll<HTMLElement>(selector),
];
const isDone = (item: HTMLElement) => item.dataset.progress === 'done';

/** Marks what the learner has done on the lists of lessons. Without a server or a sign-in they stay as they are. */
async function showProgress() {
  const { steps } = await api.progress();
  const items = all('[data-course-lesson]');
  for (const item of items) markLesson(item, steps);
  const next = items.find((item) => !isDone(item));
  for (const chapter of all('[data-chapter]')) {
    countLessons(chapter.querySelector('[data-chapter-done]'), all('[data-course-lesson]', chapter));
    if (chapter instanceof HTMLDetailsElement && location.hash === '')
      chapter.open = chapter.contains(next ?? null);
  }
  countLessons(document.querySelector('[data-course-done]'), items);
  if (items.some((item) => item.dataset.progress)) offerToContinue(next);
}

function markLesson(item: HTMLElement, steps: Progress['steps']) {
  const total = item.dataset.steps?.split(' ') ?? [];
  const done = total.filter((id) =>
    steps.some(({ lesson, step }) => lesson === item.dataset.courseLesson && step === id),
  ).length;
  if (done === 0) return;
  item.dataset.progress = done === total.length ? 'done' : 'begun';
  const line = item.querySelector('[data-done]');
  if (line) line.textContent = say('stepsDone', { done, total: total.length });
}

function countLessons(line: Element | null, items: HTMLElement[]) {
  const done = items.filter(isDone).length;
  if (line && done > 0) line.textContent = say('lessonsDone', { done, total: items.length });
}

/** The page's button leads to where the learner was. */
function offerToContinue(item: HTMLElement | undefined) {
  const next = item?.querySelector('a');
  const start = document.querySelector<HTMLAnchorElement>('[data-start]');
  if (!start || !next) return;
  start.href = next.href;
  start.textContent = say('continueLesson', { title: next.textContent ?? '' });
  document.querySelector('[data-start-hint]')?.remove();
}

/** A chapter that an address names is open; the browser has not scrolled to what was closed. */
function openNamedChapter() {
  const chapter = document.getElementById(location.hash.slice(1));
  if (!(chapter instanceof HTMLDetailsElement)) return;
  chapter.open = true;
  chapter.scrollIntoView();
}

window.addEventListener('hashchange', openNamedChapter);
openNamedChapter();
showImageSource();
showProgress().catch((error: unknown) => {
  if (!(error instanceof ApiError)) throw error;
});
