import { member, podFieldPath, set } from '@bulwark/model';
import { defineControl, NOTHING, type Control, type Outcome } from '../control.ts';
import { WITHOUT_SHARED } from '../hazards/pod.ts';
import { isNoBoolean, noBoolean } from '../wording.ts';

/** What a pod shares with its node where the field is true. */
const SHARED = {
  hostNetwork: "the pod uses its node's network and reaches what listens on the node's loopback",
  hostPID: 'the pod sees every process of its node, and with root rights can enter them',
  hostIPC: "the pod shares the memory segments and queues of its node's processes",
};

const FIELDS = Object.entries(SHARED) as readonly (readonly [keyof typeof SHARED, string])[];

const control: Control = defineControl({
  id: 'pod/host-namespaces',
  subject: 'workload',
  title: "Pods do not share their node's namespaces",
  severity: 'high',
  remediation: 'Remove hostNetwork, hostPID and hostIPC; reach a pod by a Service instead',
  judgesPartial: true,

  check(workload) {
    let found: Outcome[] | undefined;
    for (const [field, effect] of FIELDS) {
      const value = member(workload.spec, field);
      if (value === undefined || value === null || value === false) continue;
      const at = podFieldPath(workload, field);
      (found ??= []).push(
        isNoBoolean(value)
          ? { at, unknown: noBoolean(field) }
          : {
              at,
              message: `${field} is true: ${effect}`,
              fix: { kind: 'suggestion', edits: [set(at, false)], hazards: WITHOUT_SHARED[field] },
            },
      );
    }
    return found ?? NOTHING;
  },

  why: `Namespaces are what makes a process in a pod see a machine of its own. In the node's network it can listen to other
pods' traffic, reach services that trust the loopback and, in a cloud, the metadata service; network policies do not hold for
it. In the node's process table it reads environment variables and files of every process through /proc.`,
  details: `One finding for each of the three fields, at the field. Network plugins, node exporters and kube-proxy are the usual
exceptions; grant them by name.`,
  references: [
    'https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline',
    'https://kubernetes.io/docs/concepts/services-networking/network-policies/#networkpolicy-and-hostnetwork-pods',
  ],
  requirements: {
    cis: ['5.2.3', '5.2.4', '5.2.5'],
    nsa: ['host-namespaces'],
    pss: ['baseline'],
    mitre: ['T1611'],
    owasp: ['K01'],
    'nist-800-190': ['4.4.3'],
  },
  narrowAliases: {
    'KSV-0010': 'hostPID',
    'AVD-KSV-0010': 'hostPID',
    KSV010: 'hostPID',
    CKV_K8S_17: 'hostPID',
    'host-pid': 'hostPID',
    hostPIDSet: 'hostPID',
    HostPID: 'hostPID',
    'KSV-0008': 'hostIPC',
    'AVD-KSV-0008': 'hostIPC',
    KSV008: 'hostIPC',
    CKV_K8S_18: 'hostIPC',
    'host-ipc': 'hostIPC',
    hostIPCSet: 'hostIPC',
    HostIPC: 'hostIPC',
    'KSV-0009': 'hostNetwork',
    'AVD-KSV-0009': 'hostNetwork',
    KSV009: 'hostNetwork',
    'C-0041': 'hostNetwork',
    CKV_K8S_19: 'hostNetwork',
    'host-network': 'hostNetwork',
    hostNetworkSet: 'hostNetwork',
    HostNetwork: 'hostNetwork',
  },
  aliases: {
    trivy: ['KSV-0008', 'AVD-KSV-0008', 'KSV008', 'KSV-0009', 'AVD-KSV-0009', 'KSV009', 'KSV-0010', 'AVD-KSV-0010', 'KSV010'],
    kubescape: ['C-0038', 'C-0041', 'C-0275', 'C-0276'],
    checkov: ['CKV_K8S_17', 'CKV_K8S_18', 'CKV_K8S_19'],
    'kube-linter': ['host-network', 'host-pid', 'host-ipc'],
    polaris: ['hostNetworkSet', 'hostPIDSet', 'hostIPCSet'],
    kics: [
      '6b6bdfb3-c3ae-44cb-88e4-7405c1ba2c8a',
      '302736f4-b16c-41b8-befe-c0baffa0bd9d',
      'cd290efd-6c82-4e9d-a698-be12ae31d536',
    ],
    kubesec: ['HostNetwork', 'HostPID', 'HostIPC'],
    kalm: ['POD-008', 'POD-009', 'POD-010'],
  },

  examples: {
    fails: [
      {
        name: 'all three in a DaemonSet',
        yaml: `
apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: agent
spec:
  selector:
    matchLabels: {app: agent}
  template:
    metadata:
      labels: {app: agent}
    spec:
      hostNetwork: true
      hostPID: true
      hostIPC: true
      containers:
        - name: agent
          image: registry.example.com/agent:2.4.1
`,
        at: ['spec.template.spec.hostNetwork', 'spec.template.spec.hostPID', 'spec.template.spec.hostIPC'],
      },
    ],
    passes: [
      {
        name: 'text in place of a boolean',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  hostPID: "true"
  containers:
    - name: web
      image: nginx:1.29
`,
        unknown: ['hostPID is neither true nor false, and the API server refuses it'],
      },
      {
        name: 'unset, and set to false',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  hostNetwork: false
  containers:
    - name: web
      image: nginx:1.29
`,
      },
      {
        name: 'sharing processes between the containers of one pod is something else',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  shareProcessNamespace: true
  containers:
    - name: web
      image: nginx:1.29
`,
      },
    ],
  },
});

export default control;
