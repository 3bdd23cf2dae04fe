import { valueAt } from '@bulwark/model';
import { defineControl, type Control } from '../control.ts';
import { WITHOUT_SELINUX_TYPE } from '../hazards/pod.ts';
import { shown } from '../wording.ts';
import { blamedFields } from './blamed-fields.ts';
import { ownerOf } from './container-at.ts';

const control: Control = defineControl({
  id: 'pod/selinux-options',
  subject: 'workload',
  title: 'SELinux confines containers with a type that is made for them',
  severity: 'medium',
  remediation: 'Remove user, role and type from seLinuxOptions; a level alone is enough to share files',
  judgesPartial: true,

  check(workload) {
    return blamedFields(workload, 'seLinuxOptions', (at) => {
      const value = valueAt(workload.object.value, at);
      return {
        at,
        message: `${ownerOf(workload, at)} leaves the confinement of SELinux for containers: ${String(at.at(-1))} is ${shown(value)}`,
        severity:
          value === 'spc_t'
            ? { level: 'high', reason: 'the type spc_t is made for containers that SELinux does not confine at all' }
            : undefined,
        fix: { kind: 'suggestion', edits: [{ op: 'delete', path: at }], hazards: WITHOUT_SELINUX_TYPE },
      };
    });
  },

  why: `On nodes with SELinux every container has a type that says which files and processes it may touch, and that is what stops
it where a hole in the runtime lets it out. Another type, user or role takes it out of that policy, often into one that allows
everything.`,
  details: `The types container_t, container_init_t, container_kvm_t and container_engine_t are allowed, and so is a level, as in the
baseline of Pod Security. Each other field is a finding. On nodes without SELinux the fields do nothing.`,
  references: [
    'https://kubernetes.io/docs/tasks/configure-pod-container/security-context/#assign-selinux-labels-to-a-container',
    'https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline',
  ],
  requirements: { nsa: ['linux-hardening'], pss: ['baseline'], mitre: ['T1611'], owasp: ['K01'], 'nist-800-190': ['4.4.3'] },
  aliases: { trivy: ['KSV-0025', 'AVD-KSV-0025', 'KSV025'] },

  examples: {
    fails: [
      {
        name: 'a type that nothing confines, and a user of its own',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: agent
spec:
  securityContext:
    seLinuxOptions: {user: system_u}
  containers:
    - name: agent
      image: registry.example.com/agent:2.4.1
      securityContext:
        seLinuxOptions: {type: spc_t}
`,
        at: ['spec.securityContext.seLinuxOptions.user', 'spec.containers[0].securityContext.seLinuxOptions.type'],
      },
    ],
    passes: [
      {
        name: 'a level of its own',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  securityContext:
    seLinuxOptions: {level: "s0:c123,c456"}
  containers:
    - name: web
      image: nginx:1.29
`,
      },
      {
        name: 'a type for containers',
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
        seLinuxOptions: {type: container_init_t}
`,
      },
    ],
  },
});

export default control;
