import { goQuote, isObject, member } from '@bulwark/model';
import { namespacePolicy } from '../namespace/namespace-policy.ts';
import { isFullyPrivileged } from '../namespace/policy.ts';
import { withDefaults } from '../pod/defaults.ts';
import { readPod } from '../pod/read-pod.ts';
import { evaluateRequest } from './evaluate-request.ts';
import { exemptRequest } from './exemptions.ts';
import type { AdmissionRequest, Cluster } from './request.ts';
import { ALLOWED, allowedWith, badRequest, failed, type AdmissionResponse } from './response.ts';
import { isSignificantUpdate } from './significant-update.ts';

/** What they take is no pod, or changes nothing that a check reads. One that nobody knows is judged, to fail safe. */
const IGNORED_SUBRESOURCES = ['attach', 'binding', 'eviction', 'exec', 'log', 'portforward', 'proxy', 'status'];

/** A pod that is made or changed: the only thing that is ever refused for what it contains. */
export function reviewPod(request: AdmissionRequest, cluster: Cluster): AdmissionResponse {
  const { subresource = '', namespace, object, oldObject } = request;
  if (IGNORED_SUBRESOURCES.includes(subresource)) return ALLOWED;
  const exemption = exemptRequest(request, cluster);
  if (exemption !== undefined) return exemption;
  const labels = cluster.namespaceLabels(namespace);
  if (labels === undefined) {
    const message = `Internal error occurred: failed to lookup namespace ${goQuote(namespace)}`;
    return failed({ code: 500, reason: 'InternalError', message }, `namespaces ${goQuote(namespace)} not found`);
  }
  const policy = namespacePolicy(labels, cluster.configuration.defaults);
  if (policy.problems.length === 0 && isFullyPrivileged(policy.policy)) {
    return allowedWith({ auditAnnotations: { 'enforce-policy': 'privileged:latest' } });
  }
  if (!isObject(object)) return failed(badRequest('failed to decode object'), undefined);
  const pod = readPod(withDefaults({ metadata: member(object, 'metadata'), spec: member(object, 'spec') }));
  const [problem] = pod.problems;
  if (problem !== undefined) return failed(badRequest('failed to decode object'), problem.reason);
  if (request.operation === 'UPDATE') {
    if (!isObject(oldObject)) return failed(badRequest('failed to decode old object'), undefined);
    if (!isSignificantUpdate(object, oldObject)) return ALLOWED;
  }
  return evaluateRequest(pod, policy, request, cluster, true);
}
