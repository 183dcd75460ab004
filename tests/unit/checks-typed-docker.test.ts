import { describe, expect, test } from 'vitest';
import { dockerCalls, operands } from '../../sandbox/checks/typed-docker.ts';

describe('calls of docker in a typed line', () => {
  test.each<[string, string[][]]>([
    ['docker rmi redis-custom:first', [['rmi', 'redis-custom:first']]],
    ['  sudo  docker   image rm -f a:1  b:2 ', [['rmi', '-f', 'a:1', 'b:2']]],
    ['sudo -n docker image remove a', [['rmi', 'a']]],
    ['docker container run -d busybox:1.35 sleep 9', [['run', '-d', 'busybox:1.35', 'sleep', '9']]],
    ['docker container ls -a', [['ps', '-a']]],
    ['docker image prune -a -f', [['image', 'prune', '-a', '-f']]],
    ['DOCKER_BUILDKIT=0 docker build -t a .', [['build', '-t', 'a', '.']]],
    ['docker rm -f x && docker rmi a; docker ps|wc -l', [['rm', '-f', 'x'], ['rmi', 'a'], ['ps']]],
    [`docker exec box sh -c 'echo a; docker rmi b' `, [['exec', 'box', 'sh', '-c', 'echo a; docker rmi b']]],
    ['docker commit --change "CMD [\\"x\\"]" a b', [['commit', '--change', 'CMD [\\"x\\"]', 'a', 'b']]],
    ['docker rmi $(docker images -q a)', [['rmi', '$(docker images -q a)']]],
    ['echo docker rmi a', []],
    ['dockerd', []],
    ['docker', [[]]],
    ['', []],
    ['sudo', []],
    [`docker run 'open`, [['run', `'open`]]],
  ])('of %j', (line, calls) => {
    expect(dockerCalls(line)).toEqual(calls);
  });
});

test('operands are what is no option and no value of one', () => {
  expect(operands(['-f', '--name', 'box', '--rm', 'busybox:1.35', 'echo'], ['--name'])).toEqual([
    'busybox:1.35',
    'echo',
  ]);
});
