import { set, valueAt, type Path, type Workload } from '@bulwark/model';
import { defineControl, type Control, type Failure } from '../control.ts';
import { podAnswer } from '../pod-security/pod-answer.ts';
import { shown } from '../wording.ts';
import { blamedFields } from './blamed-fields.ts';
import { containerAt, moot, ownerOf } from './container-at.ts';
import { withFilter } from '../hazards/container.ts';

const control: Control = defineControl({
  id: 'pod/seccomp-unconfined',
  subject: 'workload',
  title: 'No container turns its filter of system calls off',
  severity: 'medium',
  remediation: 'Set the type of seccompProfile to RuntimeDefault, or to Localhost with a profile that allows what is missing',
  judgesPartial: true,

  check(workload) {
    return blamedFields(workload, 'seccompProfile_baseline', (at) => {
      const value = valueAt(workload.object.value, at);
      if (value !== 'Unconfined') return { at, unknown: `type is ${shown(value)}, which the API server refuses` };
      return {
        at,
        message: `${ownerOf(workload, at)} turns its seccomp filter off: type is Unconfined`,
        severity: weightOf(workload, at),
        fix: {
          kind: 'suggestion',
          edits: [set(at, 'RuntimeDefault')],
          hazards: withFilter(workload, containerAt(workload, at)),
        },
      };
    });
  },

  why: `Unconfined takes away the filter that a cluster gives to every pod by default, and opens the system calls in which most
ways out of a container were found. It is mostly left over from a search for the one call that a program needs.`,
  details: `The field counts in the pod and in every container. In a pod whose containers all have a profile of their own it is low:
it holds only for containers that come later. A privileged container has no filter whatever its profile says. A profile that is
missing is another control.`,
  references: [
    'https://kubernetes.io/docs/tutorials/security/seccomp/',
    'https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline',
  ],
  requirements: {
    cis: ['5.6.2'],
    nsa: ['linux-hardening'],
    pss: ['baseline'],
    mitre: ['T1611'],
    owasp: ['K01'],
    'nist-800-190': ['4.4.3'],
  },
  aliases: { trivy: ['KSV-0104', 'AVD-KSV-0104', 'KSV104'], kubesec: ['SeccompUnconfined'] },

  examples: {
    fails: [
      {
        name: 'in the pod and in a container',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  securityContext:
    seccompProfile: {type: Unconfined}
  containers:
    - name: web
      image: nginx:1.29
    - name: profiler
      image: registry.example.com/profiler:0.9.2
      securityContext:
        seccompProfile: {type: Unconfined}
`,
        at: ['spec.securityContext.seccompProfile.type', 'spec.containers[1].securityContext.seccompProfile.type'],
      },
      {
        name: 'in the pod, for containers that come later',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  securityContext:
    seccompProfile: {type: Unconfined}
  containers:
    - name: web
      image: nginx:1.29
      securityContext:
        seccompProfile: {type: RuntimeDefault}
`,
        at: ['spec.securityContext.seccompProfile.type'],
      },
    ],
    passes: [
      {
        name: "the runtime's profile, and none",
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
        seccompProfile: {type: RuntimeDefault}
    - name: logs
      image: fluent-bit:4.1
`,
      },
      {
        name: 'a type that there is not',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  securityContext:
    seccompProfile: {type: unconfined}
  containers:
    - name: web
      image: nginx:1.29
`,
        unknown: ['type is "unconfined", which the API server refuses'],
      },
    ],
  },
});

function weightOf(workload: Workload, at: Path): Failure['severity'] {
  const container = containerAt(workload, at);
  if (container !== undefined) return moot(container);
  const { containers } = podAnswer(workload).read.pod;
  if (containers.length === 0 || containers.some(({ security }) => security.seccompType === undefined)) return undefined;
  return { level: 'low', reason: 'every container has a profile of its own' };
}

export default control;
