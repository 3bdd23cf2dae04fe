import { buildCommand, type Command } from '@stricli/core';
import { COLOR_FLAG } from '../color-flag.ts';
import type { Shell } from '../shell.ts';
import type { PodSecurityCheckFlags } from './pod-security-check-run.ts';
import {
  ALLOW_EMPTY_FLAG,
  CONFIG_FLAG,
  FAIL_ON_UNKNOWN_FLAG,
  LEVEL_FLAG,
  OUTPUT_FLAG,
  STRICT_FLAG,
  VERSION_FLAG,
} from './pod-security-flags.ts';

const DESCRIPTION = `Judges pods, and what pods are made from, as the API server's Pod Security admission does: in its words, version by
version. A Deployment is never refused itself; it is "refused" here where its pods are.

Without --level, the labels of each namespace among the manifests decide, over the defaults of --config: what it
enforces, and what it warns about and audits where that is more. Where nobody says anything, both levels, baseline and
restricted, are judged, so that nothing passes for want of a label.

EXAMPLES
  bulwark pod-security check k8s/ --level restricted              what restricted would refuse
  bulwark pod-security check k8s/ --level baseline --kube-version 1.30
  bulwark pod-security check k8s/                                 what the namespaces' own labels refuse
  bulwark pod-security check k8s/ --config admission.yaml         with the defaults and exemptions of a cluster
  helm template . | bulwark pod-security check - --level restricted -o json

EXIT CODES
  0  nothing is refused; warnings and audits refuse nothing
  1  something is refused, or with --fail-on-unknown something could not be decided
  2  bad use, a named path that could not be read, no Kubernetes object found (unless --allow-empty),
     or with --strict a document that could not be read or is a template
  3  the machine failed, or Bulwark has a bug`;

export const check: Command<Shell> = buildCommand<PodSecurityCheckFlags, string[], Shell>({
  loader: async () => (await import('./pod-security-check-run.ts')).run,
  parameters: {
    positional: {
      kind: 'array',
      parameter: { brief: 'Folders, files, or - for standard input', parse: String, placeholder: 'path' },
    },
    flags: {
      level: LEVEL_FLAG,
      kubeVersion: VERSION_FLAG,
      config: CONFIG_FLAG,
      output: OUTPUT_FLAG,
      failOnUnknown: FAIL_ON_UNKNOWN_FLAG,
      strict: STRICT_FLAG,
      allowEmpty: ALLOW_EMPTY_FLAG,
      color: COLOR_FLAG,
    },
    aliases: { o: 'output' },
  },
  docs: {
    brief: 'What a level of Pod Security refuses, in the words of the API server',
    fullDescription: DESCRIPTION,
    customUsage: ['[flags] <path>...'],
  },
});
