import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import path from 'node:path';

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** As strict as the real server's: what a page must not need. */
const policy =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** Serves a built site as any plain file server would. */
export async function serveFile(root: string, pathname: string, reply: ServerResponse): Promise<void> {
  const clean = path.posix.normalize(pathname);
  const file = clean.endsWith('/') ? `${clean}index.html` : clean;
  const body = await readFile(path.join(root, file)).catch(() => undefined);
  const found = body !== undefined;
  reply.writeHead(found ? 200 : 404, {
    'content-type': found ? (types[path.extname(file)] ?? 'application/octet-stream') : types['.html'],
    'content-security-policy': policy,
  });
  reply.end(body ?? (await readFile(path.join(root, '404.html'))));
}
