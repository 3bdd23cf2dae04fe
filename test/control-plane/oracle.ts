import { spawn } from 'node:child_process';

/** A question; `oracle/main.go` says which members belong to which. */
export interface Question {
  readonly ask: 'yaml' | 'default' | 'strict' | 'pod-security' | 'policy' | 'configuration' | 'rbac' | 'request';
  readonly [member: string]: unknown;
}

/**
 * What Kubernetes' own code answers, in the order of the questions. The program starts once for all of them, reads while it
 * writes, and ends with the last answer. A question that it cannot answer has `{ error }`.
 */
export async function askOracle<Answer>(program: string, questions: Iterable<Question>): Promise<(Answer | { error: string })[]> {
  const child = spawn(program, [], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = Promise.withResolvers<number | null>();
  child.on('error', ended.reject).on('close', ended.resolve);
  child.stdin.on('error', () => undefined);
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  let asked = 0;
  for (const question of questions) {
    asked++;
    if (child.stdin.write(`${JSON.stringify(question)}\n`)) continue;
    await Promise.race([new Promise((resolve) => child.stdin.once('drain', resolve)), ended.promise]);
  }
  child.stdin.end();
  const code = await ended.promise;
  // Not by readline, which takes U+2028 for the end of a line.
  const answers = output
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Answer | { error: string });
  if (answers.length !== asked) throw new Error(`the oracle ended with ${code} after ${answers.length} of ${asked} answers`);
  return answers;
}
