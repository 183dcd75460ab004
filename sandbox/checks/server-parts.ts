import * as z from 'zod/mini';
import { type Collector, CouldNotCollect } from './evidence.ts';
import { readScript } from './sandbox-script.ts';

const short = z.string().check(z.maxLength(200));
/** Engine API, `GET /version`. */
const message = z.object({
  Components: z.array(z.object({ Name: short, Version: short })).check(z.maxLength(20)),
});

/** Name and version of the programs that the engine is made of. */
export function serverParts(): Collector<{ name: string; version: string }[]> {
  return {
    kind: 'server-parts',
    async collect({ sandbox, signal }) {
      const argv = ['curl', '-sf', '--unix-socket', '/run/docker.sock', 'http://engine/version'];
      const limits = { timeLimitSeconds: 8, signal, maxBytes: 16 * 1024 };
      const { exitCode, stdout } = await readScript(sandbox, { argv, as: 'engine-root' }, limits);
      if (exitCode !== 0) throw new CouldNotCollect('engine-stopped', `no answer (curl: ${exitCode})`);
      const { data } = message.safeParse(parsed(stdout.toString('utf8')));
      if (!data) throw new CouldNotCollect('unreadable', 'a version of another shape');
      return data.Components.map(({ Name: name, Version: version }) => ({ name, version }));
    },
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
