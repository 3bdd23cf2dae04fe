import type { Role } from '@bulwark/rbac';
import type { Holders } from './holders.ts';

/** Who has a right: `ServiceAccount shop/api and User jane`. */
export function whoText({ names }: Holders): string {
  const [first, second] = names;
  if (first === undefined) return 'whoever is bound to it';
  if (second === undefined) return first;
  return names.length === 2 ? `${first} and ${second}` : `${first}, ${second} and ${names.length - 2} more`;
}

/** Where they have it: `in every namespace`. */
export function whereText(role: Role, { isClusterWide, namespaces }: Holders): string {
  if (isClusterWide) return 'in every namespace';
  if (role.kind === 'Role') return `in namespace ${role.namespace}`;
  const [only] = namespaces;
  if (only === undefined) return 'wherever it is bound';
  return namespaces.length === 1 ? `in namespace ${only}` : `in ${namespaces.length} namespaces`;
}
