import { member } from '@bulwark/model';
import { defineControl, NOTHING, type Control, type Outcome } from '../control.ts';
import { podAnswer } from '../pod-security/pod-answer.ts';
import { nameOf } from '../wording.ts';
import { isEmptyContext, noMap } from './security-context.ts';

const control: Control = defineControl({
  id: 'pod/container-security-context-missing',
  subject: 'workload',
  title: 'Containers say with which rights they run',
  severity: 'info',
  offByDefault:
    'what should stand in a securityContext is judged field by field, and each of those controls speaks where there is none',
  remediation: 'Add a securityContext to the container: no privilege escalation, no capabilities, a read-only file system',

  check(workload) {
    let outcomes: Outcome[] | undefined;
    for (const container of workload.containers) {
      const context = member(container.value, 'securityContext');
      const is = isEmptyContext(context);
      if (is === 'set') continue;
      if (outcomes === undefined && podAnswer(workload).isWindows) return NOTHING;
      const at = [...container.path, 'securityContext'];
      outcomes ??= [];
      if (is === 'no map') outcomes.push({ at, unknown: noMap(context) });
      else if (workload.open !== undefined) return [{ at: workload.specPath, unknown: workload.open }];
      else outcomes.push({ at, message: `${nameOf(container)} has no securityContext, and so the widest defaults` });
    }
    return outcomes ?? NOTHING;
  },

  why: `Some of what confines a container can be said in the container alone: that it cannot gain privileges, which capabilities it
drops, that it cannot write to its image. Without a security context of its own it has the widest default for each of them,
whatever the pod says.`,
  details: `Only whether there is one with anything in it; an empty one is as good as none. What should stand in it is judged field by
field by the other controls, so that this is information. Windows pods are exempt.`,
  references: ['https://kubernetes.io/docs/tasks/configure-pod-container/security-context/'],
  requirements: { cis: ['5.6.3'], owasp: ['K01'] },
  aliases: {
    checkov: ['CKV_K8S_30'],
    kics: ['a97a340a-0063-418e-b3a1-3028941d0995'],
    kalm: ['POD-030'],
  },

  examples: {
    fails: [
      {
        name: "the pod's is not enough",
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
    - name: logs
      image: fluent-bit:4.1
      securityContext: {}
`,
        at: ['spec.containers[0].securityContext', 'spec.containers[1].securityContext'],
      },
    ],
    passes: [
      {
        name: 'every container has one',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: nginx:1.29
      securityContext: {allowPrivilegeEscalation: false}
`,
      },
      {
        name: 'a list is no context',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: nginx:1.29
      securityContext: []
`,
        unknown: ['securityContext is [], and the API server takes only a map'],
      },
    ],
  },
});

export default control;
