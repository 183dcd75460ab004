/**
 * npm run dev: Astro's development server in front (hot reload of pages and lessons), the Drydock server behind it,
 * restarted when its code or a `lesson.ts` changes. Lessons are validated on every change.
 */
import { spawn } from 'node:child_process';
import { watch } from 'node:fs';
import { dev } from 'astro';

const port = Number(process.env.PORT ?? 4321);
const serverPort = port + 1;
const publicUrl = `http://127.0.0.1:${port}`;

function validateLessons(): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['content/validate/cli.ts'], { stdio: 'inherit' });
    child.on('close', (code) => resolve(code ?? 1));
  });
}

/** An editor saves several files at once: validate when it has been quiet for a moment. */
function validateOnChange() {
  let timer: NodeJS.Timeout | undefined;
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(() => void validateLessons(), 150);
  };
  for (const folder of ['lessons', 'content']) watch(folder, { recursive: true }, later);
}

function startServer() {
  const env = { ...process.env, PORT: String(serverPort), DRYDOCK_PUBLIC_URL: publicUrl };
  const server = spawn(process.execPath, ['--watch', '--watch-preserve-output', 'sandbox/main.ts'], {
    stdio: 'inherit',
    env,
  });
  server.on('close', (code) => process.exit(code ?? 1));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => server.kill(signal));
}

if ((await validateLessons()) !== 0)
  console.log('The lessons have mistakes (above); pages follow once they are mended.');
const proxied = { target: `http://127.0.0.1:${serverPort}`, ws: true, changeOrigin: false };
await dev({
  server: { host: '127.0.0.1', port },
  vite: { server: { strictPort: true, proxy: { '/api': proxied, '/launch': proxied } } },
});
startServer();
validateOnChange();
