import { listAt, member, objectAt, valueAt, type Container, type Json, type Path } from '@bulwark/model';
import { defineControl, NOTHING, type Control, type Failure, type Outcome } from '../control.ts';
import { hasPlaceholder } from '../placeholder.ts';
import { nameOf, shown } from '../wording.ts';

const control: Control = defineControl({
  id: 'reliability/probe-port',
  subject: 'workload',
  title: 'Probes ask a port that their container has',
  severity: 'low',
  concern: 'reliability',
  remediation: 'Name the port of the probe as it is named in ports, or add it there',

  check(workload) {
    let outcomes: Outcome[] | undefined;
    for (const container of workload.containers) {
      for (const probe of PROBES) {
        const place = portOf(container, probe);
        const wrong = place === undefined ? undefined : wrongPort(container, place.port);
        if (place === undefined || wrong === undefined) continue;
        outcomes ??= [];
        outcomes.push({
          at: [...container.path, probe, ...place.path],
          message: `${nameOf(container)}: ${probe} asks port ${shown(place.port)}, ${WRONG[wrong]}`,
          severity: wrong === 'number' ? ONLY_LISTED : undefined,
        });
      }
    }
    return outcomes ?? NOTHING;
  },

  why: `A probe that asks a port by a name that the container does not have never succeeds: the kubelet kills the container again and
again, or never sends it a request. So it is with one that asks a port of UDP.`,
  details: `A name must be in the container's own ports; that is where the kubelet looks it up. A number that is not listed works if the program
listens there, because the list is only information: info, and only where the container lists any port at all.`,
  references: ['https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/'],
  requirements: {},
  narrowAliases: { 'liveness-port': 'livenessProbe', 'readiness-port': 'readinessProbe', 'startup-port': 'startupProbe' },
  aliases: { 'kube-linter': ['liveness-port', 'readiness-port', 'startup-port'] },

  examples: {
    fails: [
      {
        name: 'a name that is not there',
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
            - name: http
              containerPort: 8080
          livenessProbe:
            httpGet: {path: /live, port: health}
          readinessProbe:
            httpGet: {path: /ready, port: 8081}
`,
        at: [
          'spec.template.spec.containers[0].livenessProbe.httpGet.port',
          'spec.template.spec.containers[0].readinessProbe.httpGet.port',
        ],
      },
      {
        name: 'a port of UDP',
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
        - {name: dns, containerPort: 53, protocol: UDP}
      livenessProbe:
        tcpSocket: {port: dns}
`,
        at: ['spec.containers[0].livenessProbe.tcpSocket.port'],
      },
    ],
    passes: [
      {
        name: 'by name and by number',
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
            - name: http
              containerPort: 8080
          livenessProbe:
            httpGet: {path: /live, port: http}
          readinessProbe:
            tcpSocket: {port: 8080}
`,
      },
      {
        name: 'no port is listed',
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
          startupProbe:
            grpc: {port: 9000}
`,
      },
    ],
  },
});

export default control;

const PROBES = ['livenessProbe', 'readinessProbe', 'startupProbe'] as const;
const HANDLERS = ['httpGet', 'tcpSocket', 'grpc'] as const;
const WRONG = {
  name: 'a name that none of its ports has',
  number: 'which is not in its ports',
  protocol: 'which is none for TCP',
} as const;
const ONLY_LISTED: Failure['severity'] = {
  level: 'info',
  reason: 'the list of ports is only information: the probe works if the program listens there',
};

function portOf(container: Container, probe: string): { readonly path: Path; readonly port: Json } | undefined {
  const value = objectAt(container.value, probe);
  if (value === undefined) return undefined;
  for (const handler of HANDLERS) {
    const port = valueAt(value, [handler, 'port']);
    if (port !== undefined && port !== null) return { path: [handler, 'port'], port };
  }
  return undefined;
}

/** What is wrong with the port that a probe asks: its name or its protocol, or only that its number is not listed. */
function wrongPort(container: Container, port: Json): 'name' | 'number' | 'protocol' | undefined {
  if (typeof port === 'string' && (hasPlaceholder(port) || /^\d+$/.test(port))) return undefined;
  const ports = listAt(container.value, 'ports');
  const found = ports.filter((each) => member(each, typeof port === 'string' ? 'name' : 'containerPort') === port);
  if (found.length > 0) return found.some((each) => (member(each, 'protocol') ?? 'TCP') === 'TCP') ? undefined : 'protocol';
  if (typeof port === 'string') return 'name';
  return ports.length === 0 ? undefined : 'number';
}
