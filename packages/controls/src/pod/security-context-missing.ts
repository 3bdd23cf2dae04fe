import { member, podFieldPath } from '@bulwark/model';
import { defineControl, NOTHING, type Control } from '../control.ts';
import { podAnswer } from '../pod-security/pod-answer.ts';
import { isEmptyContext, noMap } from './security-context.ts';

const control: Control = defineControl({
  id: 'pod/security-context-missing',
  subject: 'workload',
  title: 'Pods say with which rights their containers run',
  severity: 'info',
  offByDefault:
    'what should stand in a securityContext is judged field by field, and each of those controls speaks where there is none',
  remediation: 'Add a securityContext to the pod with runAsNonRoot: true and seccompProfile: {type: RuntimeDefault}',

  check(workload) {
    const context = member(workload.spec, 'securityContext');
    const is = isEmptyContext(context);
    if (is === 'set' || podAnswer(workload).isWindows) return NOTHING;
    const at = podFieldPath(workload, 'securityContext');
    if (is === 'no map') return [{ at, unknown: noMap(context) }];
    if (workload.open !== undefined) return [{ at, unknown: workload.open }];
    return [{ at, message: 'the pod has no securityContext: every container that says nothing itself has the widest defaults' }];
  },

  why: `What the security context of a pod says holds for all its containers, also for those that somebody adds later: a sidecar, an
init container, one to debug with. Without it each of them starts with the defaults of Kubernetes, which leave everything to the
image.`,
  details: `Only whether there is one with anything in it: an empty one is as good as none, and is what the API server adds itself. What
should stand in it is judged field by field by the other controls, so that this is information. Windows pods have little
to say there and are exempt.`,
  references: ['https://kubernetes.io/docs/tasks/configure-pod-container/security-context/'],
  requirements: { owasp: ['K01'] },
  aliases: {
    trivy: ['KSV-0118', 'AVD-KSV-0118', 'KSV118'],
    kubescape: ['C-0211'],
    checkov: ['CKV_K8S_29'],
    kalm: ['POD-016'],
  },

  examples: {
    fails: [
      {
        name: 'none',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: nginx:1.29
`,
        at: ['spec.securityContext'],
      },
      {
        name: 'an empty one',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  securityContext: {}
  containers:
    - name: web
      image: nginx:1.29
`,
        at: ['spec.securityContext'],
      },
    ],
    passes: [
      {
        name: 'one that says something',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  securityContext: {runAsNonRoot: true}
  containers:
    - name: web
      image: nginx:1.29
`,
      },
      {
        name: 'a text is no context',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  securityContext: restricted
  containers:
    - name: web
      image: nginx:1.29
`,
        unknown: ['securityContext is "restricted", and the API server takes only a map'],
      },
    ],
  },
});

export default control;
