/** What a page needs only once there is a sandbox: loaded then, in one piece. A page that is only read never does. */
export { findMetMistake, MetMistakeCard } from './met-mistake.tsx';
export { showOwnValues } from './own-values.ts';
export { PracticeMenu } from './practice-menu.tsx';
export { StepNewsLine } from './step-news-line.tsx';
export { StepPanel } from './step-panel.tsx';
export { TerminalHost } from './terminal-host.tsx';
