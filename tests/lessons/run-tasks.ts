export type Task = () => Promise<unknown>;

/**
 * Runs groups of tasks, at most `jobs` tasks at a time. Each job takes a group that nobody else is at, so that a lesson's
 * tasks share one sandbox; when there is none left, it helps with the longest.
 */
export async function runTasks(groups: readonly (readonly Task[])[], jobs: number): Promise<void> {
  const waiting = groups.map((tasks) => ({ tasks: [...tasks], begun: false }));
  const next = (own: (typeof waiting)[number] | undefined) => {
    if (own && own.tasks.length > 0) return own;
    const left = waiting.filter(({ tasks }) => tasks.length > 0);
    return left.find(({ begun }) => !begun) ?? left.sort((a, b) => b.tasks.length - a.tasks.length)[0];
  };
  const work = async () => {
    for (let group = next(undefined); group; group = next(group)) {
      group.begun = true;
      await group.tasks.shift()?.();
    }
  };
  await Promise.all(Array.from({ length: jobs }, work));
}
