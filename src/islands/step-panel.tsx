import { useState } from 'preact/hooks';
import type { StepId } from '../../sandbox/contract/ids.ts';
import type { StepVerdict } from '../../sandbox/contract/verdict.ts';
import { type LiveState, stepStatus } from '../lib/live-state.ts';
import { say } from '../lib/page.ts';
import { useStore } from '../lib/store.ts';
import type { LessonSession } from './lesson-session.ts';
import { Localized } from './rich-text.tsx';
import { StepHints } from './step-hints.tsx';
import { StepSolution } from './step-solution.tsx';

interface Props {
  session: LessonSession;
  step: StepId;
  hintCount: number;
}

/** What stands under a step's prose: the last verdict and, for the current step, the ways to get on. */
export function StepPanel({ session, step, hintCount }: Props) {
  const state = useStore(session.state);
  const status = stepStatus(state, session.lesson, step);
  const verdict = lastVerdict(state, session.lesson, step);
  const isCurrent = state.lesson?.lesson === session.lesson && state.lesson.currentStep === step;
  return (
    <>
      {verdict && <VerdictBox verdict={verdict} status={status} />}
      {isCurrent && (
        <div class="step-actions">
          <CheckButton session={session} step={step} enabled={state.connection === 'live'} />
          <StepHints lesson={session.lesson} step={step} total={hintCount} />
          <StepSolution lesson={session.lesson} step={step} />
        </div>
      )}
    </>
  );
}

function lastVerdict(state: LiveState, lesson: string, step: StepId): StepVerdict | undefined {
  if (state.lesson?.lesson !== lesson) return undefined;
  return state.lesson.verdicts.find((entry) => entry.step === step);
}

/** "Not yet" stays silent unless it was asked for. */
function VerdictBox({ verdict: { verdict, trigger }, status }: { verdict: StepVerdict; status: string }) {
  if (verdict.status === 'passed') {
    return verdict.note ? (
      <div class="verdict passed">
        <Localized text={verdict.note} />
      </div>
    ) : null;
  }
  if (verdict.status === 'mistake') {
    return (
      <div class="verdict mistake" data-mistake={verdict.mistake}>
        <p class="verdict-title">{say('statusMistake')}</p>
        <Localized text={verdict.diagnosis} />
      </div>
    );
  }
  if (verdict.status === 'could-not-run') {
    return (
      <div class="verdict could-not-run">
        <p class="verdict-title">{say('couldNotRun')}</p>
        <Localized text={verdict.reason} />
        {verdict.willRetry && <p>{say('willRetry')}</p>}
      </div>
    );
  }
  if (trigger !== 'request' || status === 'passed') return null;
  return (
    <div class="verdict not-yet">
      {verdict.missing ? <Localized text={verdict.missing} /> : <p>{say('notYet')}</p>}
    </div>
  );
}

function CheckButton({ session, step, enabled }: { session: LessonSession; step: StepId; enabled: boolean }) {
  const [busy, setBusy] = useState(false);
  async function check() {
    if (busy || !enabled) return;
    setBusy(true);
    await session.check(step);
    setBusy(false);
  }
  return (
    <button type="button" class="button primary" aria-disabled={busy || !enabled} onClick={check}>
      {busy ? say('checking') : say('check')}
    </button>
  );
}
