/** Runs tasks, at most `jobs` at a time, in their order. */
export async function runTasks(tasks: readonly (() => Promise<unknown>)[], jobs: number): Promise<void> {
  const waiting = [...tasks];
  const work = async () => {
    for (let task = waiting.shift(); task; task = waiting.shift()) await task();
  };
  await Promise.all(Array.from({ length: jobs }, work));
}
