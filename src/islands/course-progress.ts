import { ApiError, api } from '../lib/api.ts';
import { say } from '../lib/page.ts';

/** Marks what the learner has done on the list of lessons. Without a server or a sign-in the list stays as it is. */
async function showProgress() {
  const { steps } = await api.progress();
  for (const item of document.querySelectorAll<HTMLElement>('[data-course-lesson]')) {
    const ids = item.dataset.steps?.split(' ') ?? [];
    const passed = new Set(
      steps.filter((step) => step.lesson === item.dataset.courseLesson).map(({ step }) => step),
    );
    const done = ids.filter((id) => [...passed].some((step) => step === id)).length;
    if (done === 0) continue;
    item.dataset.progress = done === ids.length ? 'done' : 'begun';
    const line = item.querySelector('[data-done]');
    if (line) line.textContent = say('stepsDone', { done, total: ids.length });
  }
}

showProgress().catch((error: unknown) => {
  if (!(error instanceof ApiError)) throw error;
});
