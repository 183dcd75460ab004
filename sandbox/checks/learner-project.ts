/** Commands of start states that several lessons need. */

/**
 * Makes a folder in the learner's home as it is in the lesson's `files/`. The folder itself stays: a shell may stand in it, and a
 * shell in a removed folder can build nothing.
 */
export function freshFolder(name: string): string {
  const folder = `~/${name}`;
  return `{ [ -d ${folder} ] && [ ! -L ${folder} ] || rm -rf ${folder}; } && mkdir -p ${folder} && find ${folder} -mindepth 1 -delete && cp -r "$FILES/${name}/." ${folder}/`;
}

/**
 * Removes containers made from a repository's images or called by one of these names, those images, and nameless images. Each call
 * of docker takes a noticeable part of a start state, so there are few. A nameless image that a running container uses stays.
 */
export function removeRepository(name: string, ...containers: string[]): string {
  const called = [`${name}(:\\S*)? .*`, ...containers.map((each) => `\\S+ ${each}`)].join('|');
  const boxes = `docker ps -a --format '{{.ID}} {{.Image}} {{.Names}}' | sed -nE 's/^([0-9a-f]+) (${called})$/\\1/p'`;
  const listed = `docker images --format '{{.Repository}}:{{.Tag}} {{.ID}}' | sed -nE 's/^(${name}:[^<]+) .*$/\\1/p; s/^<none>:<none> //p'`;
  return `${boxes} | xargs -r docker rm -f -v >/dev/null && { ${listed} | xargs -r docker rmi -f >/dev/null 2>&1; true; }`;
}

/** The docker client takes some tenths of a second to begin, and a start state runs at every case of a proof: these ask the engine. */
const ask = 'curl -s --unix-socket /run/docker.sock';

/** Brings an image back that was removed. */
export function haveImage(reference: string): string {
  return `${ask} -f -o /dev/null http://engine/images/${reference}/json || docker pull -q ${reference} >/dev/null`;
}

/** Removes containers by name, running or not, with their anonymous volumes. One that is not there is no failure. */
export function removeContainers(...names: readonly [string, ...string[]]): string {
  const addresses = names.map((name) => `'http://engine/containers/${name}?force=1&v=1'`);
  return `${ask} -X DELETE ${addresses.join(' ')} >/dev/null`;
}
