import { defineControl, type Control } from '../control.ts';
import { lowIds } from './low-id.ts';

const control: Control = defineControl({
  id: 'pod/low-uid',
  subject: 'workload',
  title: 'Containers run with a user number that is not one of the system',
  severity: 'low',
  offByDefault: 'most images choose a user of their own below 1000, and pod/run-as-root judges the one that matters',
  remediation: 'Set runAsUser to a number from 1000 on, best one that no other workload has',
  parameters: { lowest: { default: 1000, description: 'The lowest user number that is good' } },

  check(workload, context) {
    const lowest = context.parameter('lowest');
    return lowIds(workload, 'runAsUser', lowest, (who, uid) => {
      if (uid === undefined) {
        return {
          message: `runAsUser is not set for ${who}: the image decides`,
          severity: { level: 'info', reason: 'the manifest does not show the user of the image' },
        };
      }
      return {
        message: `runAsUser is ${uid} for ${who}, which is below ${lowest}`,
        severity: uid === 0 ? { level: 'info', reason: 'pod/run-as-root judges root by itself' } : undefined,
      };
    });
  },

  why: `A user of a container is the user of the same number on the node. Numbers below 1000 belong to users of the system there: to
those of daemons, of a database, of a mail server. What gets out of the container owns their files and may stop their processes,
and what two workloads write under one number they can read of each other.`,
  details: `The container's runAsUser stands over the pod's; what is set for several containers at once is one finding. Where neither is
set the image decides, which is information, whatever runAsNonRoot says. User 0 is information as well, because it has a control
of its own. Pods with a user namespace of their own (hostUsers: false) and Windows pods are exempt.`,
  references: [
    'https://kubernetes.io/docs/tasks/configure-pod-container/security-context/',
    'https://kubernetes.io/docs/concepts/workloads/pods/user-namespaces/',
  ],
  requirements: { nsa: ['non-root-containers'], mitre: ['T1611'], owasp: ['K01'], 'nist-800-190': ['4.4.3'] },
  aliases: {
    trivy: ['KSV-0020', 'AVD-KSV-0020', 'KSV020'],
    checkov: ['CKV_K8S_40'],
    'kube-score': ['container-security-context-user-group-id'],
    kics: ['02323c00-cdc3-4fdc-a310-4f2b3e7a1660'],
    kubesec: ['RunAsUser'],
    kalm: ['POD-018'],
  },

  examples: {
    fails: [
      {
        name: 'left to the image, and a user of the system',
        yaml: `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector:
    matchLabels: {app: web}
  template:
    metadata:
      labels: {app: web}
    spec:
      securityContext: {runAsNonRoot: true}
      containers:
        - name: web
          image: nginx:1.29
          securityContext: {runAsUser: 101}
        - name: logs
          image: fluent-bit:4.1
`,
        at: ['spec.template.spec.securityContext.runAsUser', 'spec.template.spec.containers[0].securityContext.runAsUser'],
      },
      {
        name: "a container's root stands over the pod's number",
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  securityContext: {runAsUser: 10000}
  containers:
    - name: web
      image: nginx:1.29
      securityContext: {runAsUser: 0}
`,
        at: ['spec.containers[0].securityContext.runAsUser'],
      },
    ],
    passes: [
      {
        name: "a container's number stands over the pod's root",
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  securityContext: {runAsUser: 0}
  containers:
    - name: web
      image: nginx:1.29
      securityContext: {runAsUser: 1000}
`,
      },
      {
        name: 'a user namespace of its own',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  hostUsers: false
  containers:
    - name: web
      image: nginx:1.29
      securityContext: {runAsUser: 101}
`,
      },
      {
        name: 'a number in quotes',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: nginx:1.29
      securityContext: {runAsUser: "1000"}
`,
        unknown: ['runAsUser is "1000", which the API server refuses'],
      },
    ],
  },
});

export default control;
