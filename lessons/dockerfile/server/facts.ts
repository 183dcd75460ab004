export const base = 'eclipse-temurin:17-jre';
export const tag = 'greeter:1';
export const port = '8091/tcp';
/** Where a build tool would leave it, from the context's root. */
export const jar = 'build/libs/greeter-0.0.1-SNAPSHOT.jar';

/** A Dockerfile by a here-document, as somebody types it who does not use an editor. */
export function write(...lines: string[]): string {
  return `cat > ~/server/Dockerfile <<'EOF'\n${lines.join('\n')}\nEOF`;
}

const entrypoint = [
  ...['"java"', '"-Duser.timezone=Asia/Seoul"', '"-Dspring.profiles.active=dev"'],
  ...['"-jar"', '"/app.jar"'],
].join(', ');

/** The whole Dockerfile, with what a case wants to be different. */
export function server({
  path = jar,
  start = `ENTRYPOINT [${entrypoint}]`,
}: {
  path?: string;
  start?: string;
} = {}): string {
  return write(
    `FROM ${base}`,
    'EXPOSE 8091',
    `ARG JAR_FILE=${path}`,
    'VOLUME ["/logs"]',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is a Dockerfile's variable.
    'COPY ${JAR_FILE} app.jar',
    start,
  );
}

/** Waits for the server, which needs a second or two to start. */
export const knock = (hostPort: number, path = '/') =>
  `curl -s --retry 60 --retry-delay 1 --retry-connrefused --retry-all-errors localhost:${hostPort}${path}`;

export interface JavaCall {
  /** Before the jar: options of Java itself. */
  options: string[];
  jar: string;
  /** Behind the jar: arguments of the program. */
  given: string[];
}

/** How a program line starts a jar; undefined when it does not. */
export function javaCall([program = '', ...words]: readonly string[]): JavaCall | undefined {
  if (!/(^|\/)java$/.test(program)) return undefined;
  const at = words.findIndex((word) => !word.startsWith('-'));
  const found = words[at];
  if (found === undefined || !words.slice(0, at).includes('-jar')) return undefined;
  return { options: words.slice(0, at), jar: found, given: words.slice(at + 1) };
}
