import { set, valueAt, type Path } from '@bulwark/model';
import { defineControl, NOTHING, type Control, type Outcome } from '../control.ts';
import { isNoBoolean, nameOf, noBoolean } from '../wording.ts';
import { withoutPrivilege } from '../hazards/container.ts';

const FIELD: Path = ['securityContext', 'privileged'];

const control: Control = defineControl({
  id: 'pod/privileged',
  subject: 'workload',
  title: 'Containers do not run privileged',
  severity: 'critical',
  remediation: 'Set privileged: false, and add only the capabilities that the program needs',
  judgesPartial: true,

  check(workload) {
    let found: Outcome[] | undefined;
    for (const container of workload.containers) {
      const value = valueAt(container.value, FIELD);
      if (value === undefined || value === null || value === false) continue;
      const at = [...container.path, ...FIELD];
      (found ??= []).push(
        isNoBoolean(value)
          ? { at, unknown: noBoolean('privileged') }
          : {
              at,
              message: `${nameOf(container)} runs privileged`,
              fix: { kind: 'suggestion', edits: [set(at, false)], hazards: withoutPrivilege(workload, container) },
            },
      );
    }
    return found ?? NOTHING;
  },

  why: `A privileged container has every capability, sees every device of its node and is confined by neither seccomp nor
AppArmor. Whoever gets into it mounts the node's disk, reads the credentials of the kubelet and of every other pod there, and
owns the node. It is the shortest way from one broken program to the whole cluster.`,
  details: `Init, sidecar and ephemeral containers count as well: one that runs for a second is enough. Storage and network
drivers that must prepare the node are the usual exception; grant it to them by name. The Windows counterpart
(hostProcess) is another field and another control.`,
  references: [
    'https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline',
    'https://kubernetes.io/docs/concepts/security/linux-kernel-security-constraints/#privileged-containers',
  ],
  requirements: {
    cis: ['5.2.2'],
    nsa: ['privileged-containers'],
    pss: ['baseline'],
    mitre: ['T1611'],
    owasp: ['K01'],
    'nist-800-190': ['4.4.3'],
  },
  aliases: {
    trivy: ['KSV-0017', 'AVD-KSV-0017', 'KSV017'],
    kubescape: ['C-0057'],
    checkov: ['CKV_K8S_16'],
    'kube-linter': ['privileged-container'],
    'kube-score': ['container-security-context-privileged'],
    polaris: ['runAsPrivileged'],
    kics: ['dd29336b-fe57-445b-a26e-e6aa867ae609'],
    kubesec: ['Privileged'],
    kalm: ['POD-032'],
  },

  examples: {
    fails: [
      {
        name: 'a privileged container in a Deployment',
        yaml: `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: builder
spec:
  selector:
    matchLabels: {app: builder}
  template:
    metadata:
      labels: {app: builder}
    spec:
      containers:
        - name: docker
          image: docker:29.1-dind
          securityContext:
            privileged: true
`,
        at: ['spec.template.spec.containers[0].securityContext.privileged'],
      },
      {
        name: 'init, sidecar and ephemeral containers',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  initContainers:
    - name: sysctl
      image: busybox:1.37
      securityContext: {privileged: true}
    - name: tunnel
      image: wireguard:1.0
      restartPolicy: Always
      securityContext: {privileged: true}
  containers:
    - name: web
      image: nginx:1.29
  ephemeralContainers:
    - name: debugger
      image: busybox:1.37
      securityContext: {privileged: true}
`,
        at: [
          'spec.initContainers[0].securityContext.privileged',
          'spec.initContainers[1].securityContext.privileged',
          'spec.ephemeralContainers[0].securityContext.privileged',
        ],
      },
    ],
    passes: [
      {
        name: 'unset means false',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: nginx:1.29
      securityContext:
        capabilities: {drop: [ALL]}
`,
      },
      {
        name: 'false is false, and a text is neither',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: nginx:1.29
      securityContext: {privileged: false}
    - name: refused-by-the-api-server
      image: nginx:1.29
      securityContext: {privileged: "true"}
`,
        unknown: ['privileged is neither true nor false, and the API server refuses it'],
      },
    ],
  },
});

export default control;
