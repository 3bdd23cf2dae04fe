import { type Path, sortedSet } from '@bulwark/model';
import type { ContainerSecurity, Pod, PodSecurity, SELinux } from '../pod/pod.ts';
import { joinQuoted, plural, settersText } from '../text/wording.ts';
import { inSecurityContexts, type Check, type Forbidden, type PodRule } from './check.ts';
import { contextField, contextsOf, namesOf, podContextField, settersWhere } from './offenders.ts';

const TYPES_1_0 = ['', 'container_t', 'container_init_t', 'container_kvm_t'];
const TYPES_1_31 = [...TYPES_1_0, 'container_engine_t'];

/** SELinux keeps to the types that are made for containers, and to the user and role of the runtime. */
export const seLinuxOptions: Check = {
  id: 'seLinuxOptions',
  level: 'baseline',
  remedy: 'remove seLinuxOptions, or keep to container_t, container_init_t, container_kvm_t and container_engine_t',
  reads: inSecurityContexts('seLinuxOptions'),
  versions: [
    { since: 0, forbids: othersThan(TYPES_1_0), stricter: true },
    { since: 31, forbids: othersThan(TYPES_1_31), stricter: false },
  ],
};

function othersThan(types: readonly string[]): PodRule {
  const allowed: ReadonlySet<string> = new Set(types);
  const isBad = ({ seLinux }: PodSecurity | ContainerSecurity): boolean =>
    seLinux !== undefined && badOptions(seLinux, allowed).length > 0;
  return (pod) => forbids(pod, allowed, isBad);
}

function badOptions({ type, user, role }: SELinux, allowed: ReadonlySet<string>): readonly (keyof SELinux)[] {
  if (allowed.has(type) && user === '' && role === '') return NONE;
  const bad: readonly (readonly [keyof SELinux, boolean])[] = [
    ['type', !allowed.has(type)],
    ['user', user !== ''],
    ['role', role !== ''],
  ];
  return bad.filter(([, is]) => is).map(([option]) => option);
}

const NONE: readonly (keyof SELinux)[] = [];

function forbids(
  pod: Pod,
  allowed: ReadonlySet<string>,
  isBad: (security: PodSecurity | ContainerSecurity) => boolean,
): Forbidden | undefined {
  const setters = settersWhere(pod, isBad);
  if (setters === undefined) return undefined;
  const options = contextsOf(pod, setters).flatMap(({ seLinux }) => seLinux ?? []);
  const types = sortedSet(options.map(({ type }) => type).filter((type) => !allowed.has(type)));
  const what = [
    ...(types.length === 0 ? [] : [`${plural('type', 'types', types.length)} ${joinQuoted(types)}`]),
    ...(options.some(({ user }) => user !== '') ? ['user may not be set'] : []),
    ...(options.some(({ role }) => role !== '') ? ['role may not be set'] : []),
  ];
  const fieldsOf = ({ seLinux }: PodSecurity | ContainerSecurity, at: (...field: Path) => Path): readonly Path[] =>
    (seLinux === undefined ? [] : badOptions(seLinux, allowed)).map((option) => at('seLinuxOptions', option));
  return {
    reason: 'seLinuxOptions',
    detail: `${settersText(setters.byPod, namesOf(setters.containers))} set forbidden securityContext.seLinuxOptions: ${what.join('; ')}`,
    fields: [
      ...fieldsOf(pod.security, podContextField),
      ...setters.containers.flatMap((container) => fieldsOf(container.security, (...field) => contextField(container, ...field))),
    ],
  };
}
