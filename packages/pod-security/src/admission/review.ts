import type { AdmissionRequest, Cluster } from './request.ts';
import { ALLOWED, type AdmissionResponse } from './response.ts';
import { reviewController } from './review-controller.ts';
import { reviewNamespace } from './review-namespace.ts';
import { reviewPod } from './review-pod.ts';

/** The resources that hold a pod template, by their group: `DefaultPodSpecExtractor`. */
const CONTROLLERS: ReadonlyMap<string, readonly string[]> = new Map([
  ['', ['podtemplates', 'replicationcontrollers']],
  ['apps', ['daemonsets', 'deployments', 'replicasets', 'statefulsets']],
  ['batch', ['cronjobs', 'jobs']],
]);

/**
 * What the API server's admission plugin PodSecurity answers to a request (k8s.io/pod-security-admission,
 * admission/admission.go): it refuses pods, warns about controllers and never refuses them, and watches over the labels of
 * namespaces. Other resources it leaves alone, those with pod templates too.
 */
export function review(request: AdmissionRequest, cluster: Cluster): AdmissionResponse {
  const { operation, group, resource } = request;
  if (operation !== 'CREATE' && operation !== 'UPDATE') return ALLOWED;
  if (group === '' && resource === 'namespaces') return reviewNamespace(request, cluster);
  if (group === '' && resource === 'pods') return reviewPod(request, cluster);
  return CONTROLLERS.get(group)?.includes(resource) === true ? reviewController(request, cluster) : ALLOWED;
}
