import {
  isArray,
  member,
  refOf,
  stringAt,
  type Container,
  type Evidence,
  type Json,
  type KubeObject,
  type Scope,
  labelsOf,
  listAt,
  type Labels,
  type Workload,
} from '@bulwark/model';
import { defineControl, NOTHING, type Control, type Outcome } from '../control.ts';
import { nameOf } from '../wording.ts';

const control: Control = defineControl({
  id: 'pod/ssh-server',
  subject: 'workload',
  title: 'Containers run no SSH server',
  severity: 'medium',
  remediation: 'Remove the SSH server; use kubectl exec or kubectl debug, which ask the API server who you are and leave a trace',
  reads: [{ group: '', kind: 'Service' }],
  judgesPartial: true,

  check(workload, { scope }) {
    let found: Outcome[] | undefined;
    for (const container of workload.containers) {
      const ports = member(container.value, 'ports');
      if (!isArray(ports)) continue;
      for (let index = 0; index < ports.length; index++) {
        const port = sshPort(ports[index]);
        if (port === undefined) continue;
        const at = [...container.path, 'ports', index, 'containerPort'];
        (found ??= []).push({ at, message: messageOf(container, port), evidence: servicesTo(scope, workload, ports[index]) });
      }
    }
    return found ?? NOTHING;
  },

  why: `An SSH server in a container is a second door with keys of its own: who comes through it is known neither to the API server nor
to its audit log, RBAC does not hold for it, and its keys and passwords lie in the image. It has to run as root to let others
in, and it keeps running when the program has long stopped.`,
  details: `A port of a container over TCP that is 22, or that is named ssh, sshd or sftp. 2222 without such a name does not fire, because
others use it as well. Services that lead to the port are named as evidence; a Service by itself is another control's. Servers
whose purpose is SSH (a git server, a transfer host) are the usual exception.`,
  references: [
    'https://kubernetes.io/docs/tasks/debug/debug-application/get-shell-running-container/',
    'https://kubernetes.io/docs/tasks/debug/debug-application/debug-running-pod/#ephemeral-container',
  ],
  requirements: { mitre: ['T1021.004', 'T1133'] },
  aliases: { kubescape: ['C-0042'], 'kube-linter': ['ssh-port'] },

  examples: {
    fails: [
      {
        name: 'the port itself, and another one by its name',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: tools
  namespace: shop
  labels: {app: tools}
spec:
  containers:
    - name: tools
      image: registry.example.com/tools:1.2.0
      ports:
        - {containerPort: 22}
        - {containerPort: 2222, name: ssh}
        - {containerPort: 8080}
---
apiVersion: v1
kind: Service
metadata:
  name: tools
  namespace: shop
spec:
  selector: {app: tools}
  type: LoadBalancer
  ports:
    - {port: 22}
`,
        at: ['Pod/tools spec.containers[0].ports[0].containerPort', 'Pod/tools spec.containers[0].ports[1].containerPort'],
      },
    ],
    passes: [
      {
        name: 'other ports, and one over UDP',
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
        - {containerPort: 2222}
        - {containerPort: 22, protocol: UDP, name: other}
`,
      },
    ],
  },
});

export default control;

const NAMES = /(?:^|-)(?:sshd?|sftp)(?:-|$)/;

function sshPort(port: Json | undefined): number | undefined {
  const number = member(port, 'containerPort');
  if (typeof number !== 'number') return undefined;
  const protocol = member(port, 'protocol') ?? 'TCP';
  if (protocol !== 'TCP') return undefined;
  return number === 22 || NAMES.test(stringAt(port, 'name') ?? '') ? number : undefined;
}

function messageOf(container: Container, port: number): string {
  return `${nameOf(container)} listens on port ${port}, where an SSH server answers`;
}

/** The Services of the workload's namespace that lead to the port. Asked for only where there is one. */
function servicesTo(scope: Scope, { object, metadata }: Workload, port: Json | undefined): readonly Evidence[] {
  const labels = labelsOf(member(metadata, 'labels'));
  const found: Evidence[] = [];
  for (const service of scope.inNamespace('', 'Service', object.namespace)) {
    const index = selects(service, labels) ? portTo(service, port) : -1;
    if (index === -1) continue;
    const type = stringAt(service.value, 'spec', 'type') ?? 'ClusterIP';
    found.push({
      text: `the ${type} Service "${service.name}" leads to it`,
      object: refOf(service),
      path: ['spec', 'ports', index],
    });
  }
  return found;
}

function selects({ value }: KubeObject, labels: Labels): boolean {
  const wanted = Object.entries(labelsOf(member(member(value, 'spec'), 'selector')));
  return wanted.length > 0 && wanted.every(([key, label]) => Object.hasOwn(labels, key) && labels[key] === label);
}

function portTo({ value }: KubeObject, port: Json | undefined): number {
  return listAt(value, 'spec', 'ports').findIndex((each) => {
    const target = member(each, 'targetPort') ?? member(each, 'port');
    return target !== undefined && (target === member(port, 'containerPort') || target === member(port, 'name'));
  });
}
