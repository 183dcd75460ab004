import { expect, test } from 'vitest';
import { askedOnce } from '../../sandbox/checks/asked-once.ts';
import type { LearnerEngine } from '../../sandbox/engine/learner-engine.ts';

test('the same question is asked once in a check, another one by itself', async () => {
  const asked: string[] = [];
  const engine = {
    image: async (name: string) => void asked.push(`image ${name}`),
    async images(options?: { all?: boolean }) {
      asked.push(`images ${options?.all}`);
      return [];
    },
    async containers() {
      asked.push('containers');
      return [];
    },
    // The rest of the port is not reached by what is tested here.
  } as unknown as LearnerEngine;
  const once = askedOnce(engine);
  await Promise.all([
    once.image('a'),
    once.image('a'),
    once.image('b'),
    once.containers(),
    once.containers(),
  ]);
  await once.images({ all: true });
  await once.images({ all: true });
  await once.images();
  expect(asked).toEqual(['image a', 'image b', 'containers', 'images true', 'images undefined']);
});

test('a question that failed fails for all who asked it', async () => {
  const engine = { image: () => Promise.reject(new Error('gone')) } as unknown as LearnerEngine;
  const once = askedOnce(engine);
  await expect(Promise.allSettled([once.image('a'), once.image('a')])).resolves.toMatchObject([
    { status: 'rejected' },
    { status: 'rejected' },
  ]);
});
