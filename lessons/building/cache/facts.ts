import type { BuildRow } from '../../../sandbox/checks/build-record.ts';
import { isInstruction, rowsOnTop } from '../../../sandbox/checks/build-record.ts';
import { bringsFile } from '../../../sandbox/checks/image-facts.ts';
import type { OwnFiles } from '../../../sandbox/checks/image-files.ts';

export const base = 'busybox:1.35';
export const page = '/shop/page.html';

/** What the lesson looks at in a build of the shop. */
export interface ShopBuild {
  /** DiffIDs of its own layers, lowest first. */
  layers: string[];
  /** DiffID of the layer that installing the parts made. */
  installed: string;
  /** Whether the page was copied before the parts were installed. */
  pageFirst: boolean;
  /** DiffID of the last layer that brings the page. */
  pageLayer: string;
}

/** Undefined when the image is not there, stands on something else, or lacks the parts or the page. */
export function shopBuild(
  baseRows: readonly BuildRow[] | undefined,
  rows: readonly BuildRow[] | undefined,
  own: OwnFiles | undefined,
): ShopBuild | undefined {
  if (!baseRows || !rows || !own) return undefined;
  const made = rowsOnTop(baseRows, rows).filter(({ layer }) => layer !== undefined);
  if (made.length !== own.layers.length) return undefined;
  const layers = made.map(({ layer }) => layer ?? '');
  const install = made.findIndex(
    (row, at) =>
      isInstruction(row, 'RUN') && own.layers[at]?.some(({ path }) => path.startsWith('/opt/parts/')),
  );
  const withPage = own.layers.map((files, at) => (bringsFile(files, page) ? at : -1)).filter((at) => at >= 0);
  const [first, last] = [withPage.at(0), withPage.at(-1)];
  if (install === -1 || first === undefined || last === undefined) return undefined;
  return {
    layers,
    installed: layers[install] ?? '',
    pageFirst: first < install,
    pageLayer: layers[last] ?? '',
  };
}

export function sameLayers(a: ShopBuild, b: ShopBuild): boolean {
  return a.layers.length === b.layers.length && a.layers.every((layer, at) => layer === b.layers[at]);
}

export const shortId = (id: string) => id.replace(/^sha256:/, '').slice(0, 12);
