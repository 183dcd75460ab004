/** The course services, each in a container of its own. `gate` is the package cache's way out and serves nobody else. */
export const serviceNames = ['mirror', 'hub', 'gate', 'packages'] as const;
export type ServiceName = (typeof serviceNames)[number];

/** Host ids, one for each: neither root nor in the range of sandboxes (700000 to 765535). */
export const serviceUser: Readonly<Record<ServiceName, number>> = {
  mirror: 690_001,
  hub: 690_002,
  packages: 690_003,
  gate: 690_004,
};

/** Of one instance. `sockets` is what sandboxes see, read-only, at /services. */
export const volumesOf = (instance: string) => ({
  sockets: `drydock-services-${instance}`,
  keys: `drydock-services-${instance}-keys`,
  cache: `drydock-services-${instance}-packages`,
  gate: `drydock-services-${instance}-gate`,
});

export const containerNameOf = (instance: string, service: ServiceName) =>
  `drydock-services-${instance}-${service}`;
