import { goQuote, isObject, type Json, member, type Path, valueAt } from '@bulwark/model';
import { namespacePolicy } from '../namespace/namespace-policy.ts';
import { withDefaults } from '../pod/defaults.ts';
import { readPod } from '../pod/read-pod.ts';
import { evaluateRequest } from './evaluate-request.ts';
import { exemptRequest } from './exemptions.ts';
import type { AdmissionRequest, Cluster } from './request.ts';
import { ALLOWED, allowedWith, type AdmissionResponse } from './response.ts';

const TEMPLATES: Readonly<Record<string, Path>> = {
  cronjobs: ['spec', 'jobTemplate', 'spec', 'template'],
  podtemplates: ['template'],
};
const TEMPLATE: Path = ['spec', 'template'];

/** What makes pods from a template: it is warned about and audited, and never refused. Its pods are. */
export function reviewController(request: AdmissionRequest, cluster: Cluster): AdmissionResponse {
  const { subresource = '', namespace, object } = request;
  if (subresource !== '') return ALLOWED;
  const exemption = exemptRequest(request, cluster);
  if (exemption !== undefined) return exemption;
  const labels = cluster.namespaceLabels(namespace);
  if (labels === undefined) {
    return inError(`failed to lookup namespace ${goQuote(namespace)}: namespaces ${goQuote(namespace)} not found`);
  }
  const policy = namespacePolicy(labels, cluster.configuration.defaults);
  const { audit, warn } = policy.policy;
  if (policy.problems.length === 0 && audit.level === 'privileged' && warn.level === 'privileged') return ALLOWED;
  if (!isObject(object)) return inError('failed to decode object: it is no map');
  const template = templateOf(object, request.resource);
  // Of all the kinds, a ReplicationController alone may have none.
  if (template === null && request.resource === 'replicationcontrollers') return ALLOWED;
  const parts = { metadata: member(template, 'metadata'), spec: member(template, 'spec'), isTemplate: true };
  const pod = readPod(withDefaults(parts));
  const [problem] = pod.problems;
  if (problem !== undefined) return inError(`failed to decode object: ${problem.reason}`);
  return evaluateRequest(pod, policy, request, cluster, false);
}

function templateOf(object: Json, resource: string): Json {
  return valueAt(object, TEMPLATES[resource] ?? TEMPLATE) ?? null;
}

function inError(error: string): AdmissionResponse {
  return allowedWith({ auditAnnotations: { error } });
}
