/** What a page needs only once there is a sandbox: loaded then, in one piece. A page that is only read never does. */
export { helpWithLesson } from './lesson-help.tsx';
export { LifeNotice } from './life-notice.tsx';
export { PracticeMenu } from './practice-menu.tsx';
export { StepNewsLine } from './step-news-line.tsx';
export { TerminalHost } from './terminal-host.tsx';
