/** Commands of start states that several lessons need. */

/**
 * Makes a folder in the learner's home as it is in the lesson's `files/`. The folder itself stays: a shell may stand in it, and a
 * shell in a removed folder can build nothing.
 */
export function freshFolder(name: string): string {
  const folder = `~/${name}`;
  return `{ [ -d ${folder} ] && [ ! -L ${folder} ] || rm -rf ${folder}; } && mkdir -p ${folder} && find ${folder} -mindepth 1 -delete && cp -r "$FILES/${name}/." ${folder}/`;
}

/** Removes containers made from a repository's images, then the images by their names. */
export function removeRepository(name: string): string {
  const listed = `docker images --filter reference=${name} --format '{{.Repository}}:{{.Tag}}'`;
  const boxes = `docker ps -a --format '{{.ID}} {{.Image}}' | sed -n 's/^\\([0-9a-f]*\\) ${name}\\(:.*\\)\\{0,1\\}$/\\1/p'`;
  return `${boxes} | xargs -r docker rm -f -v >/dev/null && ${listed} | grep -v ':<none>$' | xargs -r docker rmi -f >/dev/null`;
}
