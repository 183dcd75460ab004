import { LessonError } from '../checks/catalogue.ts';
import { StoreError } from '../store/store-error.ts';
import { InstanceInUse } from './instance-lock.ts';
import { type Settings, SettingsError } from './settings.ts';

/** What a person at the console can do about an error at start. Undefined: it is a fault of ours. */
export function explainStartError(
  error: unknown,
  settings: Settings | undefined,
): [what: string, whatNow: string] | undefined {
  if (error instanceof SettingsError)
    return [`these settings cannot be used:\n\n${error.message}\n`, 'correct them and start again.'];
  if (error instanceof InstanceInUse)
    return [
      `the instance "${settings?.instance}" is already running (process ${error.pid}).`,
      'use that one, stop it first, or set DRYDOCK_INSTANCE and PORT for a second one.',
    ];
  if (error instanceof LessonError)
    return [error.message, 'mend the lesson; `npm run dev` shows it while you do.'];
  if (error instanceof StoreError) return explainStore(error, settings);
  return error instanceof Error && 'code' in error
    ? explainSystem(String(error.code), error, settings)
    : undefined;
}

/** Why the practice environment could not be prepared, and what to do. Scripts and engines say that a disk is full in words only. */
export function explainPreparationError(
  error: unknown,
  { stateDir, cacheDir }: Pick<Settings, 'stateDir' | 'cacheDir'>,
): [what: string, whatNow: string] {
  const message = error instanceof Error ? error.message : String(error);
  if (/no space left on device|ENOSPC/i.test(message))
    return [
      'the practice environment could not be prepared, because a disk is full.',
      `make room for 6 GB where ${stateDir} and ${cacheDir} are, and start again; what was finished is kept. Lessons can be read meanwhile. It said: ${message}`,
    ];
  return [
    `the practice environment could not be prepared: ${message}`,
    'run `npm run doctor`, mend what it names, and start again. Lessons can be read meanwhile.',
  ];
}

function explainStore(error: StoreError, settings: Settings | undefined): [string, string] {
  const place = settings?.stateDir;
  if (error.code === 'newer-schema') return ['the stored data is newer than this release.', error.message];
  if (error.code === 'disk-full')
    return [`the disk that holds ${place} is full.`, 'free some space and start again; nothing was lost.'];
  if (error.code === 'damaged')
    return [
      `the store in ${place} is damaged.`,
      `put a copy from ${place}/backups in its place, or move it away to begin anew.`,
    ];
  return [`the store in ${place} cannot be opened: ${error.message}.`, 'look at its permissions.'];
}

function explainSystem(
  code: string,
  error: Error,
  settings: Settings | undefined,
): [string, string] | undefined {
  const port = settings?.port;
  const nextPort = port === undefined ? 4322 : port + 1;
  const words: Record<string, [string, string]> = {
    EADDRINUSE: [
      `port ${port} is in use by another program.`,
      `choose another one: PORT=${nextPort} npm start`,
    ],
    EACCES: [
      `something is not permitted: ${error.message}.`,
      'choose a port above 1023, or a DRYDOCK_STATE_DIR that you may write to.',
    ],
    ENOSPC: [
      `the disk that holds ${settings?.stateDir} is full.`,
      'free some space and start again; nothing was lost.',
    ],
    EROFS: [`${settings?.stateDir} cannot be written to.`, 'set DRYDOCK_STATE_DIR to a folder that can.'],
  };
  return words[code];
}
