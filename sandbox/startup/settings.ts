import { homedir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod/mini';
import type { LogLevel } from '../log.ts';
import type { LifeLimits } from '../sessions/session-life.ts';
import { limitsInDisorder, limitVariables, readLimits } from './limits.ts';

/** Everything that the environment says, checked together. */
export interface Settings {
  host: '127.0.0.1';
  port: number;
  instance: string;
  /** Of this instance: store, token, log, the private engine's data. */
  stateDir: string;
  /** Shared by instances: things that can be built again. */
  cacheDir: string;
  dockerHost: string | undefined;
  publicUrl: URL | undefined;
  /** Sandboxes to make ahead; each costs the memory of an idle one. */
  warmSandboxes: number;
  /** How long a session may be unused. */
  limits: LifeLimits;
  logLevel: LogLevel;
}

/** What is wrong with the settings, all of it, one line each: name, what was found, what is expected. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

const variables = z.object({
  PORT: z._default(z.string(), '4321').check(
    z.refine((text) => /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535, {
      error: 'a port from 1 to 65535',
    }),
  ),
  HOST: z._default(z.string(), '127.0.0.1').check(
    z.refine((text) => text === '127.0.0.1', {
      error: '127.0.0.1: local mode opens a shell of this machine to whoever reaches it',
    }),
  ),
  DRYDOCK_INSTANCE: z._default(z.string(), 'main').check(
    z.refine((text) => /^[a-z0-9](-?[a-z0-9]){0,30}$/.test(text), {
      error: 'lower-case letters, digits and single hyphens, 31 at most',
    }),
  ),
  DRYDOCK_STATE_DIR: z.optional(z.string()),
  DRYDOCK_CACHE_DIR: z.optional(z.string()),
  XDG_STATE_HOME: z.optional(z.string()),
  DRYDOCK_PUBLIC_URL: z.optional(
    z.string().check(
      z.refine((text) => isOrigin(text), {
        error: 'an address of http or https without a path, as in https://course.example.org',
      }),
    ),
  ),
  DOCKER_HOST: z.optional(z.string()),
  DRYDOCK_WARM_SANDBOXES: z
    ._default(z.string(), '1')
    .check(z.refine((text) => /^\d{1,2}$/.test(text), { error: 'a number from 0 to 99' })),
  ...limitVariables,
  LOG_LEVEL: z._default(z.enum(['silent', 'error', 'warn', 'info', 'debug', 'trace']), 'info'),
});

/** Reads the settings; `isRoot` decides where state and cache are kept. Throws `SettingsError`. */
export function readSettings(environment: NodeJS.ProcessEnv, isRoot: boolean): Settings {
  const parsed = variables.safeParse(withoutEmpty(environment));
  if (!parsed.success)
    throw new SettingsError(parsed.error.issues.map((issue) => describe(issue, environment)).join('\n'));
  const found = parsed.data;
  const disorder = limitsInDisorder(found);
  if (disorder) throw new SettingsError(disorder);
  const [state, cache] = isRoot
    ? ['/var/lib/drydock', '/var/cache/drydock']
    : [
        join(found.XDG_STATE_HOME ?? join(homedir(), '.local/state'), 'drydock'),
        join(homedir(), '.cache/drydock'),
      ];
  return {
    host: '127.0.0.1',
    port: Number(found.PORT),
    instance: found.DRYDOCK_INSTANCE,
    stateDir: join(found.DRYDOCK_STATE_DIR ?? state, found.DRYDOCK_INSTANCE),
    cacheDir: found.DRYDOCK_CACHE_DIR ?? cache,
    dockerHost: found.DOCKER_HOST,
    publicUrl: found.DRYDOCK_PUBLIC_URL === undefined ? undefined : new URL(found.DRYDOCK_PUBLIC_URL),
    warmSandboxes: Number(found.DRYDOCK_WARM_SANDBOXES),
    limits: readLimits(found),
    logLevel: found.LOG_LEVEL,
  };
}

function isOrigin(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && /^https?:$/.test(url.protocol) && url.pathname === '/' && url.search === '';
}

/** `PORT=` in a shell means "not set". */
function withoutEmpty(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
}

function describe(issue: z.core.$ZodIssue, environment: NodeJS.ProcessEnv): string {
  const name = String(issue.path[0]);
  return `${name}=${environment[name]}\n  expected  ${issue.message}`;
}
