import { set, valueAt, type Path, type Workload } from '@bulwark/model';
import { defineControl, NOTHING, type Control, type Failure } from '../control.ts';
import { WITH_APPARMOR } from '../hazards/pod.ts';
import { podAnswer } from '../pod-security/pod-answer.ts';
import { shown } from '../wording.ts';
import { blamedFields } from './blamed-fields.ts';
import { APPARMOR_ANNOTATION } from './confinement.ts';
import { containerAt, moot, ownerOf } from './container-at.ts';

const control: Control = defineControl({
  id: 'pod/apparmor-unconfined',
  subject: 'workload',
  title: 'No container turns AppArmor off',
  severity: 'medium',
  remediation: 'Remove the AppArmor profile, or set its type to RuntimeDefault',
  judgesPartial: true,

  check(workload) {
    if (podAnswer(workload).isWindows) return NOTHING;
    return blamedFields(workload, 'appArmorProfile', (at) => {
      const value = valueAt(workload.object.value, at);
      const isField = at.at(-1) === 'type';
      if (value !== (isField ? 'Unconfined' : 'unconfined')) {
        return { at, unknown: `the AppArmor profile is ${shown(value)}, which the API server refuses` };
      }
      return {
        at,
        message: `${whoAt(workload, at)} turns AppArmor off: its profile is ${shown(value)}`,
        severity: weightOf(workload, at),
        fix: { kind: 'suggestion', edits: [set(at, isField ? 'RuntimeDefault' : 'runtime/default')], hazards: WITH_APPARMOR },
      };
    });
  },

  why: `On nodes with AppArmor every container runs under the runtime's profile, which keeps it from mounting, from writing to the
kernel's files below /proc and /sys and from tracing its neighbours. Unconfined takes that away, and with it what stops a process
for which some other barrier has fallen.`,
  details: `The fields of the pod and of every container count, and the older annotations for containers. In a pod whose containers all
have a profile of their own it is low. A privileged container is never confined. On nodes without AppArmor it does nothing.`,
  references: [
    'https://kubernetes.io/docs/tutorials/security/apparmor/',
    'https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline',
  ],
  requirements: { nsa: ['linux-hardening'], pss: ['baseline'], mitre: ['T1611'], owasp: ['K01'], 'nist-800-190': ['4.4.3'] },
  aliases: {},

  examples: {
    fails: [
      {
        name: 'by the field and by the annotation',
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
        container.apparmor.security.beta.kubernetes.io/logs: unconfined
    spec:
      containers:
        - name: web
          image: nginx:1.29
          securityContext:
            appArmorProfile: {type: Unconfined}
        - name: logs
          image: fluent-bit:4.1
`,
        at: [
          'spec.template.metadata.annotations["container.apparmor.security.beta.kubernetes.io/logs"]',
          'spec.template.spec.containers[0].securityContext.appArmorProfile.type',
        ],
      },
    ],
    passes: [
      {
        name: "the runtime's profile and one of the node's",
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
  annotations:
    container.apparmor.security.beta.kubernetes.io/logs: runtime/default
spec:
  containers:
    - name: web
      image: nginx:1.29
      securityContext:
        appArmorProfile: {type: Localhost, localhostProfile: web}
    - name: logs
      image: fluent-bit:4.1
`,
      },
      {
        name: 'a profile that there is not',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  securityContext:
    appArmorProfile: {type: None}
  containers:
    - name: web
      image: nginx:1.29
`,
        unknown: ['the AppArmor profile is "None", which the API server refuses'],
      },
    ],
  },
});

function whoAt(workload: Workload, at: Path): string {
  const key = String(at.at(-1));
  return key.startsWith(APPARMOR_ANNOTATION) ? `container "${key.slice(APPARMOR_ANNOTATION.length)}"` : ownerOf(workload, at);
}

function weightOf(workload: Workload, at: Path): Failure['severity'] {
  if (at.at(-1) !== 'type') return undefined;
  const container = containerAt(workload, at);
  if (container !== undefined) return moot(container);
  const { containers } = podAnswer(workload).read.pod;
  if (containers.length === 0 || containers.some(({ security }) => security.appArmorType === undefined)) return undefined;
  return { level: 'low', reason: 'every container has a profile of its own' };
}

export default control;
