import {
  effectiveField,
  partialReason,
  podFieldPath,
  stringAt,
  valueAt,
  type Container,
  type Json,
  type Workload,
} from '@bulwark/model';
import { defineControl, NOTHING, type Control, type Outcome } from '../control.ts';
import { podAnswer } from '../pod-security/pod-answer.ts';
import { nameOf, namesAmong, shown } from '../wording.ts';

const control: Control = defineControl({
  id: 'pod/windows-options',
  subject: 'workload',
  title: 'Windows containers run as a user that is named and is no administrator',
  severity: 'low',
  remediation: 'Set windowsOptions.runAsUserName: ContainerUser in the securityContext of the pod',

  judgesPartial: true,

  check(workload) {
    if (!podAnswer(workload).isWindows) return NOTHING;
    const outcomes: Outcome[] = [];
    const silent: Container[] = [];
    for (const container of workload.containers) {
      const options = effectiveField(workload, container, 'windowsOptions');
      const user = valueAt(options.value, ['runAsUserName']) ?? undefined;
      // The user of a host process is one of the node, and the process is what pod/windows-host-process is about.
      if (valueAt(options.value, ['hostProcess']) === true || isAccount(options.value)) continue;
      const own = valueAt(container.value, ['securityContext', 'windowsOptions', 'runAsUserName']) ?? undefined;
      const at =
        own === undefined
          ? podFieldPath(workload, 'securityContext', 'windowsOptions', 'runAsUserName')
          : [...container.path, 'securityContext', 'windowsOptions', 'runAsUserName'];
      if (user === undefined) silent.push(container);
      else if (typeof user !== 'string')
        outcomes.push({ at, unknown: `runAsUserName is ${shown(user)}, which the API server refuses` });
      else if (isAdministrator(user))
        outcomes.push({ at, message: `${nameOf(container)} runs as an administrator: runAsUserName is ${shown(user)}` });
    }
    return silent.length === 0 ? outcomes : [...outcomes, unnamed(workload, silent)];
  },

  why: `ContainerAdministrator may do everything inside a Windows container: change its registry and services, and use each hole in
the kernel that it shares with the node. Many images start with it unless the pod names another user; ContainerUser has no such
rights.`,
  details: `Only pods for Windows, by spec.os or by their node selector. The container's options stand over the pod's, field by field.
ContainerAdministrator and Administrator count, with any domain; a user that nobody names is information, because the image
decides. A pod with a group managed service account (gMSA) has its identity from there, and host processes are another control.`,
  references: [
    'https://kubernetes.io/docs/tasks/configure-pod-container/configure-runasusername/',
    'https://kubernetes.io/docs/concepts/security/windows-security/',
  ],
  requirements: { nsa: ['non-root-containers'], mitre: ['T1611'], owasp: ['K01'], 'nist-800-190': ['4.4.3'] },
  aliases: {},

  examples: {
    fails: [
      {
        name: 'an administrator',
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
      securityContext:
        windowsOptions: {runAsUserName: ContainerAdministrator}
`,
        at: ['spec.containers[0].securityContext.windowsOptions.runAsUserName'],
      },
      {
        name: 'left to the image',
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
        at: ['spec.securityContext.windowsOptions.runAsUserName'],
      },
    ],
    passes: [
      {
        name: 'a user without rights',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  os: {name: windows}
  securityContext:
    windowsOptions: {runAsUserName: ContainerUser}
  containers:
    - name: web
      image: mcr.microsoft.com/windows/servercore/iis:ltsc2025
`,
      },
      {
        name: 'Linux has no such user',
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
      },
    ],
  },
});

function isAdministrator(user: string): boolean {
  return /(?:^|\\)(?:container)?administrator$/i.test(user);
}

function isAccount(options: Json | undefined): boolean {
  return ['gmsaCredentialSpec', 'gmsaCredentialSpecName'].some((field) => (stringAt(options, field) ?? '') !== '');
}

function unnamed(workload: Workload, containers: readonly Container[]): Outcome {
  const rest = partialReason(workload.object);
  if (rest !== undefined) return rest;
  if (workload.open !== undefined) return { at: workload.specPath, unknown: workload.open };
  return {
    at: podFieldPath(workload, 'securityContext', 'windowsOptions', 'runAsUserName'),
    message: `the image decides as which user ${namesAmong(workload, containers)} ${containers.length > 1 ? 'run' : 'runs'}: runAsUserName is not set`,
    severity: { level: 'info', reason: 'the manifest does not show the user of the image' },
  };
}

export default control;
