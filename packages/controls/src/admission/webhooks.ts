import { isObject, listAt, member, stringAt, type Json, type JsonObject, type KubeObject, type Path } from '@bulwark/model';

export interface Webhook {
  readonly name: string;
  readonly value: JsonObject;
  readonly path: Path;
  /** Whether it only says yes or no. */
  readonly validates: boolean;
}

/** The webhooks of a configuration that are maps. */
export function webhooksOf(configuration: KubeObject): readonly Webhook[] {
  return listAt(configuration.value, 'webhooks').flatMap((value, index) => {
    if (!isObject(value)) return [];
    const name = stringAt(value, 'name') ?? '';
    return [{ name, value, path: ['webhooks', index], validates: configuration.kind.startsWith('Validating') }];
  });
}

/** `Ignore` or `Fail`; v1 takes `Fail` where nothing is said, and v1beta1 took `Ignore`. */
export function failurePolicyOf(value: JsonObject, apiVersion: string): string {
  const given = member(value, 'failurePolicy');
  if (typeof given === 'string') return given;
  return apiVersion === 'admissionregistration.k8s.io/v1beta1' ? 'Ignore' : 'Fail';
}

interface Rule {
  readonly groups: readonly string[];
  readonly resources: readonly string[];
  readonly operations: readonly string[];
}

/** The rules of a webhook or, below `matchConstraints.resourceRules`, of a policy. */
export function rulesIn(value: JsonObject, ...path: string[]): readonly Rule[] {
  return listAt(value, ...path).map((rule) => ({
    groups: texts(rule, 'apiGroups'),
    resources: texts(rule, 'resources'),
    operations: texts(rule, 'operations'),
  }));
}

function texts(rule: Json, field: string): readonly string[] {
  return listAt(rule, field).filter((item) => typeof item === 'string');
}

export function coversResource({ groups, resources }: Rule, group: string, resource: string): boolean {
  if (!groups.some((each) => each === '*' || each === group)) return false;
  return resources.some((each) => each === '*' || each === '*/*' || each === resource || each === `${resource}/*`);
}

export function coversWrites({ operations }: Rule): boolean {
  return operations.some((each) => each === '*' || each === 'CREATE' || each === 'UPDATE');
}

/** What decides who may do what: a check of these is a check of security. */
const GUARDED: readonly (readonly [group: string, resource: string])[] = [
  ['', 'pods'],
  ['apps', 'deployments'],
  ['apps', 'daemonsets'],
  ['batch', 'cronjobs'],
  ['', 'namespaces'],
  ['', 'secrets'],
  ['', 'serviceaccounts'],
  ['', 'services'],
  ['networking.k8s.io', 'ingresses'],
  ['networking.k8s.io', 'networkpolicies'],
  ['rbac.authorization.k8s.io', 'roles'],
  ['rbac.authorization.k8s.io', 'rolebindings'],
  ['rbac.authorization.k8s.io', 'clusterroles'],
  ['rbac.authorization.k8s.io', 'clusterrolebindings'],
  ['admissionregistration.k8s.io', 'validatingwebhookconfigurations'],
];

/** The first resource of Kubernetes' own that rules watch and that decides of security; undefined where they watch none. */
export function guardedResource(rules: readonly Rule[]): string | undefined {
  const rule = rules.find((each) => coversWrites(each) && guardedBy(each) !== undefined);
  return rule === undefined ? undefined : guardedBy(rule);
}

function guardedBy(rule: Rule): string | undefined {
  if (rule.groups.includes('*') && rule.resources.some((each) => each === '*' || each === '*/*')) return 'everything';
  return GUARDED.find(([group, resource]) => coversResource(rule, group, resource))?.[1];
}
