/** What of a request to `registry-1.docker.io` decides its answer. */
export interface RegistryRequest {
  method: string;
  /** Without the query. */
  path: string;
  hasToken: boolean;
}

export interface RegistryAnswer {
  status: number;
  headers: Record<string, string>;
  body: object;
}

/** Where tokens come from. Plain HTTP at the sandbox's own address: BuildKit asks through the client, which knows no CA of ours. */
export const tokenRealm = 'http://127.0.0.1:55443/token';
const service = 'registry.docker.io';

/** Names with `library/`, as in addresses of the registry. */
export interface KnownImages {
  /** Those that exist; of all others nobody is told more than that access is denied. */
  repositories: ReadonlySet<string>;
  /** Images with tag that the mirror has: who asks here for one of them has found no mirror. */
  mirrored: ReadonlySet<string>;
}

/** The registry that is asked once the mirror has no such image: it has none either, and says so in Docker Hub's words. */
export function answerRegistry(
  { method, path, hasToken }: RegistryRequest,
  { repositories, mirrored }: KnownImages,
): RegistryAnswer {
  if (path === '/v2/' || path === '/v2') return hasToken ? reply(200, {}) : challenge();
  const [, repository, kind, reference] =
    /^\/v2\/(.{1,255})\/(manifests|blobs|tags)\/(.{1,255})$/.exec(path) ?? [];
  if (repository === undefined || reference === undefined) return reply(404, { errors: [] });
  const reading = method === 'GET' || method === 'HEAD';
  const scope = `repository:${repository}:${reading ? 'pull' : 'pull,push'}`;
  if (!hasToken) return challenge(scope);
  if (!reading || !repositories.has(repository)) return refuse(repository, scope);
  if (kind === 'manifests' && mirrored.has(`${repository}:${reference}`))
    return problem(429, 'TOOMANYREQUESTS', noMirror, { name: repository });
  if (kind === 'manifests')
    return problem(404, 'MANIFEST_UNKNOWN', 'manifest unknown', `unknown tag=${reference}`);
  return problem(404, 'NAME_UNKNOWN', 'repository name not known to registry', { name: repository });
}

const noMirror = 'the images of the course are still being packed for docker pull: try again in a minute';

/** `Authorization: Basic` means `docker login`: there are no accounts here. Everybody else gets a token that opens nothing. */
export function answerToken({ hasPassword, now }: { hasPassword: boolean; now: Date }): RegistryAnswer {
  if (hasPassword) return reply(401, { details: 'incorrect username or password' });
  const token = 'anonymous';
  return reply(200, { token, access_token: token, expires_in: 300, issued_at: now.toISOString() });
}

function challenge(scope?: string, error?: string): RegistryAnswer {
  const answer = problem(401, 'UNAUTHORIZED', 'authentication required', null);
  const parts = [`Bearer realm="${tokenRealm}"`, `service="${service}"`];
  if (scope !== undefined) parts.push(`scope="${scope.replace(/["\\]/g, '')}"`);
  if (error !== undefined) parts.push(`error="${error}"`);
  return { ...answer, headers: { ...answer.headers, 'www-authenticate': parts.join(',') } };
}

function refuse(repository: string, scope: string): RegistryAnswer {
  const answer = challenge(scope, 'insufficient_scope');
  const detail = [{ Type: 'repository', Class: '', Name: repository, Action: scope.split(':').at(-1) }];
  return { ...answer, body: errors('UNAUTHORIZED', 'authentication required', detail) };
}

/** Docker shows an error in its own words only if it has a `detail`. */
const errors = (code: string, message: string, detail: unknown) => ({ errors: [{ code, message, detail }] });

const problem = (status: number, code: string, message: string, detail: unknown) =>
  reply(status, errors(code, message, detail));

const reply = (status: number, body: object): RegistryAnswer => ({
  status,
  headers: { 'content-type': 'application/json', 'docker-distribution-api-version': 'registry/2.0' },
  body,
});
