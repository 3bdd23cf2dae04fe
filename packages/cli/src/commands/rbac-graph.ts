import { buildCommand, type Command } from '@stricli/core';
import { RBAC_FLAGS } from '../rbac/flags.ts';
import type { Shell } from '../shell.ts';
import type { RbacGraphFlags } from './rbac-graph-run.ts';

const DESCRIPTION = `Draws who is bound to which role. What the API server binds itself is left out, unless --with-defaults.

EXAMPLES
  bulwark rbac graph k8s/ -o svg > rbac.svg
  bulwark rbac graph k8s/ -o mermaid            for Markdown on GitHub and GitLab
  bulwark rbac graph k8s/ -o dot | dot -Tpng > rbac.png
  bulwark rbac graph k8s/ -o json

EXIT CODES
  0  it was drawn
  2  bad use, or a named path that could not be read
  3  the machine failed, or Bulwark has a bug`;

export const graph: Command<Shell> = buildCommand<RbacGraphFlags, string[], Shell>({
  loader: async () => (await import('./rbac-graph-run.ts')).run,
  parameters: {
    positional: {
      kind: 'array',
      parameter: { brief: 'Folders, files, or - for standard input', parse: String, placeholder: 'path' },
    },
    flags: {
      ...RBAC_FLAGS,
      output: { kind: 'enum', values: ['mermaid', 'dot', 'svg', 'json'], default: 'mermaid', brief: 'How to draw it' },
      withDefaults: {
        kind: 'boolean',
        optional: true,
        withNegated: false,
        brief: 'Draw what every API server binds itself too',
      },
    },
    aliases: { o: 'output' },
  },
  docs: {
    brief: 'A drawing of who is bound to what',
    fullDescription: DESCRIPTION,
    customUsage: ['[flags] <path>...'],
  },
});
