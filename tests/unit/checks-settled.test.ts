import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { notYet, passed } from '../../sandbox/checks/lesson.ts';
import {
  CheckWorld,
  catalogueOf,
  commit,
  picture,
  type Seen,
  session,
  stepOf,
} from './support/check-world.ts';

const whenThere = ({ wanted }: Seen) => (wanted ? passed({ name: wanted.id }) : notYet());

let world: CheckWorld;
beforeEach(async () => {
  world = new CheckWorld();
  await world.restartServer(catalogueOf([stepOf('first', whenThere), stepOf('second', whenThere)]));
  await world.runner.open(session, commit);
});
afterEach(() => world.runner[Symbol.asyncDispose]());

describe('a lesson has settled', () => {
  test('once a command that ended was checked, and the next steps with it', async () => {
    world.machine.images.set('first', picture('1')).set('second', picture('2'));
    world.types('make both');
    const lesson = await world.runner.settled(session);
    expect(lesson?.verdicts.map(({ step, verdict }) => `${step} ${verdict.status}`)).toEqual([
      'first passed',
      'second passed',
    ]);
  });

  test('when nothing has happened: what was open is still not passed', async () => {
    expect(await world.runner.settled(session)).toMatchObject({ currentStep: 'first', verdicts: [] });
    expect(await world.runner.settled(session)).toMatchObject({ currentStep: 'first', verdicts: [] });
  });

  test('also after a check that could not run, which is tried again', async () => {
    world.machine.stopped = true;
    world.types('docker ps');
    expect((await world.runner.settled(session))?.verdicts).toMatchObject([
      { verdict: { status: 'could-not-run', willRetry: true } },
    ]);
  });

  test('in an engine where something happens all the time', async () => {
    let ending = false;
    const noise = async () => {
      while (!ending) {
        world.machine.happens('restart');
        await new Promise(setImmediate);
      }
    };
    const noisy = noise();
    world.types('docker ps');
    expect(await world.runner.settled(session)).toMatchObject({ currentStep: 'first' });
    ending = true;
    await noisy;
  });

  test('when its session ends meanwhile', async () => {
    world.types('docker ps');
    const settled = world.runner.settled(session);
    await world.runner.sessionEnded(session);
    expect(await settled).toBeUndefined();
  });
});
