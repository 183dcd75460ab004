/** docker-registry's settings, as JSON, which is YAML too. */
export function registryConfig({
  root,
  socket,
  readOnly,
}: {
  root: string;
  socket: string;
  readOnly: boolean;
}) {
  return JSON.stringify({
    version: '0.1',
    log: { level: 'error', accesslog: { disabled: true } },
    storage: {
      filesystem: { rootdirectory: root },
      cache: { blobdescriptor: 'inmemory' },
      maintenance: { uploadpurging: { enabled: false }, readonly: { enabled: readOnly } },
    },
    http: { net: 'unix', addr: socket },
  });
}

/** Its files and its socket are for everybody: it holds nothing that is not public. */
export function registryCommand(options: { root: string; socket: string; readOnly: boolean }): string[] {
  const script =
    'umask 0; rm -f "$2"; printf %s "$1" >/tmp/registry.yml; exec docker-registry serve /tmp/registry.yml';
  return ['sh', '-c', script, 'sh', registryConfig(options), options.socket];
}
