import type { Tool } from '@bulwark/controls';
import type { Explanation } from '../../packages/cli/src/explanation.ts';
import { TOOL_NAMES } from '../../packages/cli/src/labels.ts';
import { GENERATED } from './control-page.ts';

interface Habit {
  /** What people type there, and what here. */
  readonly commands: readonly (readonly [there: string, here: string])[];
  readonly differs: readonly string[];
}

/** What holds whichever scanner somebody comes from. */
const EVERYWHERE: readonly string[] = [
  `**What the cluster would run is judged, not what the text says.** Defaults of the API server, a pod's settings for its containers, a
ServiceAccount's for its pods and the labels of a namespace count. A field that is not written is not a finding where something else sets it.`,
  `**A finding is a place.** It has a line and a column, and two containers with the same mistake are two findings. Counts are therefore not the same.`,
  `**What cannot be known is \`unknown\`, with the reason**, and neither passes nor fails; \`--fail-on-unknown\` makes it count.`,
  `**What must be rendered is not guessed.** A chart or an overlay that is named is rendered by your own helm or kustomize, and what is found stands at the line of the template, base or patch: \`bulwark scan charts/shop\`.`,
  `**What is about staying up, and not about safety, is off by default**: \`bulwark controls\` says which, and \`--control ID\` asks for it.`,
];

const HABITS: Readonly<Partial<Record<Tool, Habit>>> = {
  trivy: {
    commands: [
      ['trivy config k8s/', 'bulwark scan k8s/'],
      ['--severity HIGH,CRITICAL --exit-code 1', '--fail-on high'],
      ['--format sarif --output out.sarif', '-o sarif > out.sarif'],
      ['--k8s-version 1.34', '--kube-version 1.34'],
    ],
    differs: [
      'Vulnerabilities of images, licences and other kinds of configuration are not looked for here: keep Trivy for them.',
      'The exit code is 1 for findings without a flag that says so.',
    ],
  },
  kubescape: {
    commands: [
      ['kubescape scan k8s/', 'bulwark scan k8s/'],
      ['kubescape scan control C-0057 k8s/', 'bulwark scan k8s/ --control C-0057'],
      ['--severity-threshold high', '--fail-on high'],
      ['--format junit', '-o junit'],
    ],
    differs: [
      'No cluster is asked and no list of controls is downloaded: what is scanned is what is named or piped in.',
      'There is no score. What to do first is what closes most: it stands at the end of the report.',
    ],
  },
  checkov: {
    commands: [
      ['checkov --directory k8s/ --framework kubernetes', 'bulwark scan k8s/'],
      ['--check CKV_K8S_16', '--control CKV_K8S_16'],
      ['--soft-fail', '--fail-on never'],
      ['--output junitxml', '-o junit'],
    ],
    differs: [
      'Terraform, CloudFormation and the like are not read: keep Checkov for them.',
      'Every control has a severity; below `--fail-on`, `high` unless you say otherwise, a finding is shown and does not fail the run.',
      'What passes is counted and not listed, but in `-o json` and `-o junit`.',
    ],
  },
  'kube-linter': {
    commands: [
      ['kube-linter lint k8s/', 'bulwark scan k8s/'],
      ['kube-linter checks list', 'bulwark controls'],
      ['--do-not-auto-add-defaults --include privileged-container', '--control privileged-container'],
      ['--format sarif', '-o sarif'],
    ],
    differs: [
      'All controls about safety are on: there is no shorter list of defaults.',
      'Findings have severities, and those below `--fail-on` do not fail the run.',
    ],
  },
};

/** The scanners that people come from, by the name of the page. */
export const COMING_FROM: readonly Tool[] = Object.keys(HABITS) as Tool[];

/** For people who know another scanner: what they type here, how its checks are called here, what differs and why. */
export function comingFromPage(tool: Tool, explanations: readonly Explanation[]): string {
  const name = TOOL_NAMES[tool];
  const { commands, differs } = HABITS[tool] ?? { commands: [], differs: [] };
  const rows = explanations
    .flatMap(({ id, title, severity, offByDefault, aliases }) => {
      const ids = aliases[tool] ?? [];
      const aside = offByDefault === undefined ? '' : ', off by default';
      return ids.length === 0
        ? []
        : [{ ids, row: `| ${ids.map(code).join(', ')} | [${id}](../controls/${id}.md) | ${severity}${aside} | ${title} |\n` }];
    })
    .toSorted((a, b) => ((a.ids[0] ?? '') < (b.ids[0] ?? '') ? -1 : 1));
  return `${GENERATED}# Coming from ${name}

| in ${name} | here |
|---|---|
${commands.map(([there, here]) => `| ${code(there)} | ${code(here)} |\n`).join('')}
## What differs, and why

${[...differs, ...EVERYWHERE].map((text) => `- ${text.replaceAll('\n', '\n  ')}\n`).join('')}
## Its checks, and ours

${name}'s ids work wherever an id is asked for: \`bulwark explain ID\`, \`bulwark scan --control ID\`. What a control counts exactly, and what it never
fires for, is on its page. A check that is not here has no counterpart that we would call the same.

| ${name} | Bulwark | severity | holds when it passes |
|---|---|---|---|
${rows.map(({ row }) => row).join('')}`;
}

function code(text: string): string {
  return `\`${text}\``;
}
