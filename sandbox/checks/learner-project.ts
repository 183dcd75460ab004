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

/** Brings an image back that was removed. Asks the engine itself whether it is there, without docker's own start. */
export function haveImage(reference: string): string {
  const address = `http://engine/images/${reference}/json`;
  return `curl -sfo /dev/null --unix-socket /run/docker.sock ${address} || docker pull -q ${reference} >/dev/null`;
}
