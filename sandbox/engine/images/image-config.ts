import * as z from 'zod/mini';

/** One instruction of a stand-in's Dockerfile as `builder.sh` carried it out; `layer` where it made one. */
export interface BuildStep {
  instruction: string;
  /** When it was done. */
  created: Date;
  layer?: { file: string; diffId: string };
}

interface History {
  created: string;
  created_by: string;
  empty_layer?: true;
}

/** The parts of Docker's image configuration (image spec v1.2) that the Dockerfiles here can set. */
export interface ImageConfig {
  architecture: string;
  os: 'linux';
  created: string;
  config: {
    Env: string[];
    Labels: Record<string, string>;
    ExposedPorts?: Record<string, object>;
    Volumes?: Record<string, object>;
    WorkingDir?: string;
    Entrypoint?: string[];
    Cmd?: string[];
  };
  rootfs: { type: 'layers'; diff_ids: string[] };
  history: History[];
}

export interface BuiltImage {
  config: ImageConfig;
  /** Tars, lowest first. */
  layers: string[];
}

const path = 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** What `docker build` writes into an image, for a Dockerfile whose first step is `FROM`. */
export function composeImage(
  steps: readonly BuildStep[],
  parents: ReadonlyMap<string, BuiltImage>,
  architecture: string,
): BuiltImage {
  const [from, ...others] = steps;
  const parent = parents.get(from?.instruction.replace(/^FROM /, '') ?? '');
  const image = parent ? structuredClone(parent) : scratch(architecture);
  for (const step of others) {
    image.config.created = step.created.toISOString();
    if (step.layer) {
      image.layers.push(step.layer.file);
      image.config.rootfs.diff_ids.push(`sha256:${step.layer.diffId}`);
    } else setOption(image.config.config, step.instruction);
    image.config.history.push(historyOf(step));
  }
  return image;
}

const scratch = (architecture: string): BuiltImage => ({
  config: {
    architecture,
    os: 'linux',
    created: new Date(0).toISOString(),
    config: { Env: [path], Labels: {} },
    rootfs: { type: 'layers', diff_ids: [] },
    history: [],
  },
  layers: [],
});

/** As the classic builder words it. */
function historyOf({ instruction, created, layer }: BuildStep): History {
  const command = /^RUN (.*)$/.exec(instruction)?.[1];
  return {
    created: created.toISOString(),
    created_by: command === undefined ? `/bin/sh -c #(nop)  ${instruction}` : `/bin/sh -c ${command}`,
    ...(!layer && { empty_layer: true }),
  };
}

function setOption(config: ImageConfig['config'], instruction: string): void {
  const [, keyword, rest = ''] = /^(\S+) (.*)$/.exec(instruction) ?? [];
  switch (keyword) {
    case 'LABEL':
      Object.assign(config.Labels, Object.fromEntries(pairs(rest)));
      return;
    case 'ENV':
      for (const [name, value] of pairs(rest)) setVariable(config.Env, name, value);
      return;
    case 'EXPOSE':
      config.ExposedPorts = { ...config.ExposedPorts, [`${rest}/tcp`]: {} };
      return;
    case 'VOLUME':
      config.Volumes = { ...config.Volumes, [rest]: {} };
      return;
    case 'WORKDIR':
      config.WorkingDir = rest;
      return;
    case 'ENTRYPOINT':
      config.Entrypoint = words(rest);
      // As in Docker: the command that an image below has set was for another program.
      delete config.Cmd;
      return;
    case 'CMD':
      config.Cmd = words(rest);
      return;
    default:
      throw new Error(`stand-ins: this instruction is not known here: ${instruction}`);
  }
}

function setVariable(variables: string[], name: string, value: string): void {
  const index = variables.findIndex((each) => each.startsWith(`${name}=`));
  variables.splice(index === -1 ? variables.length : index, index === -1 ? 0 : 1, `${name}=${value}`);
}

const pairs = (text: string): [name: string, value: string][] =>
  [...text.matchAll(/([\w.-]+)=(?:"([^"]*)"|(\S+))/g)].map(([, name = '', quoted, bare = '']) => [
    name,
    quoted ?? bare,
  ]);

const words = (json: string): string[] => z.array(z.string()).parse(JSON.parse(json));
