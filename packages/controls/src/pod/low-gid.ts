import { defineControl, type Control } from '../control.ts';
import { lowIds } from './low-id.ts';

const control: Control = defineControl({
  id: 'pod/low-gid',
  subject: 'workload',
  title: 'Containers run with a group number that is not one of the system',
  severity: 'low',
  offByDefault: 'most images choose a group of their own below 1000, which says little where no files of the node are shared',
  remediation: 'Set runAsGroup to a number from 1000 on',
  parameters: { lowest: { default: 1000, description: 'The lowest group number that is good' } },

  check(workload, context) {
    const lowest = context.parameter('lowest');
    return lowIds(workload, 'runAsGroup', lowest, (who, gid) => {
      if (gid === undefined) {
        return {
          message: `runAsGroup is not set for ${who}: the image decides`,
          severity: { level: 'info', reason: 'the manifest does not show the group of the image' },
        };
      }
      return { message: `runAsGroup is ${gid} for ${who}, which is ${gid === 0 ? 'the group of root' : `below ${lowest}`}` };
    });
  },

  why: `A group of a container is the group of the same number on the node, and those below 1000 belong to the system there: disk,
docker, shadow. Without runAsGroup it is the one that the image names, mostly 0, and many files that are not for everybody are
for that group.`,
  details: `The container's runAsGroup stands over the pod's; what is set for several containers at once is one finding. Where neither
is set the image decides, and says 0 where it names only a user: that is information. Some platforms give images the group 0 and
a random user on purpose; set the parameter lowest to 0 there. Pods with a user namespace of their own and Windows pods are
exempt. Groups of volumes and further groups are another control.`,
  references: [
    'https://kubernetes.io/docs/tasks/configure-pod-container/security-context/',
    'https://kubernetes.io/docs/concepts/workloads/pods/user-namespaces/',
  ],
  requirements: { nsa: ['non-root-containers'], mitre: ['T1611'], owasp: ['K01'], 'nist-800-190': ['4.4.3'] },
  aliases: {
    trivy: ['KSV-0021', 'AVD-KSV-0021', 'KSV021'],
    kubesec: ['RunAsGroup'],
    kalm: ['POD-019'],
  },

  examples: {
    fails: [
      {
        name: 'left to the image, and the group of root',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  securityContext: {runAsUser: 10001}
  containers:
    - name: web
      image: nginx:1.29
    - name: logs
      image: fluent-bit:4.1
      securityContext: {runAsGroup: 0}
`,
        at: ['spec.securityContext.runAsGroup', 'spec.containers[1].securityContext.runAsGroup'],
      },
    ],
    passes: [
      {
        name: 'a group of its own',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  securityContext: {runAsGroup: 1337}
  containers:
    - name: web
      image: nginx:1.29
`,
      },
      {
        name: 'no group at all',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  securityContext: {runAsGroup: -1}
  containers:
    - name: web
      image: nginx:1.29
`,
        unknown: ['runAsGroup is -1, which the API server refuses'],
      },
    ],
  },
});

export default control;
