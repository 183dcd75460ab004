import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { arch } from 'node:os';
import { dirname, join } from 'node:path';
import { PassThrough, type Readable } from 'node:stream';
import type { CourseImageName } from '../../../content/images.ts';
import type { CourseImageArchive, InstalledPackage } from './course-archive.ts';
import { hashOf } from './file-hash.ts';
import { type BuildStep, type BuiltImage, composeImage } from './image-config.ts';
import { buildRootfs, type RootfsOptions } from './rootfs-script.ts';

/** The folder of `sandbox/image/stand-ins/` whose Dockerfile makes it. */
const folders: Readonly<Record<CourseImageName, string>> = {
  'busybox:1.35': 'busybox',
  'debian:bookworm-slim': 'debian',
  'redis:7.0': 'redis',
  'eclipse-temurin:17-jre': 'temurin-jre',
  'eclipse-temurin:17-jdk': 'temurin-jdk',
  'registry:2': 'registry',
};
const courseNames = new Map(
  Object.entries(folders).map(([course, folder]) => [folder, course as CourseImageName]),
);

/** Node's names of architectures and Docker's. */
const architectures: Readonly<Record<string, string>> = { x64: 'amd64', arm64: 'arm64' };

/** Builds the layers of the stand-ins, or takes those in the cache, and adds what makes images of them. */
export async function ensureStandIns(options: RootfsOptions): Promise<CourseImageArchive> {
  const stepsFile = await buildRootfs('stand-ins/layers.sh', options);
  const folder = dirname(stepsFile);
  const images = composeAll(parseSteps(await readFile(stepsFile, 'utf8')));
  const files = await writeManifest(folder, images);
  return {
    hash: hashOf(...[...images].flatMap(([name, { config }]) => [name, JSON.stringify(config)])),
    source: 'stand-in',
    names: [...images.keys()].map((course) => ({ saved: course, course })),
    digests: new Map(),
    packages: parsePackages(await readFile(join(folder, 'packages.tsv'), 'utf8')),
    open: () => openTar(folder, files),
  };
}

type StepsByFolder = ReadonlyMap<string, readonly BuildStep[]>;

/**
 * Lines of `builder.sh`: folder, seconds, `-` or digest and file of the layer, instruction. Two of them may be done in one
 * second, or side by side, and `docker images` has no order for images of one second: each step is later here than the one before it.
 */
export function parseSteps(text: string): StepsByFolder {
  const byFolder = new Map<string, BuildStep[]>();
  let last = 0;
  for (const line of text.split('\n').filter(Boolean)) {
    const [folder = '', seconds, made = '-', instruction = ''] = line.split('\t');
    const [diffId = '', file] = made.split(' ');
    last = Math.max(last + 1, Number(seconds));
    const step: BuildStep = {
      instruction,
      created: new Date(last * 1_000),
      ...(file !== undefined && { layer: { file, diffId } }),
    };
    byFolder.set(folder, [...(byFolder.get(folder) ?? []), step]);
  }
  return byFolder;
}

function composeAll(steps: StepsByFolder): ReadonlyMap<CourseImageName, BuiltImage> {
  const byFolder = new Map<string, BuiltImage>();
  const byName = new Map<CourseImageName, BuiltImage>();
  for (const [folder, itsSteps] of steps) {
    const image = composeImage(itsSteps, byFolder, architectures[arch()] ?? arch());
    byFolder.set(folder, image);
    const name = courseNames.get(folder);
    if (name !== undefined) byName.set(name, image);
  }
  return byName;
}

/** `manifest.json` and an image's configuration each, as in what `docker save` writes. The same each time. */
async function writeManifest(
  folder: string,
  images: ReadonlyMap<CourseImageName, BuiltImage>,
): Promise<string[]> {
  const files = new Set<string>(['manifest.json']);
  const manifest: object[] = [];
  for (const [name, { config, layers }] of images) {
    const json = JSON.stringify(config);
    const file = `${createHash('sha256').update(json).digest('hex')}.json`;
    await writeFile(join(folder, file), json);
    manifest.push({ Config: file, RepoTags: [name], Layers: layers });
    for (const each of [file, ...layers]) files.add(each);
  }
  await writeFile(join(folder, 'manifest.json'), JSON.stringify(manifest));
  return [...files];
}

/** Lines of `builder.sh`: folder, package, version, licences with semicolons between them. */
export function parsePackages(text: string): InstalledPackage[] {
  return text.split('\n').flatMap((line) => {
    const [folder = '', name = '', version = '', licenses = ''] = line.split('\t');
    const image = courseNames.get(folder);
    return image ? [{ image, name, version, licenses: licenses.split(';').filter(Boolean) }] : [];
  });
}

function openTar(folder: string, files: readonly string[]): Readable {
  const tar = spawn('tar', ['-C', folder, '-cf', '-', ...files], { stdio: ['ignore', 'pipe', 'inherit'] });
  const output = new PassThrough();
  tar.stdout.pipe(output, { end: false });
  tar.on('error', (error) => output.destroy(error));
  tar.on('close', (code) => {
    if (code === 0) output.end();
    else output.destroy(new Error(`tar of the stand-ins ended with ${code}`));
  });
  output.on('close', () => tar.kill());
  return output;
}
