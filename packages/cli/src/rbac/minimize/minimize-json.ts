import type { Minimized } from './minimize.ts';
import type { Logs } from '../read-logs.ts';

export function minimizeJson({ proposals, leftAlone }: Minimized, { observations, logs }: Logs): string {
  const { window, answered, left } = observations;
  const users = proposals.map(({ proposal, uses }) => ({
    ...proposal,
    manifests: proposal.manifests.map(({ value }) => value),
    replaces: proposal.replaces.map(({ kind, namespace, name }) => ({ kind, namespace, name })),
    alternatives: proposal.alternatives.map(({ namespace, role, added }) => ({
      namespace,
      kind: role.kind,
      name: role.name,
      added,
    })),
    uses: uses?.map(({ grant, ...use }) => ({ binding: grant.binding.name, role: grant.role.name, ...use })),
  }));
  return `${JSON.stringify({ window, answered, left, logs, users, leftAlone }, undefined, 2)}\n`;
}
