import { goQuote } from '@bulwark/model';
import { detailText, evaluatePod } from '../evaluate.ts';
import { formatLevelVersion, type LevelVersion } from '../level-version.ts';
import type { NamespacePolicy } from '../namespace/namespace-policy.ts';
import type { Pod } from '../pod/pod.ts';
import { isListed } from './exemptions.ts';
import type { AdmissionRequest, Cluster } from './request.ts';
import { aggregate, ALLOWED, exempt, type AdmissionResponse } from './response.ts';

/** Judges the pod of a request in all modes; `enforces` is false for controllers, which are only warned about. */
export function evaluateRequest(
  pod: Pod,
  { policy, problems }: NamespacePolicy,
  request: AdmissionRequest,
  cluster: Cluster,
  enforces: boolean,
): AdmissionResponse {
  if (isListed(pod.runtimeClass, cluster.configuration.exemptions.runtimeClasses)) return exempt('runtimeClass');
  const auditAnnotations: Record<string, string> = {};
  if (problems.length > 0) auditAnnotations['error'] = `Failed to parse policy: ${aggregate(problems.map(({ text }) => text))}`;
  const violation = (standard: LevelVersion): string | undefined => {
    const evaluation = evaluatePod(pod, standard, cluster.newest);
    if (evaluation.verdict === 'allowed') return undefined;
    return `PodSecurity ${goQuote(formatLevelVersion(standard))}: ${detailText(evaluation)}`;
  };
  if (enforces) auditAnnotations['enforce-policy'] = formatLevelVersion(policy.enforce);
  const audited = violation(policy.audit);
  if (audited !== undefined) auditAnnotations['audit-violations'] = `would violate ${audited}`;
  const refused = enforces ? violation(policy.enforce) : undefined;
  if (refused !== undefined) return { ...forbidden(request, `violates ${refused}`), auditAnnotations };
  const warned = violation(policy.warn);
  return { ...ALLOWED, warnings: warned === undefined ? [] : [`would violate ${warned}`], auditAnnotations };
}

function forbidden({ group, resource, name }: AdmissionRequest, why: string): AdmissionResponse {
  const what = group === '' ? resource : `${resource}.${group}`;
  const message = `${what}${name === '' ? '' : ` ${goQuote(name)}`} is forbidden: ${why}`;
  return { allowed: false, refusal: { code: 403, reason: 'Forbidden', message }, warnings: [], auditAnnotations: {} };
}
