import { goQuote, isObject, type Json, objectAt } from '@bulwark/model';
import { compareLevels } from '../level.ts';
import { sameLevelVersion } from '../level-version.ts';
import { levelLabel, versionLabel, type Mode } from '../namespace/labels.ts';
import { namespacePolicy, type LabelProblem, type NamespacePolicy } from '../namespace/namespace-policy.ts';
import { areEquivalentPolicies, formatPolicy, isFullyPrivileged } from '../namespace/policy.ts';
import { isListed } from './exemptions.ts';
import { namespaceWarnings } from './namespace-warnings.ts';
import type { AdmissionRequest, Cluster } from './request.ts';
import { aggregate, ALLOWED, allowedWith, badRequest, failed, type AdmissionResponse } from './response.ts';

/**
 * A namespace that is made or changed: wrong labels are refused, unless they were there before, and a policy that gets
 * stricter is tried on the pods that are there.
 */
export function reviewNamespace(request: AdmissionRequest, cluster: Cluster): AdmissionResponse {
  const { subresource = '', operation, object, oldObject, name } = request;
  if (subresource !== '') return ALLOWED;
  if (!isObject(object)) return failed(badRequest('failed to decode object'), undefined);
  const { defaults, exemptions } = cluster.configuration;
  const next = namespacePolicy(labelsOf(object), defaults);
  if (operation === 'CREATE') {
    return next.problems.length > 0 ? invalid(name, next.problems) : exemptNamespace(request, next, cluster);
  }
  // Upstream says it with two spaces.
  if (!isObject(oldObject)) return failed(badRequest('failed to decode  old object'), undefined);
  const before = namespacePolicy(labelsOf(oldObject), defaults);
  if (next.problems.length > 0 && !areSame(next.problems, before.problems)) return invalid(name, next.problems);
  if (!isTightened(next, before)) return ALLOWED;
  if (isListed(request.namespace, exemptions.namespaces)) return exemptNamespace(request, next, cluster);
  return allowedWith({ warnings: namespaceWarnings(name, next.policy.enforce, cluster) });
}

/** Labels as the server reads them; those that are no text it does not read at all. */
function labelsOf(namespace: Json): Readonly<Record<string, string>> {
  const labels = Object.entries(objectAt(namespace, 'metadata', 'labels') ?? {});
  return Object.fromEntries(labels.flatMap(([key, value]) => (typeof value === 'string' ? [[key, value] as const] : [])));
}

function areSame(a: readonly LabelProblem[], b: readonly LabelProblem[]): boolean {
  return a.length === b.length && a.every(({ text }, index) => text === b[index]?.text);
}

/** Whether pods that were fine before may be so no more. A change of version alone counts, in either direction. */
function isTightened(next: NamespacePolicy, before: NamespacePolicy): boolean {
  const [to, from] = [next.policy.enforce, before.policy.enforce];
  if (sameLevelVersion(to, from) || to.level === 'privileged') return false;
  return to.version.text !== from.version.text || compareLevels(to.level, from.level) > 0;
}

function exemptNamespace(request: AdmissionRequest, { policy }: NamespacePolicy, { configuration }: Cluster): AdmissionResponse {
  if (!isListed(request.namespace, configuration.exemptions.namespaces)) return ALLOWED;
  if (isFullyPrivileged(policy) || areEquivalentPolicies(policy, configuration.defaults)) return ALLOWED;
  const labels = labelsOf(request.object ?? null);
  const isShown = (mode: Mode): boolean =>
    policy[mode].level !== 'privileged' && (Object.hasOwn(labels, levelLabel(mode)) || Object.hasOwn(labels, versionLabel(mode)));
  const ignored = formatPolicy(policy, isShown);
  const warning = `namespace ${goQuote(request.name)} is exempt from Pod Security, and the policy (${ignored}) will be ignored`;
  return allowedWith({ warnings: [warning] });
}

function invalid(name: string, problems: readonly LabelProblem[]): AdmissionResponse {
  const message = `Namespace ${goQuote(name)} is invalid: ${aggregate(problems.map(({ text }) => text))}`;
  return { allowed: false, refusal: { code: 422, reason: 'Invalid', message }, warnings: [], auditAnnotations: {} };
}
