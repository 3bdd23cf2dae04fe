import { podFieldPath, set } from '@bulwark/model';
import type { Pod, PodContainer } from '@bulwark/pod-security';
import { defineControl, type Control } from '../control.ts';
import { appArmorOf, hasSELinux, isUnconfined, seccompOf, whoLacks } from './confinement.ts';
import { containerRead, isPrivileged, moot } from './container-at.ts';
import { missingInPod } from './missing-in-pod.ts';
import { withFilter } from '../hazards/container.ts';

const SAID = { level: 'info', reason: 'pod/seccomp-missing says how to mend it' } as const;

/** The checks of Pod Security that read what this one does. */
const READ = ['seccompProfile_restricted', 'appArmorProfile', 'seLinuxOptions'] as const;

const control: Control = defineControl({
  id: 'pod/linux-hardening',
  subject: 'workload',
  title: 'Seccomp, AppArmor or SELinux confines every container',
  severity: 'low',
  offByDefault: 'pod/seccomp-missing and pod/seccomp-unconfined speak of every container that this one finds',
  remediation: 'Set at least seccompProfile: {type: RuntimeDefault} in the securityContext of the pod',

  check(workload) {
    return missingInPod(workload, READ, isBare, (_, lack) => {
      const at = podFieldPath(workload, 'securityContext');
      const found = lack.map((container) => containerRead(workload, container));
      const hasNoSeccomp = lack.every(({ security }) => security.seccompType === undefined);
      return {
        at,
        message: `nothing of the kernel's own confines ${whoLacks(workload, lack)}: neither seccomp nor AppArmor nor SELinux is asked for`,
        severity: found.every(isPrivileged) ? moot(found[0]) : hasNoSeccomp ? SAID : undefined,
        fix: hasNoSeccomp
          ? {
              kind: 'fix',
              edits: [set([...at, 'seccompProfile'], { type: 'RuntimeDefault' })],
              hazards: withFilter(workload, found[0]),
            }
          : undefined,
      };
    });
  },

  why: `Linux has three ways to confine a process beyond users and capabilities: seccomp filters its system calls, AppArmor and
SELinux say which files and other processes it may touch. A container that asks for none of them has the whole kernel before it,
unless its node happens to confine it.`,
  details: `One of the three is enough: a seccomp profile or an AppArmor profile other than Unconfined (its older annotation counts),
or SELinux options of a type other than spc_t, in the container or in the pod. Dropped capabilities are no such thing and have a
control of their own. Where no seccomp profile is set this is information, because pod/seccomp-missing asks for one already: this
control is for those who leave the choice of the three open. Nodes may confine pods that ask for nothing, which a manifest does not show. Windows pods are exempt.`,
  references: [
    'https://kubernetes.io/docs/concepts/security/linux-kernel-security-constraints/',
    'https://kubernetes.io/docs/tutorials/security/seccomp/',
    'https://kubernetes.io/docs/tutorials/security/apparmor/',
  ],
  requirements: { nsa: ['linux-hardening'], mitre: ['T1611'], owasp: ['K01'], 'nist-800-190': ['4.4.3'] },
  aliases: { kubescape: ['C-0055'], polaris: ['linuxHardening'], kalm: ['POD-022'] },

  examples: {
    fails: [
      {
        name: 'none of the three',
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
        at: ['spec.securityContext'],
      },
      {
        name: 'all that is asked for is to be left alone',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  securityContext:
    appArmorProfile: {type: Unconfined}
    seLinuxOptions: {type: spc_t}
  containers:
    - name: web
      image: nginx:1.29
      securityContext:
        seccompProfile: {type: Unconfined}
`,
        at: ['spec.securityContext'],
      },
    ],
    passes: [
      {
        name: 'AppArmor by its annotation',
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
      {
        name: 'seccomp for one container, SELinux for the other',
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
      securityContext:
        seLinuxOptions: {level: "s0:c123,c456"}
`,
      },
    ],
  },
});

function isBare(pod: Pod, container: PodContainer): boolean {
  return isUnconfined(seccompOf(pod, container)) && isUnconfined(appArmorOf(pod, container)) && !hasSELinux(pod, container);
}

export default control;
