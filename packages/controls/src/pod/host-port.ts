import { isArray, member, stringAt, type Container, type Edit, type Json, type Path } from '@bulwark/model';
import { defineControl, NOTHING, type Control, type Failure, type Outcome } from '../control.ts';
import { WITHOUT_HOST_PORT } from '../hazards/pod.ts';
import { nameOf } from '../wording.ts';

const control: Control = defineControl({
  id: 'pod/host-port',
  subject: 'workload',
  title: 'Containers take no port of their node',
  severity: 'medium',
  remediation: 'Remove hostPort, and reach the pod through a Service',
  judgesPartial: true,

  check(workload) {
    const isOnHost = member(workload.spec, 'hostNetwork') === true;
    let found: Outcome[] | undefined;
    for (const container of workload.containers) {
      const ports = member(container.value, 'ports');
      if (!isArray(ports)) continue;
      for (let index = 0; index < ports.length; index++) {
        const taken = takenPort(ports[index], isOnHost);
        if (taken !== undefined) (found ??= []).push(failureOf(container, index, taken));
      }
    }
    return found ?? NOTHING;
  },

  why: `A port of the node is open to whatever reaches the node: other machines of its network, often the internet, and no Service, no
Ingress and no NetworkPolicy of most plugins stands before it. It also ties pods to nodes where the port is free, and lets a pod
take a port at which others expect a component of the node.`,
  details: `Every port of a container with a hostPort that is not 0, as Pod Security counts it: baseline refuses the pod. A port that is
bound to the node's loopback (hostIP 127.0.0.1 or ::1) is low. In a pod that uses the node's network every port counts, because
the API server makes it one of the node, and is low: such a pod is pod/host-namespaces.`,
  references: [
    'https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline',
    'https://kubernetes.io/docs/concepts/configuration/overview/#services',
  ],
  requirements: { cis: ['5.2.12'], nsa: ['host-ports'], pss: ['baseline'], mitre: ['T1133'], owasp: ['K01'] },
  aliases: {
    trivy: ['KSV-0024', 'AVD-KSV-0024', 'KSV024'],
    kubescape: ['C-0044'],
    checkov: ['CKV_K8S_26'],
    polaris: ['hostPortSet'],
    kics: ['2b1836f1-dcce-416e-8e16-da8c71920633'],
  },

  examples: {
    fails: [
      {
        name: 'a port of the node, on all addresses and on the loopback',
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
      containers:
        - name: web
          image: nginx:1.29
          ports:
            - {containerPort: 8080, hostPort: 80}
            - {containerPort: 9090}
            - {containerPort: 9091, hostPort: 9091, hostIP: 127.0.0.1}
`,
        at: ['spec.template.spec.containers[0].ports[0].hostPort', 'spec.template.spec.containers[0].ports[2].hostPort'],
      },
      {
        name: "in the node's network",
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: exporter
spec:
  hostNetwork: true
  containers:
    - name: exporter
      image: registry.example.com/exporter:1.9.1
      ports:
        - {containerPort: 9100, hostPort: 9100}
        - {containerPort: 9101}
`,
        at: ['spec.containers[0].ports[0].hostPort', 'spec.containers[0].ports[1].containerPort'],
      },
    ],
    passes: [
      {
        name: 'ports of the container, and 0, which is none',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: nginx:1.29
      ports:
        - {containerPort: 8080}
        - {containerPort: 8081, hostPort: 0}
`,
      },
    ],
  },
});

export default control;

interface TakenPort {
  readonly port: string;
  readonly field: 'hostPort' | 'containerPort';
  readonly severity: Failure['severity'];
}

/** As Pod Security sees it after the defaults of the API server (defaultHostNetworkPorts in pkg/apis/core/v1/defaults.go). */
function takenPort(value: Json | undefined, isOnHost: boolean): TakenPort | undefined {
  const protocol = stringAt(value, 'protocol') ?? 'TCP';
  const port = portOf(member(value, 'hostPort'), protocol);
  if (isOnHost) {
    const own = port ?? portOf(member(value, 'containerPort'), protocol);
    const field = port === undefined ? 'containerPort' : 'hostPort';
    return own === undefined ? undefined : { port: own, field, severity: { level: 'info', reason: ON_HOST } };
  }
  if (port === undefined) return undefined;
  const hostIP = stringAt(value, 'hostIP');
  const isLoopback = hostIP === '::1' || hostIP?.startsWith('127.') === true;
  const reason = 'it is bound to the loopback of the node';
  return { port, field: 'hostPort', severity: isLoopback ? { level: 'low', reason } : undefined };
}

const ON_HOST = "pod/host-namespaces judges the node's network, where each port of the pod is the node's anyway";

/** A number that is not 0. What is no number is refused by the API server. */
function portOf(value: Json | undefined, protocol: string): string | undefined {
  if (typeof value !== 'number' && typeof value !== 'bigint') return undefined;
  if (Number(value) === 0) return undefined;
  return protocol === 'TCP' ? String(value) : `${value} (${protocol})`;
}

/** Without hostPort a pod on the node's network has it all the same: there is nothing to remove. */
function failureOf(container: Container, index: number, { port, field, severity }: TakenPort): Failure {
  const at: Path = [...container.path, 'ports', index, field];
  const remove: Edit = { op: 'delete', path: at };
  const fix: Failure['fix'] =
    severity?.reason === ON_HOST ? undefined : { kind: 'suggestion', edits: [remove], hazards: WITHOUT_HOST_PORT };
  return { at, message: `${nameOf(container)} takes port ${port} of the node`, severity, fix };
}
