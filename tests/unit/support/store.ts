import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { learnerId, lessonId, sessionId, stepId } from '../../../sandbox/contract/ids.ts';
import type { StepVerdict, Verdict } from '../../../sandbox/contract/verdict.ts';

export const learner = learnerId.parse('local');
export const session = sessionId.parse('abcdefgh12345678');
export const lesson = lessonId.parse('layers/commit');
export const at = '2026-01-02T03:04:05.000Z';

export async function temporaryFolder(): Promise<{ path: string } & AsyncDisposable> {
  const path = await mkdtemp(join(tmpdir(), 'drydock-unit-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

export function verdictOf(step: string, verdict: Verdict = { status: 'passed' }, time = at): StepVerdict {
  return { lesson, step: stepId.parse(step), verdict, trigger: 'command', at: time };
}
