import { buildCommand, type Command } from '@stricli/core';
import { RBAC_FLAGS } from '../rbac/flags.ts';
import type { Shell } from '../shell.ts';
import type { RbacReviewFlags } from './rbac-review-run.ts';

const DESCRIPTION = `An access review for an auditor: everybody whom bindings name and every service account, what each may do in plain
words, how grave that is, and how all this was taken. It reads no clock: say the day with --at.

EXAMPLES
  bulwark rbac review k8s/ --at 2026-11-25 -o html > review.html
  kubectl get clusterroles,roles,clusterrolebindings,rolebindings,serviceaccounts,namespaces -A -o json | bulwark rbac review - --complete -o json
  bulwark rbac review k8s/ --at 2026-11-25 --decisions review.yaml --previous old-review.json
  bulwark rbac review k8s/ --log audit.log --log audit-1.log.gz
  bulwark rbac review k8s/ --decisions review.yaml -o manifests > revoke.yaml

EXIT CODES
  0  it was taken, and nothing is left to decide where --decisions is given
  1  a decision is missing, or does not count
  2  bad use, or a named path that could not be read
  3  the machine failed, or Bulwark has a bug`;

const text = (placeholder: string, brief: string) =>
  ({ kind: 'parsed', parse: String, optional: true, placeholder, brief }) as const;

export const review: Command<Shell> = buildCommand<RbacReviewFlags, string[], Shell>({
  loader: async () => (await import('./rbac-review-run.ts')).run,
  parameters: {
    positional: {
      kind: 'array',
      parameter: { brief: 'Folders, files, or - for standard input', parse: String, placeholder: 'path' },
    },
    flags: {
      at: text('date', 'The day of the review, as 2026-12-31: what has expired is judged by it'),
      decisions: text('file', 'What the reviewers decided, as YAML'),
      previous: {
        ...text(
          'file',
          'The JSON of the last review: what has changed since is told; those before it may be given too, to check them',
        ),
        variadic: true,
      },
      log: {
        ...text('log', 'An audit log of the cluster, packed or not: when who used what is told; may be given again'),
        variadic: true,
      },
      namespace: { ...text('namespace', 'Only who has rights in it, or belongs to it; may be given again'), variadic: true },
      privileged: {
        kind: 'boolean',
        optional: true,
        withNegated: false,
        brief: 'Only those whose risk is critical, high or not wholly known',
      },
      ...RBAC_FLAGS,
      output: {
        kind: 'enum',
        values: ['text', 'html', 'csv', 'json', 'manifests'],
        default: 'text',
        brief: 'How to print it; manifests are what carries out the revokes',
      },
    },
    aliases: { o: 'output', n: 'namespace' },
  },
  docs: {
    brief: 'An access review for an auditor',
    fullDescription: DESCRIPTION,
    customUsage: ['[flags] <path>...'],
  },
});
