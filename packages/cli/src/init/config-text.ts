import { amount } from '@bulwark/report';
import { comment, scalar } from '../migrate/migration-text.ts';
import type { Survey } from './survey.ts';

/** More folders than these nobody reads, and nobody adds to: then it is the whole of this one. */
export const MOST_ROOTS = 8;

/** A commented `bulwark.yaml` for what a folder holds: what is settled stands in it, what is to be decided as a comment. */
export function configText(found: Survey): string {
  return [
    `# How Bulwark judges this repository. docs/configuration.md says all that may stand here.\n`,
    versionText(found),
    pathsText(found),
    controlsText(found),
    `# What does not count, and why. One that is over, or excuses nothing any more, becomes a finding itself.
# exceptions:
#   - control: pod/privileged        # or the id that another scanner has for it
#     object: { kind: DaemonSet, namespace: kube-system, name: node-* }
#     reason: it formats the disks of new nodes
#     owner: storage team
#     expires: "2027-01-31"
`,
    `# Controls that nobody is excused from, neither here nor in annotations and comments.
# neverExcept: [secrets/literal-in-env]
`,
    `# What is there today and shall not stop anybody: bulwark scan --update-baseline writes it.
# baseline: .bulwark-baseline.json
`,
  ].join('\n');
}

function versionText({ version }: Survey): string {
  if (version === undefined) {
    return `# The Kubernetes version of the cluster, in quotes. Without it, the newest that Bulwark knows.\n# kubeVersion: "1.34"\n`;
  }
  return `# The Kubernetes version of the cluster, as ${comment(version.from)} has it.\nkubeVersion: "1.${version.minor}"\n`;
}

function pathsText({ roots, vendored }: Survey): string {
  if (roots.length === 0) return `# What bulwark scan reads without a path.\n# paths:\n#   include: [k8s]\n`;
  const lines = [
    '# What bulwark scan reads without a path.',
    'paths:',
    '  include:',
    ...(roots.length > MOST_ROOTS ? ['.'] : roots).map((root) => `    - ${scalar(root)}`),
    ...(vendored.length === 0
      ? ['  # exclude: ["**/testdata/**"]']
      : [
          '  # These look like manifests of others, which are theirs to mend. What you apply is yours: then delete the line.',
          '  exclude:',
          ...vendored.map((folder) => `    - ${scalar(folder)}`),
        ]),
  ];
  return `${lines.join('\n')}\n`;
}

function controlsText({ scan, customKinds }: Survey): string {
  const counts = [...Map.groupBy(scan.findings, ({ control }) => control)]
    .toSorted(([, a], [, b]) => b.length - a.length)
    .slice(0, 3);
  const most = counts.map(
    ([id, findings]) =>
      `#   ${id}: medium${' '.repeat(Math.max(1, 40 - id.length))}# ${amount(findings.length, 'finding')} today\n`,
  );
  const kinds =
    customKinds.length === 0
      ? ''
      : `# The fields of ${customKinds.slice(0, 5).join(', ')}${customKinds.length > 5 ? ` and ${customKinds.length - 5} more kinds` : ''} are not checked:\n# nobody here defines them. bulwark scan --crds <folder> reads definitions from elsewhere.\n`;
  return `# off, on, a severity, or { severity: …, parameters: … }. area/* and * stand for many; the id of one stands over them.
# controls:
#   reliability/*: on${' '.repeat(27)}# what stays up, rather than what is safe
${most.join('')}${kinds}`;
}
