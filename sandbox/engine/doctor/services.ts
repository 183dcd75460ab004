import { type ServiceName, serviceNames } from '../services/service-names.ts';
import { text } from '../texts.ts';
import { type Finding, ok, warning } from './finding.ts';

/** The course goes on without them, so what is not there is a limit and no more. */
export function servicesFinding(running: ReadonlySet<ServiceName>): Finding {
  const lacking = serviceNames.filter((name) => !running.has(name));
  if (lacking.length === 0) return ok('services', 'image registry, search and package cache answer');
  return warning(
    'services',
    `not running: ${lacking.join(', ')}`,
    text(
      '실습 대부분은 그대로 되지만 `docker pull`과 `docker search`, 컨테이너의 `apt-get` 가운데 일부가 되지 않아요. `server.log`의 `service` 줄에 이유가 있어요.',
      'Most lessons work, but some of `docker pull`, `docker search` and `apt-get` in containers do not. The `service` lines of `server.log` say why.',
    ),
  );
}
