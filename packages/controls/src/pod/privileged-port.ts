import { isArray, listAt, member, stringAt, type Json, type Workload } from '@bulwark/model';
import { defineControl, NOTHING, type Control, type Outcome } from '../control.ts';
import { nameOf } from '../wording.ts';

const FIRST_FREE = 1024;

const control: Control = defineControl({
  id: 'pod/privileged-port',
  subject: 'workload',
  title: 'Containers listen on ports that need no privilege',
  severity: 'low',
  offByDefault: 'the runtimes of today open these ports to every user of a container: it is a habit rather than a hole',
  remediation: 'Let the program listen on a port from 1024 up, such as 8080, and map it by the targetPort of the Service',
  judgesPartial: true,

  check(workload) {
    let found: Outcome[] | undefined;
    for (const container of workload.containers) {
      const ports = member(container.value, 'ports');
      if (!isArray(ports)) continue;
      for (let index = 0; index < ports.length; index++) {
        const port = member(ports[index], 'containerPort');
        if (typeof port !== 'number' || port < 1 || port >= FIRST_FREE || port >= firstFree(workload)) continue;
        const at = [...container.path, 'ports', index, 'containerPort'];
        (found ??= []).push({ at, message: `${nameOf(container)} listens on port ${port}, which is below ${FIRST_FREE}` });
      }
    }
    return found ?? NOTHING;
  },

  why: `Ports below 1024 are for root, or for a program with the capability NET_BIND_SERVICE. A program that listens on one is mostly
run as root for that reason alone, and everything that root may do in a container comes with it. Behind a Service nobody sees
which port the program has.`,
  details: `Every port of a container from 1 to 1023. Runtimes of today open these ports to all users of a container
(net.ipv4.ip_unprivileged_port_start is 0), so that it is a habit rather than a hole. It passes where the pod sets that sysctl
to the port or below.`,
  references: [
    'https://kubernetes.io/docs/concepts/services-networking/service/#defining-a-service',
    'https://kubernetes.io/docs/tasks/administer-cluster/sysctl-cluster/',
  ],
  requirements: {},
  aliases: { trivy: ['KSV-0117', 'AVD-KSV-0117', 'KSV117'], 'kube-linter': ['privileged-ports'] },

  examples: {
    fails: [
      {
        name: 'the port of HTTP, and one of DNS',
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
        - {containerPort: 80}
        - {containerPort: 53, protocol: UDP}
        - {containerPort: 8080}
`,
        at: ['spec.containers[0].ports[0].containerPort', 'spec.containers[0].ports[1].containerPort'],
      },
    ],
    passes: [
      {
        name: 'from 1024 up',
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
        - {containerPort: 1024}
        - {containerPort: 8443}
`,
      },
      {
        name: 'a pod that opens the ports to all users',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  securityContext:
    sysctls:
      - {name: net.ipv4.ip_unprivileged_port_start, value: "80"}
  containers:
    - name: web
      image: nginx:1.29
      ports:
        - {containerPort: 80}
`,
      },
    ],
  },
});

export default control;

const OPENING = new Set(['net.ipv4.ip_unprivileged_port_start', 'net/ipv4/ip_unprivileged_port_start']);

/** The first port that every user of the pod may listen on, as far as the pod says it. */
function firstFree({ spec }: Workload): number {
  const sysctls = listAt(spec, 'securityContext', 'sysctls');
  const start = sysctls.find((each: Json) => OPENING.has(stringAt(each, 'name') ?? ''));
  const value = stringAt(start, 'value');
  return value !== undefined && /^\d+$/.test(value) ? Number(value) : FIRST_FREE;
}
