import { join } from 'node:path';
import { kubeObject } from '@bulwark/model';
import { evaluatePod, type Check } from '@bulwark/pod-security';
import { deploymentOf, fixturesIn, podOf, valueIn } from '../pods.ts';
import type { Case, Suite } from '../suite.ts';

/** The pods that upstream's tests admit and refuse, each level and version; and the same pods in a Deployment. */
export const podSecurityFixtures: Suite = {
  id: 'pod-security-fixtures',
  title: 'Pods that each level and version admits or refuses, alone and in a Deployment',
  oracle: "the fixtures of k8s.io/pod-security-admission's own tests: their folder says level, version and verdict",
  exceptions: [],
  run: (corpora) => cases(join(corpora, 'conformance/pod-security-admission')),
};

function* cases(folder: string): Iterable<Case> {
  for (const { id, standard, verdict, name, path } of fixturesIn(folder)) {
    const value = valueIn(join(folder, path));
    for (const object of [kubeObject(value), deploymentOf(value)]) {
      const { verdict: ours, violations } = evaluatePod(podOf(object), standard);
      // A fixture that must fail is named after the check that it breaks, which another may stand in for.
      const checks = violations.flatMap(({ check }) => namesOf(check));
      const agrees = verdict === 'pass' ? ours === 'allowed' : checks.some((check) => name.startsWith(check));
      yield { id: `${id} ${object.kind}`, agrees, detail: `upstream says ${verdict}, we say ${ours}: ${checks.join(', ')}` };
    }
  }
}

function namesOf({ id, versions }: Check): readonly string[] {
  return [id, ...versions.flatMap(({ overrides }) => overrides ?? [])].map((name) => name.toLowerCase());
}
