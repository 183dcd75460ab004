import { lookAround } from '../host/surroundings.ts';
import type { Finding } from './finding.ts';
import { examineHostEngine } from './host-engine.ts';
import { examineKernel } from './kernel.ts';
import { examineDisk, examineMemory, examinePlatform, examinePort } from './machine.ts';

export interface ExamineOptions {
  host: string;
  port: number;
  stateDir: string;
  dockerHost: string | undefined;
}

/** Looks at everything that a start needs, without changing anything. The probe is a step of its own. */
export async function examine({ host, port, stateDir, dockerHost }: ExamineOptions): Promise<Finding[]> {
  const surroundings = await lookAround(dockerHost);
  return [
    examinePlatform(process.platform, process.arch, process.version),
    await examineHostEngine(surroundings),
    ...(await examineKernel()),
    examineMemory(),
    await examineDisk(stateDir),
    await examinePort(host, port),
  ];
}
