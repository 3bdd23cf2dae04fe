import { listAt, set, valueAt, type Container, type Workload } from '@bulwark/model';
import { defineControl, NOTHING, type Control, type Failure } from '../control.ts';
import { podAnswer } from '../pod-security/pod-answer.ts';
import { nameOf } from '../wording.ts';
import { missingFields } from './blamed-fields.ts';
import { capabilityName } from './capability.ts';
import { containerAt, isPrivileged, moot } from './container-at.ts';
import { containerUser } from './container-user.ts';
import { withoutGain } from '../hazards/container.ts';

const control: Control = defineControl({
  id: 'pod/privilege-escalation',
  subject: 'workload',
  title: 'Containers cannot gain more privileges than they start with',
  severity: 'medium',
  remediation: 'Set allowPrivilegeEscalation: false in the securityContext of every container',
  // What is set wrongly is certain in a part of a pod as well.
  judgesPartial: true,

  check(workload) {
    if (podAnswer(workload).isWindows) return NOTHING;
    return missingFields(workload, 'allowPrivilegeEscalation', (at) => {
      const container = containerAt(workload, at);
      const name = container === undefined ? 'a container' : nameOf(container);
      const isTrue = valueAt(workload.object.value, at) === true;
      const state = isTrue ? 'is true' : 'is not set, which means true';
      const severity = container === undefined ? undefined : (moot(container) ?? confined(workload, container));
      return {
        at,
        message: `${name} can gain privileges: allowPrivilegeEscalation ${state}`,
        severity,
        fix:
          container === undefined || !takesFalse(container)
            ? undefined
            : { kind: isTrue ? 'suggestion' : 'fix', edits: [set(at, false)], hazards: withoutGain(workload, container) },
      };
    });
  },

  why: `A program file with the setuid bit, or with capabilities of its own, runs with more rights than whoever starts it: su,
sudo, ping, mount, and whatever an attacker brings along. Most images hold a few. With allowPrivilegeEscalation: false the
kernel ignores those bits (no_new_privs), so that a process that was broken into stays the ordinary user that it is.`,
  details: `The field must be false in every container, init and ephemeral ones as well; there is none for the whole pod, and unset
means true. A container that runs privileged, where the API server would refuse a false, is only information here, since
pod/privileged judges it; where the user is not root and all capabilities are dropped it is low. Windows pods have no such thing. Where the field is not set the edit counts as
safe; that can be argued where a program is run that is setuid or has capabilities of its own, such as sudo, su or an old ping. Somebody who has written true may have meant it: a suggestion.`,
  references: [
    'https://kubernetes.io/docs/tasks/configure-pod-container/security-context/',
    'https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted',
    'https://docs.kernel.org/userspace-api/no_new_privs.html',
  ],
  requirements: {
    cis: ['5.2.6'],
    nsa: ['privilege-escalation'],
    pss: ['restricted'],
    mitre: ['T1548.001', 'T1611'],
    owasp: ['K01'],
    'nist-800-190': ['4.4.3'],
  },
  aliases: {
    trivy: ['KSV-0001', 'AVD-KSV-0001', 'KSV001'],
    kubescape: ['C-0016'],
    checkov: ['CKV_K8S_20'],
    'kube-linter': ['privilege-escalation-container'],
    polaris: ['privilegeEscalationAllowed'],
    kics: ['5572cc5e-1e4c-4113-92a6-7a8a3bd25e6d'],
    kubesec: ['AllowPrivilegeEscalation'],
    kalm: ['POD-031'],
  },

  examples: {
    fails: [
      {
        name: 'unset and true, in a Deployment',
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
      initContainers:
        - name: migrate
          image: registry.example.com/web:2.4.1
      containers:
        - name: web
          image: registry.example.com/web:2.4.1
          securityContext:
            allowPrivilegeEscalation: true
`,
        at: [
          'spec.template.spec.initContainers[0].securityContext.allowPrivilegeEscalation',
          'spec.template.spec.containers[0].securityContext.allowPrivilegeEscalation',
        ],
      },
      {
        name: 'a privileged container has nothing left to gain',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: nginx:1.29
      securityContext: {privileged: true}
`,
        at: ['spec.containers[0].securityContext.allowPrivilegeEscalation'],
      },
    ],
    passes: [
      {
        name: 'false in every container',
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
        name: 'Windows by its node selector',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  nodeSelector: {kubernetes.io/os: windows}
  containers:
    - name: web
      image: mcr.microsoft.com/windows/servercore/iis:ltsc2025
`,
      },
      {
        name: 'neither true nor false',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: nginx:1.29
      securityContext: {allowPrivilegeEscalation: "false"}
`,
        unknown: ['allowPrivilegeEscalation is text and must be true or false: the API server refuses it'],
      },
    ],
  },
});

/**
 * The API server refuses a false beside what gives all privileges anyway. It knows SYS_ADMIN by its long name alone:
 * `ValidateSecurityContext` in kubernetes, pkg/apis/core/validation/validation.go.
 */
function takesFalse(container: Container): boolean {
  return !isPrivileged(container) && !listAt(container.value, 'securityContext', 'capabilities', 'add').includes('CAP_SYS_ADMIN');
}

/** A setuid program makes its process root by name, with nothing of what root may do. */
function confined(workload: Workload, container: Container): Failure['severity'] {
  const dropped = listAt(container.value, 'securityContext', 'capabilities', 'drop');
  if (!dropped.some((item) => typeof item === 'string' && capabilityName(item) === 'ALL')) return undefined;
  if (containerUser(workload, container).user !== 'other') return undefined;
  return { level: 'low', reason: 'its user is not root, and all capabilities are dropped: there is little to gain' };
}

export default control;
