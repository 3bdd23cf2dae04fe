import { isInvalid, isObject, labelSelector, listAt, member, valueAt, type Json, type KubeObject } from '@bulwark/model';
import { defineControl, NOTHING, type Control, type Failure, type Outcome } from '../control.ts';
import { hasPlaceholder } from '../placeholder.ts';
import { shown } from '../wording.ts';
import { staysUp } from './long-running.ts';
import { POD_KINDS, podsSelected, type PodSource } from './pods-of.ts';

const control: Control = defineControl({
  id: 'reliability/service-port-mismatch',
  subject: [{ group: '', kind: 'Service' }],
  title: 'A Service sends to a port that its pods have',
  severity: 'low',
  concern: 'reliability',
  remediation: 'Name in targetPort a port of the container, by its name or its number',
  reads: POD_KINDS,

  check(service, { scope }) {
    const labels = valueAt(service.value, ['spec', 'selector']);
    if (!isObject(labels) || Object.keys(labels).length === 0) return NOTHING;
    const selector = labelSelector({ matchLabels: labels });
    if (isInvalid(selector)) return NOTHING;
    const sources = podsSelected(scope, service.namespace, selector).filter(({ workload }) => workload.role !== 'job');
    return sources.length === 0 ? NOTHING : mismatches(service, sources);
  },

  why: `Requests to such a port are refused, or go to what else listens there. A port by a name that no container has leaves the Service
without endpoints.`,
  details: `A name must be that of a port of some container of a pod that the Service selects, with the same protocol; this is how Kubernetes resolves
it. A number works without being listed, because the list is only information: info, and only where every pod lists ports.`,
  references: ['https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports'],
  requirements: {},
  aliases: { popeye: ['POP-1106'] },

  examples: {
    fails: [
      {
        name: 'a name and a number',
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
            - {name: http, containerPort: 8080}
---
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector: {app: web}
  ports:
    - {name: web, port: 80, targetPort: https}
    - {name: metrics, port: 9090}
`,
        at: ['Service/web spec.ports[0].targetPort', 'Service/web spec.ports[1].targetPort'],
      },
    ],
    passes: [
      {
        name: 'by name, by number, and the port itself',
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
            - {name: http, containerPort: 8080}
---
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector: {app: web}
  ports:
    - {name: web, port: 80, targetPort: http}
    - {name: again, port: 81, targetPort: 8080}
    - {name: same, port: 8080}
`,
      },
      {
        name: 'pods that list no ports',
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
---
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector: {app: web}
  ports:
    - port: 80
`,
      },
    ],
  },
});

export default control;

const ONLY_LISTED: Failure['severity'] = {
  level: 'info',
  reason: 'the list of ports is only information: it works if the program listens there',
};

function mismatches(service: KubeObject, sources: readonly PodSource[]): readonly Outcome[] {
  const ports = sources.map((source) => portsOf(source));
  const outcomes: Outcome[] = [];
  for (const [index, port] of listAt(service.value, 'spec', 'ports').entries()) {
    const target = member(port, 'targetPort') ?? member(port, 'port');
    const protocol = member(port, 'protocol') ?? 'TCP';
    const wrong = target === undefined ? undefined : wrongTarget(target, protocol, ports);
    if (wrong === undefined || target === undefined) continue;
    outcomes.push({
      at: ['spec', 'ports', index, 'targetPort'],
      message: `no pod that the Service selects lists a port ${shown(target)}`,
      severity: wrong === 'number' ? ONLY_LISTED : undefined,
    });
  }
  return outcomes;
}

function portsOf({ workload }: PodSource): readonly Json[] {
  return workload.containers.filter(staysUp).flatMap(({ value }) => listAt(value, 'ports'));
}

function wrongTarget(target: Json, protocol: Json, ports: readonly (readonly Json[])[]): 'name' | 'number' | undefined {
  const has = (field: string): boolean =>
    ports.flat().some((port) => member(port, field) === target && (member(port, 'protocol') ?? 'TCP') === protocol);
  if (typeof target === 'string') return hasPlaceholder(target) || /^\d+$/.test(target) || has('name') ? undefined : 'name';
  if (typeof target !== 'number' || target === 0) return undefined;
  return ports.every((listed) => listed.length > 0) && !has('containerPort') ? 'number' : undefined;
}
