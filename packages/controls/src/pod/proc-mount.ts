import { valueAt } from '@bulwark/model';
import { defineControl, type Control } from '../control.ts';
import { WITH_MASKED_PROC } from '../hazards/pod.ts';
import { shown } from '../wording.ts';
import { blamedFields } from './blamed-fields.ts';
import { ownerOf } from './container-at.ts';

const control: Control = defineControl({
  id: 'pod/proc-mount',
  subject: 'workload',
  title: 'Containers see /proc as their runtime masks it',
  severity: 'high',
  remediation: 'Remove procMount, or give the pod a user namespace of its own with hostUsers: false',
  judgesPartial: true,

  check(workload) {
    return blamedFields(workload, 'procMount', (at) => ({
      at,
      message: `${ownerOf(workload, at)} sees /proc unmasked: procMount is ${shown(valueAt(workload.object.value, at))}`,
      fix: { kind: 'suggestion', edits: [{ op: 'delete', path: at }], hazards: WITH_MASKED_PROC },
    }));
  },

  why: `The runtime hides parts of /proc from containers and makes others read-only, because they belong to the node's kernel and
not to the container: its memory, its keys, the switch that makes it crash. Without the masks, root in the container can read
and change them for everything on the node.`,
  details: `Only a procMount that is set to something else than Default counts. Pods with a user namespace of their own
(hostUsers: false) need it to run containers inside and are exempt, as in the baseline of Pod Security since version 1.35:
root there is nobody on the node.`,
  references: [
    'https://kubernetes.io/docs/tasks/configure-pod-container/security-context/#proc-access',
    'https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline',
  ],
  requirements: { pss: ['baseline'], mitre: ['T1611'], owasp: ['K01'], 'nist-800-190': ['4.4.3'] },
  aliases: {
    trivy: ['KSV-0027', 'AVD-KSV-0027', 'KSV027'],
    'kube-linter': ['unsafe-proc-mount'],
    polaris: ['procMount'],
    kics: ['f922827f-aab6-447c-832a-e1ff63312bd3'],
  },

  examples: {
    fails: [
      {
        name: 'an unmasked /proc',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: builder
spec:
  containers:
    - name: builder
      image: registry.example.com/builder:1.4.0
      securityContext: {procMount: Unmasked}
`,
        at: ['spec.containers[0].securityContext.procMount'],
      },
    ],
    passes: [
      {
        name: 'the default, by name',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: nginx:1.29
      securityContext: {procMount: Default}
`,
      },
      {
        name: 'in a user namespace of its own',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: builder
spec:
  hostUsers: false
  containers:
    - name: builder
      image: registry.example.com/builder:1.4.0
      securityContext: {procMount: Unmasked}
`,
      },
      {
        name: 'a number is no mount',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: nginx:1.29
      securityContext: {procMount: 1}
`,
        unknown: ['procMount is a number and must be text: the API server refuses it'],
      },
    ],
  },
});

export default control;
