import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { available } from '../control-plane/available.ts';
import { startControlPlane, type ControlPlane, type Running } from '../control-plane/start.ts';
import { scoreTable } from './scoreboard.ts';
import { SHARED_USERS } from './shared-users.ts';

/** However long a run may hang, what it started does not outlive this. */
const LIFETIME_MS = 45 * 60_000;

declare module 'vitest' {
  export interface ProvidedContext {
    readonly controlPlanes: readonly ControlPlane[];
    /** The file in which tests write down how they fared. */
    readonly scoreboard: string;
  }
}

/** One control plane for each Kubernetes version that can be had, for all test files together. */
export default async function start(project: TestProject): Promise<() => Promise<void>> {
  const say = (line: string): void => void process.stderr.write(`${line}\n`);
  const { programs } = await available(say);
  const running: Running[] = [];
  const folder = mkdtempSync(join(tmpdir(), 'bulwark-scores-'));
  const scoreboard = join(folder, 'scores.jsonl');
  const stop = async (): Promise<void> => {
    process.stdout.write(`\n${scoreTable(scoreboard)}`);
    rmSync(folder, { recursive: true });
    await Promise.all(running.map((each) => each.stop()));
  };
  try {
    for (const each of programs) running.push(await startControlPlane(each, { lifetimeMs: LIFETIME_MS, users: SHARED_USERS }));
  } catch (error) {
    await stop();
    throw error;
  }
  project.provide('scoreboard', scoreboard);
  project.provide(
    'controlPlanes',
    running.map(({ plane }) => plane),
  );
  return stop;
}
