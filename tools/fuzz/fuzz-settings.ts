import { parseBaseline, baselineText } from '@bulwark/engine';
import { UserError } from '@bulwark/model';
import { parseConfig } from '../../packages/cli/src/config/load-config.ts';
import { migrateText as migrate } from '../../packages/cli/src/migrate/migrate.ts';
import { migrationText } from '../../packages/cli/src/migrate/migration-text.ts';
import { emptyMigration } from '../../packages/cli/src/migrate/migration.ts';
import { mutateText } from './mutate-text.ts';
import { randomOf } from './random.ts';

const CONFIG = `kubeVersion: "1.34"
paths:
  include: [k8s]
  exclude: ["**/vendor/**", k8s/old]
controls:
  pod/*: on
  pod/privileged: off
  image/*: {severity: low}
  image/registry-not-allowed:
    severity: high
    registries: [docker.io/library]
exceptions:
  - control: pod/host-path
    object: {kind: DaemonSet, namespace: kube-system, name: node-*, selector: "app in (a, b)"}
    path: k8s/node/**
    field: spec.template.spec.volumes[*]
    reason: it reads the logs of the node
    owner: platform
    expires: 2027-01-31
neverExcept: [pod/privileged]
waivers: {otherTools: off}
baseline: .bulwark-baseline.json
`;
const TRIVY = `# accepted
AVD-KSV-0017 exp:2027-01-01
KSV001
CVE-2020-1234
`;
const TRIVY_YAML = `misconfigurations:
  - id: AVD-KSV-0017
    paths: ["k8s/*.yaml"]
    statement: it is needed
    expired_at: 2027-01-01
`;
const CHECKOV = `skip-check: [CKV_K8S_16, "CKV_K8S_*"]\nskip-path: [vendor]\ncheck:\n  - CKV_K8S_20\n`;
const KUBE_LINTER = `checks:\n  addAllBuiltIn: true\n  exclude: [privileged-container]\n  include: [latest-tag]\n  ignorePaths: [vendor/**]\n`;
const POLARIS = `checks:\n  hostPIDSet: danger\n  runAsPrivileged: ignore\nexemptions:\n  - namespace: kube-system\n    controllerNames: [dns]\n    rules: [hostPIDSet]\n`;
const BASELINE = `{\n  "version": 1,\n  "findings": [\n    {"file":"a.yaml","object":"Pod a","control":"pod/privileged","fingerprint":"abc","count":2},\n    {"file":"a.yaml","object":"Pod b","control":"pod/privileged","fingerprint":"abd"}\n  ]\n}\n`;

const MIGRATED: Readonly<Record<string, string>> = {
  '.trivyignore': TRIVY,
  '.trivyignore.yaml': TRIVY_YAML,
  '.checkov.yaml': CHECKOV,
  '.kube-linter.yaml': KUBE_LINTER,
  'polaris.yaml': POLARIS,
  'settings.yaml': POLARIS,
};

export interface SettingsOptions {
  readonly seed: number;
  readonly count: number;
  readonly report: (failure: string) => boolean;
}

/** Tries mutated settings of ours and of others, and baselines; gives how many were tried. */
export function fuzzSettings({ seed, count, report }: SettingsOptions): number {
  const names = ['bulwark.yaml', 'baseline.json', ...Object.keys(MIGRATED)];
  for (let number = 0; number < count; number++) {
    const random = randomOf(seed, 0x10_0000 + number);
    const name = random.pick(names);
    const text = mutateText(textOf(name), random);
    const problem = problemWith(name, text);
    if (problem === undefined) continue;
    if (!report(`broken with ${name} (seed ${seed}, number ${number}):\n${text}\n──\n${problem}`)) return number + 1;
  }
  return count;
}

function textOf(name: string): string {
  if (name === 'bulwark.yaml') return CONFIG;
  return name === 'baseline.json' ? BASELINE : (MIGRATED[name] ?? '');
}

function problemWith(name: string, text: string): string | undefined {
  try {
    if (name === 'bulwark.yaml') return configProblem(text);
    if (name === 'baseline.json') return baselineProblem(text);
    return migrationProblem(name, text);
  } catch (error) {
    return error instanceof Error ? error.stack : String(error);
  }
}

function configProblem(text: string): string | undefined {
  const { problems, settings } = parseConfig(text, 'bulwark.yaml');
  const lines = text.split('\n').length;
  const lost = problems.find(({ line, column, message }) => line < 1 || line > lines || column < 1 || message === '');
  for (const exception of settings.exceptions) {
    exception.path?.('k8s/node/a.yaml');
    exception.field?.('spec.template.spec.volumes[0]');
  }
  return lost === undefined ? undefined : `a problem without a place: ${JSON.stringify(lost)}`;
}

function baselineProblem(text: string): string | undefined {
  const baseline = parseBaseline(text);
  if ('reason' in baseline) return undefined;
  return 'reason' in parseBaseline(baselineText(baseline)) ? 'a baseline does not read what it writes' : undefined;
}

/** What others' settings become is right for us, or is refused as a user's mistake. */
function migrationProblem(name: string, text: string): string | undefined {
  const migration = emptyMigration();
  try {
    migrate(text, name, migration);
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
  const config = migrationText(migration, [name]);
  const { problems } = parseConfig(config, 'bulwark.yaml');
  return problems.length === 0 ? undefined : `the migration is no configuration: ${JSON.stringify(problems)}\n${config}`;
}
