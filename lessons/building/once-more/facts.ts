import type { OwnFiles } from '../../../sandbox/checks/image-files.ts';
import type { LayerFile } from '../../../sandbox/checks/layer-files.ts';

export const base = 'busybox:1.35';
export const menu = '/kiosk/menu.txt';
export const tools = '/kiosk/tools.txt';
export const secrets = ['token.key', 'old/token.key'];
/** The download has 20 MB; what is left without it, a few hundred bytes. */
export const heavyBytes = 1_000_000;

const isFile = (path: string) => (each: LayerFile) => each.kind === 'file' && each.path === path;

/** A secret in any layer, from the project's root. */
export function secretInside(own: OwnFiles): string | undefined {
  return secrets.find((path) => own.layers.some((files) => files.some(isFile(`/kiosk/${path}`))));
}

/** The biggest file of all own layers. */
export function heaviest(own: OwnFiles): LayerFile | undefined {
  const files = own.layers.flat().filter(({ kind }) => kind === 'file');
  return files.sort((a, b) => b.sizeBytes - a.sizeBytes)[0];
}

/** Whether the image has the menu, and tools that come of a whole download. */
export function isComplete(own: OwnFiles): boolean {
  const hasMenu = own.layers.some((files) => files.some(isFile(menu)));
  return hasMenu && /\b20000000\b/.test(own.texts[tools] ?? '');
}

/** Which of an image's own layers brings the tools, counted from the lowest. */
export function toolsLayer(own: OwnFiles): number {
  return own.layers.findIndex((files) => files.some(isFile(tools)));
}
