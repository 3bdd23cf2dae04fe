import { podFieldPath, set } from '@bulwark/model';
import { defineControl, type Control } from '../control.ts';
import { seccompOf, whoLacks } from './confinement.ts';
import { containerRead, isPrivileged, moot } from './container-at.ts';
import { missingInPod } from './missing-in-pod.ts';
import { withFilter } from '../hazards/container.ts';

const control: Control = defineControl({
  id: 'pod/seccomp-missing',
  subject: 'workload',
  title: 'A seccomp profile filters the system calls of every container',
  severity: 'low',
  remediation: 'Set seccompProfile: {type: RuntimeDefault} in the securityContext of the pod',

  check(workload) {
    return missingInPod(
      workload,
      ['seccompProfile_restricted'],
      (pod, container) => seccompOf(pod, container) === undefined,
      ({ read }, lack) => {
        const at = podFieldPath(workload, 'securityContext', 'seccompProfile');
        const found = lack.map((container) => containerRead(workload, container));
        const many = lack.length > 1;
        return {
          at,
          message: `${whoLacks(workload, lack)} ${many ? 'have' : 'has'} no seccomp profile${lack.length < read.pod.containers.length ? ', nor has the pod' : ''}`,
          severity: found.every(isPrivileged) ? moot(found[0]) : undefined,
          fix: { kind: 'fix', edits: [set(at, { type: 'RuntimeDefault' })], hazards: withFilter(workload, found[0]) },
        };
      },
    );
  },

  why: `A program uses a small part of the kernel's system calls, and the rest is where most ways out of a container were found.
The runtime's own profile closes some sixty of them and breaks almost nothing, but Kubernetes turns it on only where somebody
says so.`,
  details: `A profile of the pod holds for all its containers that have none of their own, so that there is one finding for a pod. The
annotations from before version 1.19 do nothing any more and do not count. A kubelet with seccompDefault gives the runtime's
profile to pods without one; a manifest does not show that. A profile that is set to Unconfined is another control, and a
privileged container has no filter whatever its profile says. Windows pods have none. The edit counts as safe, because the runtime's
profile refuses what hardly any program calls; that can be argued for what traces processes, mounts, or makes containers of its own.`,
  references: [
    'https://kubernetes.io/docs/tutorials/security/seccomp/',
    'https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted',
  ],
  requirements: {
    cis: ['5.6.2'],
    nsa: ['linux-hardening'],
    pss: ['restricted'],
    mitre: ['T1611'],
    owasp: ['K01'],
    'nist-800-190': ['4.4.3'],
  },
  aliases: {
    trivy: ['KSV-0030', 'AVD-KSV-0030', 'KSV030'],
    kubescape: ['C-0210'],
    checkov: ['CKV_K8S_31'],
    'kube-score': ['container-seccomp-profile'],
    kics: ['f377b83e-bd07-4f48-a591-60c82b14a78b'],
    kubesec: ['SeccompAny'],
    kalm: ['POD-015', 'POD-023'],
  },

  examples: {
    fails: [
      {
        name: 'neither the pod nor a container has one',
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
      annotations:
        seccomp.security.alpha.kubernetes.io/pod: runtime/default
    spec:
      initContainers:
        - name: migrate
          image: registry.example.com/web:2.4.1
      containers:
        - name: web
          image: registry.example.com/web:2.4.1
`,
        at: ['spec.template.spec.securityContext.seccompProfile'],
      },
      {
        name: 'one of two containers has its own',
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
      securityContext:
        seccompProfile: {type: RuntimeDefault}
    - name: logs
      image: fluent-bit:4.1
`,
        at: ['spec.securityContext.seccompProfile'],
      },
    ],
    passes: [
      {
        name: "the pod's holds for its containers",
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  securityContext:
    seccompProfile: {type: RuntimeDefault}
  containers:
    - name: web
      image: nginx:1.29
`,
      },
      {
        name: 'every container has its own',
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
        seccompProfile: {type: Localhost, localhostProfile: web.json}
`,
      },
      {
        name: 'Windows has no seccomp',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  os: {name: windows}
  containers:
    - name: web
      image: mcr.microsoft.com/windows/servercore/iis:ltsc2025
`,
      },
      {
        name: 'a text is no profile',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  securityContext: {seccompProfile: RuntimeDefault}
  containers:
    - name: web
      image: nginx:1.29
`,
        unknown: ['seccompProfile is text and must be a map: the API server refuses it'],
      },
    ],
  },
});

export default control;
