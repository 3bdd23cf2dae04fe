import { member, objectAt, type Json, type JsonObject } from '@bulwark/model';
import { defineControl, NOTHING, type Control, type Outcome } from '../control.ts';
import { nameOf } from '../wording.ts';

const control: Control = defineControl({
  id: 'reliability/identical-probes',
  subject: 'workload',
  title: 'A liveness probe is slower to fail than the readiness probe that asks the same',
  severity: 'info',
  concern: 'reliability',
  remediation: 'Ask something simpler in the liveness probe, or give it a higher failureThreshold',

  check(workload) {
    let outcomes: Outcome[] | undefined;
    for (const container of workload.containers) {
      const liveness = objectAt(container.value, 'livenessProbe');
      const readiness = objectAt(container.value, 'readinessProbe');
      if (liveness === undefined || readiness === undefined) continue;
      const patience = patienceOf(liveness);
      const least = patienceOf(readiness);
      if (patience === undefined || least === undefined || patience > least || !asksTheSame(liveness, readiness)) continue;
      outcomes ??= [];
      outcomes.push({
        at: [...container.path, 'livenessProbe'],
        message: `${nameOf(container)}: the liveness probe asks what the readiness probe asks, and gives up as soon, after ${patience} s`,
      });
    }
    return outcomes ?? NOTHING;
  },

  why: `A readiness probe that fails takes a pod out of its Service until it has caught up. A liveness probe that asks the same, and as
impatiently, kills it at that moment instead: a burst of load, or a database that is slow, restarts every replica at once.`,
  details: `Two probes ask the same where their httpGet, tcpSocket, exec or grpc are equal. Patience is failureThreshold times periodSeconds,
with their defaults. The same question with more patience is what Kubernetes recommends, and passes.`,
  references: ['https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/'],
  requirements: {},
  aliases: { 'kube-score': ['pod-probes-identical'] },

  examples: {
    fails: [
      {
        name: 'one endpoint, one patience',
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
          livenessProbe:
            httpGet: {path: /health, port: 8080}
          readinessProbe:
            httpGet: {path: /health, port: 8080}
`,
        at: ['spec.template.spec.containers[0].livenessProbe'],
      },
    ],
    passes: [
      {
        name: 'more patience',
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
          livenessProbe:
            httpGet: {path: /health, port: 8080}
            failureThreshold: 6
          readinessProbe:
            httpGet: {path: /health, port: 8080}
`,
      },
      {
        name: 'another question',
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
          livenessProbe:
            tcpSocket: {port: 8080}
          readinessProbe:
            httpGet: {path: /health, port: 8080}
`,
      },
    ],
  },
});

export default control;

const HANDLERS = ['httpGet', 'tcpSocket', 'exec', 'grpc'] as const;

function asksTheSame(a: JsonObject, b: JsonObject): boolean {
  return (
    HANDLERS.some((handler) => member(a, handler) !== undefined) && HANDLERS.every((handler) => same(a[handler], b[handler]))
  );
}

function same(a: Json | undefined, b: Json | undefined): boolean {
  return a === b || (a !== undefined && b !== undefined && text(a) === text(b));
}

/** Handlers are small; the order in which their fields are written says nothing. */
function text(value: Json): string {
  return JSON.stringify(value, (_, inner: unknown) => {
    if (typeof inner === 'bigint') return String(inner);
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner;
    return Object.entries(inner).toSorted(([x], [y]) => (x < y ? -1 : 1));
  });
}

/** The seconds after which a probe gives up, with the defaults of the API server; undefined where it holds no numbers. */
function patienceOf(probe: JsonObject): number | undefined {
  const threshold = member(probe, 'failureThreshold') ?? 3;
  const period = member(probe, 'periodSeconds') ?? 10;
  return typeof threshold === 'number' && typeof period === 'number' ? threshold * period : undefined;
}
