import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { builtProgram, type BuiltProgram } from './built-program.ts';
import { expectOutput } from './expect-output.ts';
import { parseScenario, type Scenario } from './scenario.ts';

interface Outcome {
  readonly exit: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly milliseconds: number;
}

let program: BuiltProgram;
beforeAll(async () => {
  program = await builtProgram();
});
afterAll(() => program.remove());

const names = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.scenario'));

test.for(names)('%s', { timeout: 120_000 }, async (name) => {
  const scenario = parseScenario(readFileSync(join(import.meta.dirname, name), 'utf8'));
  const folder = mkdtempSync(join(tmpdir(), 'bulwark-scenario-'));
  try {
    for (const { path, content } of scenario.files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content);
    }
    const { exit, stdout, stderr, milliseconds } = await outcomeOf(scenario, folder);
    expectOutput('stderr', stderr, scenario.stderr);
    expectOutput('stdout', stdout, scenario.stdout);
    expect(exit, 'exit code').toBe(scenario.exit);
    expect(milliseconds, 'milliseconds').toBeLessThan(scenario.within);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

/** Runs the command line in `folder`, with nothing of our own environment but the way to the system's commands. */
function outcomeOf({ run, stdin, env }: Scenario, cwd: string): Promise<Outcome> {
  const start = performance.now();
  const path = `${program.commands}:/usr/bin:/bin`;
  const child = spawn('bash', ['--norc', '-c', run], { cwd, env: { PATH: path, ...env } });
  const outputs = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => void (outputs.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => void (outputs.stderr += text));
  // A program that does not read its input is free not to.
  child.stdin.on('error', () => undefined).end(stdin);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (exit) => resolve({ exit, ...outputs, milliseconds: performance.now() - start }));
  });
}
