import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const script = /<script\b([^>]*)>([\s\S]*?)<\/script[^>]*>/gi;

/** CSP sources for the inline scripts of every page in a folder; data blocks (JSON) are none. */
export async function hashInlineScripts(folder: string): Promise<string[]> {
  if (!existsSync(folder)) return [];
  const names = await readdir(folder, { recursive: true });
  const pages = names.filter((name) => name.endsWith('.html'));
  const found = await Promise.all(
    pages.map(async (name) => inlineScripts(await readFile(join(folder, name), 'utf8'))),
  );
  const hashes = found.flat().map((text) => createHash('sha256').update(text).digest('base64'));
  return [...new Set(hashes)].sort().map((hash) => `'sha256-${hash}'`);
}

export function inlineScripts(html: string): string[] {
  return [...html.matchAll(script)]
    .filter(([, attributes = '']) => !/\ssrc\s*=/i.test(attributes) && isScript(attributes))
    .map(([, , text = '']) => text);
}

function isScript(attributes: string): boolean {
  const type = /\stype\s*=\s*["']?([^"'\s>]*)/i.exec(attributes)?.[1] ?? '';
  return [
    '',
    'module',
    'text/javascript',
    'application/javascript',
    'speculationrules',
    'importmap',
  ].includes(type.toLowerCase());
}
