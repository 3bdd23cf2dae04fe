import { listAt, member, stringAt, type KubeObject, type Workload } from '@bulwark/model';
import { defineControl, NOTHING, type Control, type Outcome } from '../control.ts';
import { shown } from '../wording.ts';
import { SELECTABLE_KINDS, selectedEvidence, selectedWorkloads } from './selected-workloads.ts';
import { servicePorts, type ServicePort } from './service-ports.ts';

const control: Control = defineControl({
  id: 'service/target-port',
  subject: [{ group: '', kind: 'Service' }],
  title: 'The named ports that a Service leads to are ports of its pods',
  severity: 'low',
  concern: 'reliability',
  remediation: 'Name the port of the container as the Service calls it, or make targetPort its number',
  reads: SELECTABLE_KINDS,

  check(service, { scope }) {
    const named = servicePorts(service).filter(({ targetPort }) => typeof targetPort === 'string');
    if (named.length === 0) return NOTHING;
    const workloads = selectedWorkloads(service, scope);
    if (workloads.length === 0) return NOTHING;
    return named
      .filter((port) => !workloads.some((workload) => hasPort(workload, port)))
      .map((port) => failureOf(service, port, workloads));
  },

  why: `A targetPort that is a name stands for the port of that name of each pod. Where no container has one the Service has no endpoints at
that port, and every connection to it is refused.`,
  details: `Only names are judged: a port that is a number needs not be listed by the container to be open. The name must belong to a port of the
same protocol. A container that listens by an init container's port counts only where it is a sidecar. Where no pods of the Service are among the objects
that were read, nothing is said.`,
  references: ['https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports'],
  requirements: {},
  aliases: { popeye: ['POP-1102'] },

  examples: {
    fails: [
      {
        name: 'a name that no container has',
        yaml: `
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  ports: [{name: http, port: 80, targetPort: http}, {name: metrics, port: 9090, targetPort: metrics}]
---
apiVersion: v1
kind: Pod
metadata:
  name: web
  labels: {app: web}
spec:
  containers:
    - name: web
      image: nginx:1.29
      ports: [{name: http, containerPort: 8080}]
`,
        at: ['Service/web spec.ports[1].targetPort'],
      },
    ],
    passes: [
      {
        name: 'a number, a name, and pods that nobody shows',
        yaml: `
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  ports: [{name: http, port: 80, targetPort: http}, {name: other, port: 81, targetPort: 8081}]
---
apiVersion: v1
kind: Service
metadata: {name: api}
spec:
  selector: {app: api}
  ports: [{port: 80, targetPort: http}]
---
apiVersion: v1
kind: Pod
metadata:
  name: web
  labels: {app: web}
spec:
  containers:
    - name: web
      image: nginx:1.29
      ports: [{name: http, containerPort: 8080}]
`,
      },
    ],
  },
});

export default control;

function hasPort({ containers }: Workload, { targetPort, protocol }: ServicePort): boolean {
  return containers.some(
    ({ type, value }) =>
      (type === 'regular' || type === 'sidecar') &&
      listAt(value, 'ports').some(
        (port) => member(port, 'name') === targetPort && (stringAt(port, 'protocol') ?? 'TCP') === protocol,
      ),
  );
}

function failureOf(service: KubeObject, { index, targetPort, protocol }: ServicePort, workloads: readonly Workload[]): Outcome {
  return {
    at: ['spec', 'ports', index, 'targetPort'],
    message: `the Service "${service.name}" leads to the ${protocol} port ${shown(targetPort)}, which none of its pods has`,
    evidence: selectedEvidence(workloads),
  };
}
