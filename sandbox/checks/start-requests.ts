/**
 * Commands of start states that ask the engine by curl: the docker client takes some tenths of a second to begin, and a start
 * state runs at every case of a proof.
 */
const ask = 'curl -s --unix-socket /run/docker.sock';

/** Pulls an image unless it is there. */
export function haveImage(reference: string): string {
  return `${ask} -f -o /dev/null http://engine/images/${reference}/json || docker pull -q ${reference} >/dev/null`;
}

/** Removes containers by name, running or not, with their anonymous volumes. One that is not there is no failure. */
export function removeContainers(...names: readonly [string, ...string[]]): string {
  const addresses = names.map((name) => `'http://engine/containers/${name}?force=1&v=1'`);
  return `${ask} -X DELETE ${addresses.join(' ')} >/dev/null`;
}
