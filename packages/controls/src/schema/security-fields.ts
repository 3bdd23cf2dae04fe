import type { FieldSuggestion, Holder } from '@bulwark/schema';

/** What every object of it is about: who may do what, and what may reach what. */
const SECURITY_PACKAGES: readonly string[] = [
  'rbac.',
  'admissionregistration.',
  'certificates.',
  'authentication.',
  'authorization.',
];

const SECURITY_DEFINITIONS: ReadonlySet<string> = new Set([
  'core.v1.AppArmorProfile',
  'core.v1.Capabilities',
  'core.v1.PodSecurityContext',
  'core.v1.SELinuxOptions',
  'core.v1.SeccompProfile',
  'core.v1.SecurityContext',
  'core.v1.ServiceAccount',
  'core.v1.WindowsSecurityContextOptions',
  'networking.v1.IPBlock',
  'networking.v1.NetworkPolicy',
  'networking.v1.NetworkPolicySpec',
]);

/** Fields of other objects that decide about security. */
const SECURITY_FIELDS: ReadonlyMap<string, readonly string[]> = new Map([
  ['core.v1.Container', ['securityContext']],
  ['core.v1.EphemeralContainer', ['securityContext']],
  [
    'core.v1.PodSpec',
    [
      'automountServiceAccountToken',
      'hostIPC',
      'hostNetwork',
      'hostPID',
      'hostUsers',
      'runtimeClassName',
      'securityContext',
      'serviceAccountName',
      'shareProcessNamespace',
    ],
  ],
  ['core.v1.VolumeMount', ['mountPropagation', 'readOnly', 'recursiveReadOnly']],
]);

/** Whether the object that a field stands in, or one around it, is all about security. Its metadata is not. */
export function isAboutSecurity(holders: readonly Holder[]): boolean {
  const names = holders.map(({ type }) => type.name ?? '');
  if (names.includes('meta.v1.ObjectMeta')) return false;
  return names.some((name) => SECURITY_DEFINITIONS.has(name) || SECURITY_PACKAGES.some((prefix) => name.startsWith(prefix)));
}

/** Whether the object that a field stands in gives rights: a role, or who has one. */
export function isAboutRights(holders: readonly Holder[]): boolean {
  return holders.some(({ type }) => type.name?.startsWith('rbac.') === true);
}

/** Whether what was probably meant decides about security. */
export function meansSecurity({ holder, name }: Pick<FieldSuggestion, 'holder' | 'name'>): boolean {
  const definition = holder.name ?? '';
  return SECURITY_DEFINITIONS.has(definition) || SECURITY_FIELDS.get(definition)?.includes(name) === true;
}
