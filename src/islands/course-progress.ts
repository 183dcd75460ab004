import { ApiError, api } from '../lib/api.ts';
import { say } from '../lib/page.ts';
import { showImageSource } from './image-source.ts';

/** Marks what the learner has done on the list of lessons. Without a server or a sign-in the list stays as it is. */
async function showProgress() {
  const { steps } = await api.progress();
  const items = [...document.querySelectorAll<HTMLElement>('[data-course-lesson]')];
  for (const item of items) {
    const total = item.dataset.steps?.split(' ') ?? [];
    const done = total.filter((id) =>
      steps.some(({ lesson, step }) => lesson === item.dataset.courseLesson && step === id),
    );
    if (done.length > 0) mark(item, done.length, total.length);
  }
  if (items.some((item) => item.dataset.progress)) offerToContinue(items);
}

function mark(item: HTMLElement, done: number, total: number) {
  item.dataset.progress = done === total ? 'done' : 'begun';
  const line = item.querySelector('[data-done]');
  if (line) line.textContent = say('stepsDone', { done, total });
}

/** The first page's button leads to where the learner was. */
function offerToContinue(items: HTMLElement[]) {
  const next = items.find((item) => item.dataset.progress !== 'done')?.querySelector('a');
  const start = document.querySelector<HTMLAnchorElement>('[data-start]');
  if (!start || !next) return;
  start.href = next.href;
  start.textContent = say('continueLesson', { title: next.textContent ?? '' });
  document.querySelector('[data-start-hint]')?.remove();
}

showImageSource();
showProgress().catch((error: unknown) => {
  if (!(error instanceof ApiError)) throw error;
});
