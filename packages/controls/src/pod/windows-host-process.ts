import { set } from '@bulwark/model';
import { defineControl, type Control } from '../control.ts';
import { WITHOUT_HOST_PROCESS } from '../hazards/pod.ts';
import { blamedFields } from './blamed-fields.ts';
import { ownerOf } from './container-at.ts';

const control: Control = defineControl({
  id: 'pod/windows-host-process',
  subject: 'workload',
  title: 'Containers are not processes of their Windows node',
  severity: 'high',
  remediation: 'Remove hostProcess from windowsOptions',
  judgesPartial: true,

  check(workload) {
    return blamedFields(workload, 'windowsHostProcess', (at) => ({
      at,
      message: `${ownerOf(workload, at)} runs as a process of its Windows node: hostProcess is true`,
      fix: { kind: 'suggestion', edits: [set(at, false)], hazards: WITHOUT_HOST_PROCESS },
    }));
  },

  why: `A HostProcess container is no container but a program on the Windows node: it sees the node's disk, network and registry
and can run as its system account. It is to Windows what a privileged container is to Linux, and whoever gets into it owns the
node.`,
  details: `The field counts in the pod and in every container, and whatever the operating system is said to be: a pod for Linux that
sets it is refused by the API server. Network plugins and agents that prepare Windows nodes are the usual exception; grant it
to them by name.`,
  references: [
    'https://kubernetes.io/docs/tasks/configure-pod-container/create-hostprocess-pod/',
    'https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline',
  ],
  requirements: {
    cis: ['5.2.10'],
    nsa: ['privileged-containers'],
    pss: ['baseline'],
    mitre: ['T1611'],
    owasp: ['K01'],
    'nist-800-190': ['4.4.3'],
  },
  aliases: {
    trivy: ['KSV-0103', 'AVD-KSV-0103', 'KSV103'],
    polaris: ['hostProcess'],
    kalm: ['POD-046'],
  },

  examples: {
    fails: [
      {
        name: 'in the pod and in a container',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: agent
spec:
  hostNetwork: true
  os: {name: windows}
  securityContext:
    windowsOptions: {hostProcess: true, runAsUserName: 'NT AUTHORITY\\Local service'}
  containers:
    - name: agent
      image: registry.example.com/agent-windows:2.4.1
      securityContext:
        windowsOptions: {hostProcess: true}
`,
        at: ['spec.securityContext.windowsOptions.hostProcess', 'spec.containers[0].securityContext.windowsOptions.hostProcess'],
      },
    ],
    passes: [
      {
        name: 'an ordinary Windows container',
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
    ],
  },
});

export default control;
