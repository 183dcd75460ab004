import { expect, test } from 'vitest';
import { sudoDockerCalls } from '../../sandbox/checks/typed-sudo.ts';

test.each<[string, string[][]]>([
  ['sudo docker ps', [['ps']]],
  ['time sudo -n docker image ls', [['images']]],
  ['docker ps; sudo docker rm -f box && docker run --name box busybox:1.35', [['rm', '-f', 'box']]],
  [
    `sudo docker run --name box busybox:1.35 sh -c 'date; ls'`,
    [['run', '--name', 'box', 'busybox:1.35', 'sh', '-c', `'date`]],
  ],
  ['sudo service docker start && docker ps', []],
  ['sudo sh ~/broken/two', []],
  ['echo sudo docker ps', []],
  ['docker ps', []],
])('calls of docker by sudo in %j', (line, calls) => {
  expect(sudoDockerCalls(line)).toEqual(calls);
});
