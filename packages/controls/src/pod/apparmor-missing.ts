import { podFieldPath, set, type Hazard } from '@bulwark/model';
import { defineControl, type Control } from '../control.ts';
import { appArmorOf, whoLacks } from './confinement.ts';
import { missingInPod } from './missing-in-pod.ts';

const HAZARDS: readonly Hazard[] = [
  {
    what: 'a node without AppArmor refuses to start the pod',
    check: 'cat /sys/module/apparmor/parameters/enabled prints Y on every node that may run it',
  },
];

const control: Control = defineControl({
  id: 'pod/apparmor-missing',
  subject: 'workload',
  title: 'Every container names its AppArmor profile',
  severity: 'info',
  offByDefault:
    'nodes with AppArmor apply the profile of the runtime to what names none, and nodes without it refuse what names one',
  remediation: 'Set appArmorProfile: {type: RuntimeDefault} in the securityContext of the pod, where all nodes have AppArmor',

  check(workload) {
    return missingInPod(
      workload,
      ['appArmorProfile'],
      (pod, container) => appArmorOf(pod, container) === undefined,
      (_, lack) => {
        const at = podFieldPath(workload, 'securityContext', 'appArmorProfile');
        return {
          at,
          message: `${whoLacks(workload, lack)} ${lack.length > 1 ? 'name' : 'names'} no AppArmor profile`,
          fix: { kind: 'suggestion', edits: [set(at, { type: 'RuntimeDefault' })], hazards: HAZARDS },
        };
      },
    );
  },

  why: `A pod that names its profile is refused by a node where AppArmor is not running, and one that names none is run there
without. Where the profile is what an assessment rests on, saying it makes sure of it.`,
  details: `The field counts in the container and in the pod, and so does the older annotation for a container. Off unless it is asked
for: a node with AppArmor confines containers with the profile of its runtime anyway, and many distributions have no AppArmor.`,
  references: ['https://kubernetes.io/docs/tutorials/security/apparmor/'],
  requirements: { nsa: ['linux-hardening'], mitre: ['T1611'], owasp: ['K01'], 'nist-800-190': ['4.4.3'] },
  aliases: {
    trivy: ['KSV-0002', 'AVD-KSV-0002', 'KSV002'],
    kics: ['8b36775e-183d-4d46-b0f7-96a6f34a723f'],
    kubesec: ['ApparmorAny'],
  },

  examples: {
    fails: [
      {
        name: 'neither the pod nor the container names one',
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
        at: ['spec.securityContext.appArmorProfile'],
      },
    ],
    passes: [
      {
        name: 'in the pod',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  securityContext:
    appArmorProfile: {type: RuntimeDefault}
  containers:
    - name: web
      image: nginx:1.29
`,
      },
      {
        name: 'by the annotation of the container',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
  annotations:
    container.apparmor.security.beta.kubernetes.io/web: runtime/default
spec:
  containers:
    - name: web
      image: nginx:1.29
`,
      },
    ],
  },
});

export default control;
