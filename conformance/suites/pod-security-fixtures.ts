import { join } from 'node:path';
import { kubeObject, type JsonObject } from '@bulwark/model';
import {
  DEFAULT_CONFIGURATION,
  detailText,
  evaluatePod,
  formatLevelVersion,
  levelLabel,
  review,
  versionLabel,
  type Check,
  type LevelVersion,
} from '@bulwark/pod-security';
import { deploymentOf, fixturesIn, podOf, valueIn } from '../pods.ts';
import type { Case, Suite } from '../suite.ts';

/** The pods that upstream's tests admit and refuse, each level and version; and the same pods in a Deployment. */
export const podSecurityFixtures: Suite = {
  id: 'pod-security-fixtures',
  title: 'Pods that each level and version admits or refuses, alone, and in a Deployment as a warning',
  oracle: "the fixtures of k8s.io/pod-security-admission's own tests: their folder says level, version and verdict",
  exceptions: [],
  run: (corpora) => cases(join(corpora, 'conformance/pod-security-admission')),
};

function* cases(folder: string): Iterable<Case> {
  for (const { id, standard, verdict, name, path } of fixturesIn(folder)) {
    const value = valueIn(join(folder, path));
    const evaluation = evaluatePod(podOf(kubeObject(value)), standard);
    // A fixture that must fail is named after the check that it breaks, which another may stand in for.
    const checks = evaluation.violations.flatMap(({ check }) => namesOf(check));
    const agrees = verdict === 'pass' ? evaluation.verdict === 'allowed' : checks.some((check) => name.startsWith(check));
    yield { id, agrees, detail: `upstream says ${verdict}, we say ${evaluation.verdict}: ${checks.join(', ')}` };
    const expected =
      verdict === 'pass' ? [] : [`would violate PodSecurity "${formatLevelVersion(standard)}": ${detailText(evaluation)}`];
    const warnings = warningsAbout(deploymentOf(value), standard);
    const detail = `a Deployment is warned about with ${JSON.stringify(warnings)}`;
    yield { id: `${id} in a Deployment`, agrees: JSON.stringify(warnings) === JSON.stringify(expected), detail };
  }
}

function namesOf({ id, versions }: Check): readonly string[] {
  return [id, ...versions.flatMap(({ overrides }) => overrides ?? [])].map((name) => name.toLowerCase());
}

/** What a namespace says that warns about a level and refuses nothing. */
function warningsAbout(object: JsonObject, { level, version }: LevelVersion): readonly string[] {
  const labels = { [levelLabel('warn')]: level, [versionLabel('warn')]: version.text };
  const { allowed, warnings } = review(
    { operation: 'CREATE', group: 'apps', resource: 'deployments', namespace: 'test', name: 'wrapped', object },
    { configuration: DEFAULT_CONFIGURATION, namespaceLabels: () => labels, podsIn: () => [] },
  );
  return allowed ? warnings : ['it is refused'];
}
