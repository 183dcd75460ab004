import type { LiveTexts } from '../../content/texts/ui.ts';
import type { PreparationStage } from '../../sandbox/contract/http.ts';
import { say } from '../lib/page.ts';
import type { PracticeView } from '../lib/practice-view.ts';
import { Localized } from './rich-text.tsx';

type Waiting = Exclude<PracticeView, { kind: 'terminal' }>;

/** Why there is no terminal yet, what is being done about it, and what the learner can do. */
export function PracticeState({ view, onRetry }: { view: Waiting; onRetry(): void }) {
  switch (view.kind) {
    case 'connecting':
      return <State title={say('connectingTitle')} busy />;
    case 'lost':
      return <State title={say('serverLost')} busy />;
    case 'not-signed-in':
      return (
        <State title={say('notSignedInTitle')}>
          <p>{say('notSignedInText')}</p>
          <pre>
            <code>http://127.0.0.1:4321/launch?token=…</code>
          </pre>
          <p>{say('notSignedInWhy')}</p>
        </State>
      );
    case 'no-api':
      return (
        <State title={say('readingOnlyTitle')}>
          <p>{say('noApiText')}</p>
        </State>
      );
    case 'reading-only':
      return (
        <State title={say('readingOnlyTitle')}>
          {view.reason && <Localized text={view.reason} />}
          <p>{say('readingOnlyText')}</p>
        </State>
      );
    case 'preparing':
      return (
        <State title={say('waitingTitle')}>
          <p>{say('waitingText')}</p>
          <Stages stages={view.preparation.stages} />
        </State>
      );
    case 'starting':
    case 'resetting':
      return (
        <State title={say(view.kind === 'starting' ? 'startingTitle' : 'resettingTitle')} busy>
          {view.detail && <Localized text={view.detail} />}
        </State>
      );
    case 'failed':
    case 'stopped':
      return (
        <State title={say(view.kind === 'failed' ? 'failedTitle' : 'stoppedTitle')}>
          {view.detail && <Localized text={view.detail} />}
          <button type="button" class="button primary" onClick={onRetry}>
            {say(view.kind === 'failed' ? 'tryAgain' : 'goOn')}
          </button>
        </State>
      );
  }
}

function State({
  title,
  busy = false,
  children,
}: {
  title: string;
  busy?: boolean;
  children?: preact.ComponentChildren;
}) {
  return (
    <div class="practice-state" role="status">
      <h3 class={busy ? 'busy' : undefined}>{title}</h3>
      {children}
    </div>
  );
}

const stageName: Record<PreparationStage['id'], keyof LiveTexts> = {
  'host-engine': 'stageHostEngine',
  'sandbox-image': 'stageSandboxImage',
  'course-images': 'stageCourseImages',
  'golden-store': 'stageGoldenStore',
  services: 'stageServices',
};
const stageState: Record<PreparationStage['state'], keyof LiveTexts> = {
  waiting: 'stageWaiting',
  running: 'stageRunning',
  done: 'stageDone',
  failed: 'stageFailed',
};

function Stages({ stages }: { stages: PreparationStage[] }) {
  return (
    <ol class="stages">
      {stages.map((stage) => (
        <li key={stage.id} data-state={stage.state}>
          <span class="stage-name">{say(stageName[stage.id])}</span>
          <span class="stage-state">
            {say(stageState[stage.state])}
            {stage.state === 'running' && stage.elapsedMs
              ? ` · ${say('seconds', { n: Math.round(stage.elapsedMs / 1000) })}`
              : ''}
          </span>
          {typeof stage.progress === 'number' && stage.state === 'running' && (
            <progress value={stage.progress} max={1} aria-label={say(stageName[stage.id])} />
          )}
          {stage.detail && stage.state !== 'done' && (
            <div class="stage-detail">
              <Localized text={stage.detail} />
            </div>
          )}
        </li>
      ))}
    </ol>
  );
}
