import { buildCommand, type Command } from '@stricli/core';
import { ADOPTION_FLAGS } from '../adoption/flags.ts';
import { BAR_FLAGS, CHOICE_FLAGS } from '../adoption/judging-flags.ts';
import { COLOR_FLAG } from '../color-flag.ts';
import type { Shell } from '../shell.ts';
import { webAddress } from '../web-address.ts';
import { OUTPUTS } from '../outputs.ts';
import type { ScanFlags } from './scan-run.ts';

const DESCRIPTION = `Reads manifests and judges them by the controls. Nothing is sent anywhere and no cluster is asked.

EXAMPLES
  bulwark scan k8s/                              every manifest below a folder
  bulwark scan k8s/ deploy.yaml                  folders and files together
  bulwark scan charts/shop -f prod.yaml          what a chart renders, found at its templates and values; needs helm
  bulwark scan overlays/prod                     the same for a Kustomize overlay; needs kustomize or kubectl
  helm template . | bulwark scan -               what another program has rendered, from standard input
  bulwark scan k8s/ -o sarif > bulwark.sarif     for code scanning
  bulwark scan k8s/ -o html > bulwark.html       one page to search and print; junit, markdown, github, gitlab, csv too
  bulwark scan k8s/ --fail-on critical           exit 1 for the worst only
  bulwark scan k8s/ --control pod/privileged     one control alone; the ids of other scanners work too
  bulwark scan k8s/ --framework cis-1.12         what a benchmark demands, row by row
  bulwark scan k8s/ --baseline .bulwark-baseline.json   only what is new; --update-baseline writes it
  bulwark scan k8s/ --changed-since origin/main         only objects that the branch changed
  bulwark scan k8s/ --iam iam/                   whom roles of AWS, Azure and Google trust: docs/workload-identity.md
  bulwark scan k8s/ --kube-version 1.34          fields and APIs of that version; --crds crds/ for custom kinds

WHAT IS READ
  In a folder: .yaml, .yml and .json, and a file called Kustomization. What .gitignore or .bulwarkignore ignores
  is counted as skipped. Folders called .git and node_modules are never looked into, unless they are named.
  What is named is read, whatever ignores it. A chart or an overlay that is named is rendered by the helm and the
  kustomize or kubectl on the PATH; --render does it for those in folders too, --no-render for none.

WHAT COUNTS
  bulwark.yaml in the working directory, or --config, says which controls are on and what is excused: bulwark init
  writes one. So do annotations (bulwark.dev/ignore.pod.privileged: "the reason"), comments (# bulwark:ignore
  pod/privileged the reason) and the ignores of other scanners. What is waived or known is counted, and in -o json.

EXIT CODES
  0  nothing at or above --fail-on
  1  findings at or above --fail-on, or with --fail-on-unknown something that could not be decided
  2  bad use, a named path that could not be read, no Kubernetes object found (unless --allow-empty),
     or with --strict a document that could not be read or must be rendered first
  3  the machine failed, or Bulwark has a bug
  Where 1 and 2 both hold it is 2; the findings are printed all the same.`;

export const scan: Command<Shell> = buildCommand<ScanFlags, string[], Shell>({
  loader: async () => (await import('./scan-run.ts')).run,
  parameters: {
    positional: {
      kind: 'array',
      parameter: { brief: 'Folders, files, or - for standard input', parse: String, placeholder: 'path' },
    },
    flags: {
      output: { kind: 'enum', values: OUTPUTS, default: 'text', brief: 'How to print the result' },
      ...BAR_FLAGS,
      all: {
        kind: 'boolean',
        optional: true,
        withNegated: false,
        brief: 'Print all objects with findings; text else stops after a hundred, but not before all at or above --fail-on',
      },
      quiet: {
        kind: 'boolean',
        optional: true,
        withNegated: false,
        brief: 'No progress and no summary; in text, only findings at or above --fail-on',
      },
      ...CHOICE_FLAGS,
      ...ADOPTION_FLAGS,
      sourceUrl: {
        kind: 'parsed',
        parse: webAddress,
        optional: true,
        placeholder: 'url',
        brief: 'Where the files are on the web, for links to lines in markdown and html; may hold {file} and {line}',
      },
      color: COLOR_FLAG,
    },
    aliases: { o: 'output', q: 'quiet', f: 'values' },
  },
  docs: { brief: 'Judge manifests by the controls', fullDescription: DESCRIPTION, customUsage: ['[flags] <path>...'] },
});
