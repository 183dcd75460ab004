import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod/mini';

const part = z.object({ kind: z.string(), text: z.string() });

/** One thing that was proved of a lesson, or was not. */
export const finding = z.object({
  lesson: z.string(),
  step: z.optional(z.string()),
  claim: z.string(),
  /** Absent when it holds. */
  fault: z.optional(z.string()),
  seconds: z.number(),
  /** Milliseconds by kind of work. */
  spentMs: z.optional(z.record(z.string(), z.number())),
  /** Of a solution: names of the values with which it passed. */
  values: z.optional(z.array(z.string())),
  /** Of a mistake: its diagnosis as a learner saw it, with the values of this run. */
  diagnosis: z.optional(z.object({ ko: z.array(part), en: z.array(part) })),
});
export type Finding = z.infer<typeof finding>;

const proof = z.object({
  /** Of all that it depends on (`hashProof`). */
  hash: z.string(),
  provedAt: z.iso.datetime(),
  findings: z.array(finding),
});
export type Proof = z.infer<typeof proof>;

/** A lesson has a new hash with every edit. */
const keptOfLesson = 5;

/** Whole proofs of lessons, by what they depended on. Any checkout's: the hash says whether one still counts. */
export class KnownProofs {
  readonly #folder: string;

  constructor(cacheDir: string) {
    this.#folder = join(cacheDir, 'proofs');
  }

  /** The proof for this hash; undefined when there is none that holds. */
  async find(lesson: string, hash: string): Promise<Proof | undefined> {
    const found = await this.#read(nameOf(lesson, hash));
    return found?.findings.every(({ fault }) => fault === undefined) ? found : undefined;
  }

  async keep(lesson: string, kept: Proof): Promise<void> {
    await mkdir(this.#folder, { recursive: true });
    const file = join(this.#folder, nameOf(lesson, kept.hash));
    // Aside, then in one step: another run may be reading.
    await writeFile(`${file}.${process.pid}`, JSON.stringify(kept));
    await rename(`${file}.${process.pid}`, file);
    await this.#removeOld(lesson);
  }

  /** For `npm run dev`, which shows it beside the lesson: by lesson alone, whatever has changed since. */
  static async show(lesson: string, shown: Proof): Promise<void> {
    await mkdir(shownFolder, { recursive: true });
    await writeFile(join(shownFolder, `${lesson.replace('/', '--')}.json`), JSON.stringify(shown));
  }

  async #removeOld(lesson: string): Promise<void> {
    const dated = await Promise.all(
      (await this.#namesOf(lesson)).map(async (name) => ({
        name,
        at: (await this.#read(name))?.provedAt ?? '',
      })),
    );
    const old = dated.sort((a, b) => b.at.localeCompare(a.at)).slice(keptOfLesson);
    await Promise.all(old.map(({ name }) => rm(join(this.#folder, name), { force: true })));
  }

  async #namesOf(lesson: string): Promise<string[]> {
    const names = await readdir(this.#folder).catch(ifMissing([]));
    return names.filter((name) => name.startsWith(prefixOf(lesson)) && name.endsWith('.json'));
  }

  /** Undefined when it is not there, or of another shape: an older version's. */
  async #read(name: string): Promise<Proof | undefined> {
    const text = await readFile(join(this.#folder, name), 'utf8').catch(ifMissing(undefined));
    return text === undefined ? undefined : proof.safeParse(JSON.parse(text)).data;
  }
}

const shownFolder = join(import.meta.dirname, '../../build/proofs');

const prefixOf = (lesson: string) => `${lesson.replace('/', '--')}--`;
const nameOf = (lesson: string, hash: string) => `${prefixOf(lesson)}${hash}.json`;

function ifMissing<Value>(value: Value) {
  return (error: unknown): Value => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return value;
    throw error;
  };
}
