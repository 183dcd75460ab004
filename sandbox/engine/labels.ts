import type { SessionId } from '../contract/ids.ts';
import { sessionId } from '../contract/ids.ts';

/** Every label and every name that Drydock gives to objects of a host engine. */
const label = {
  instance: 'drydock.instance',
  session: 'drydock.session',
  release: 'drydock.release',
  role: 'drydock.role',
} as const;

/**
 * `sandbox`: container and data volume of a session. `builder`: a container that lives for the length of a build.
 * `golden`: the volume with the course's image layers. `service`: a course service and its volumes. `registry`: the volume
 * that the mirror serves.
 */
export type Role = 'sandbox' | 'builder' | 'golden' | 'service' | 'registry';

type Labels = Record<string, string>;

export function sandboxLabels(instance: string, session: SessionId, release: string): Labels {
  return {
    [label.instance]: instance,
    [label.role]: 'sandbox' satisfies Role,
    [label.session]: session,
    [label.release]: release,
  };
}

export function builderLabels(instance: string): Labels {
  return { [label.instance]: instance, [label.role]: 'builder' satisfies Role };
}

export function goldenLabels(instance: string): Labels {
  return { [label.instance]: instance, [label.role]: 'golden' satisfies Role };
}

/** `release` of a container: what it was made of; volumes have none, for they outlive releases. */
export function serviceLabels(instance: string, release?: string): Labels {
  return {
    [label.instance]: instance,
    [label.role]: 'service' satisfies Role,
    ...(release !== undefined && { [label.release]: release }),
  };
}

export function registryLabels(instance: string): Labels {
  return { [label.instance]: instance, [label.role]: 'registry' satisfies Role };
}

/** For Docker's `filters`: this instance's objects of one role, and no others. */
export function ofInstance(instance: string, role: Role): { label: string[] } {
  return { label: [`${label.instance}=${instance}`, `${label.role}=${role}`] };
}

/** The session that an object belongs to; undefined when its label is none of ours. */
export function sessionOf(labels: Labels | undefined): SessionId | undefined {
  const parsed = sessionId.safeParse(labels?.[label.session]);
  return parsed.success ? parsed.data : undefined;
}

export const releaseOf = (labels: Labels | undefined): string => labels?.[label.release] ?? '';

/** Of the sandbox's container and of its data volume. */
export const sandboxName = (instance: string, session: SessionId) => `drydock-${instance}-${session}`;
