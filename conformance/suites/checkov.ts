import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { answer, coverageOf } from '../aliased.ts';
import type { Case, Suite } from '../suite.ts';
import { CHECKS, GRAPH_CHECKS } from './checkov-checks.ts';

const FILES = 'conformance/checkov-k8s/tests/kubernetes/checks';
const FOLDERS = 'conformance/checkov-k8s/tests/kubernetes/graph/checks/resources';

/** One folder for each check, with files, or for a check that looks across objects folders, whose names say the verdict. */
export const checkov: Suite = {
  id: 'checkov',
  title: `Checkov's own tests for Kubernetes, ${coverageOf('checkov', [...new Set([...CHECKS, ...GRAPH_CHECKS].flatMap(([, ids]) => ids))])}`,
  oracle: 'the name of each file or folder: PASSED or FAILED',
  exceptions: [
    {
      id: 'ImageTagFixed/imageWithDigest-PASSED.yaml',
      reason: 'the digest sha256:123456 has six digits and must have 64: no runtime takes the reference, and we say so',
    },
    {
      id: 'ImageTagFixed/imageWithTagAndDigest-PASSED.yaml',
      reason: 'the digest sha256:123456 has six digits and must have 64: no runtime takes the reference, and we say so',
    },
  ],
  run: cases,
};

function* cases(corpora: string): Iterable<Case> {
  for (const [name, checks] of CHECKS) yield* casesIn(join(corpora, FILES, `example_${name}`), name, checks);
  for (const [name, checks] of GRAPH_CHECKS) yield* casesIn(join(corpora, FOLDERS, name), name, checks);
}

function* casesIn(folder: string, name: string, checks: readonly string[]): Iterable<Case> {
  if (!existsSync(folder)) return;
  for (const entry of readdirSync(folder)) {
    const expected = verdictOf(entry);
    // In a folder of failing ones each folder stands for itself.
    const inner = /^(?:Passing|Failing)$/.test(entry)
      ? readdirSync(join(folder, entry)).map((each) => join(entry, each))
      : [entry];
    for (const each of expected === undefined ? [] : inner) {
      const path = join(folder, each);
      const said = answer({ id: `${name}/${each}`, tool: 'checkov', checks, path, expected: expected ?? 'passes' });
      if (said !== undefined) yield said;
    }
  }
}

/** Files whose names do not say it, and what their text leaves no doubt about. */
const FAILING: ReadonlySet<string> = new Set([
  'tiller-deployment.json',
  'tiller-services.yaml',
  'kubernetes-dashboard-deployment.yaml',
]);

function verdictOf(entry: string): 'passes' | 'fails' | undefined {
  if (FAILING.has(entry)) return 'fails';
  if (/PASSESONEFAILSONE|UNKNOWN|UNKOWN/i.test(entry)) return undefined;
  if (/pass(?:ed|ing)?/i.test(entry)) return 'passes';
  return /fail(?:ed|ing)?/i.test(entry) ? 'fails' : undefined;
}
