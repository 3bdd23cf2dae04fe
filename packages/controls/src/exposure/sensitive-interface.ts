import { refOf, stringAt, type Evidence, type KubeObject, type Path, type Scope, type Workload } from '@bulwark/model';
import { defineControl, NOTHING, type Control, type Outcome } from '../control.ts';
import { backendsOf, type Backend } from '../ingress/backends.ts';
import { GATEWAYS, ROUTE_KINDS } from '../ingress/route-kinds.ts';
import { SELECTABLE_KINDS, selectedEvidence, selectedWorkloads, serviceSelector } from '../service/selected-workloads.ts';
import { guardOf } from './guards.ts';
import { interfaceNamed, interfaceOf, type Interface } from './interfaces.ts';
import { leadsFromOutside, ownWay } from './ways-in.ts';

const control: Control = defineControl({
  id: 'exposure/sensitive-interface',
  subject: [{ group: '', kind: 'Service' }, ...ROUTE_KINDS],
  title: 'Consoles and engines that run what they are sent are not reached from outside',
  severity: 'high',
  remediation:
    'Make the Service ClusterIP and reach it by kubectl port-forward or a VPN, or put a proxy before it that asks who it is',
  reads: [{ group: '', kind: 'Service' }, ...SELECTABLE_KINDS, ...GATEWAYS],
  judgesPartial: true,

  check(object, { scope }) {
    return object.kind === 'Service' ? ofService(object, scope) : ofRoute(object, scope);
  },

  why: `Some programs are made for those inside: they run what they are sent (Jenkins, Argo, Ray, Spark, Jupyter, NiFi), show what the cluster knows (Prometheus,
Hubble) or lend their hardware to whoever asks (Ollama, vLLM), and many of them ask nobody who he is. The Internet is searched for them
all day, and coin miners are in within hours.`,
  details: `Known by the image of the workload that the Service leads to; where no workload of it is among the objects that were read, by the Service's
name. Ways in are public load balancers, ports of the nodes, Ingresses and routes. What is internal by its class, name or annotations passes
(see exposure/external-workload), as does an Ingress with an annotation that asks for a login or lets in known addresses only. Programs that ask
for a login as they come are medium. A guard that stands elsewhere (a policy of the gateway, a proxy before the cluster) shows in no route.`,
  references: [
    'https://kubernetes.io/docs/tasks/access-application-cluster/port-forward-access-application-cluster/',
    'https://kubernetes.io/docs/concepts/security/security-checklist/',
  ],
  requirements: { nsa: ['network-exposure'], mitre: ['T1133', 'T1190'], owasp: ['K05'] },
  aliases: { kubescape: ['C-0021'] },

  examples: {
    fails: [
      {
        name: 'by a port of the nodes, by an Ingress, and by the name of its Service alone',
        yaml: `
apiVersion: v1
kind: Service
metadata: {name: models, namespace: ml}
spec:
  type: NodePort
  selector: {app: models}
  ports: [{port: 11434}]
---
apiVersion: v1
kind: Pod
metadata:
  name: models
  namespace: ml
  labels: {app: models}
spec:
  containers:
    - {name: models, image: 'ollama/ollama:0.12.6'}
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: cd, namespace: argocd}
spec:
  rules:
    - host: cd.example.com
      http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: argocd-server, port: {number: 80}}}}]}
---
apiVersion: v1
kind: Service
metadata: {name: jenkins, namespace: ci}
spec:
  type: LoadBalancer
  selector: {app: jenkins}
  ports: [{port: 8080}]
`,
        at: [
          'Service/models spec.type',
          'Ingress/cd spec.rules[0].http.paths[0].backend.service.name',
          'Service/jenkins spec.type',
        ],
      },
    ],
    passes: [
      {
        name: 'inside the cluster, behind a login, and something else of that name',
        yaml: `
apiVersion: v1
kind: Service
metadata: {name: ollama, namespace: ml}
spec:
  selector: {app: ollama}
  ports: [{port: 11434}]
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: prometheus
  namespace: monitoring
  annotations:
    nginx.ingress.kubernetes.io/auth-url: https://auth.example.com/verify
spec:
  defaultBackend: {service: {name: prometheus, port: {number: 9090}}}
---
apiVersion: v1
kind: Service
metadata: {name: jenkins, namespace: shop}
spec:
  type: NodePort
  selector: {app: shop}
  ports: [{port: 80}]
---
apiVersion: v1
kind: Pod
metadata:
  name: shop
  namespace: shop
  labels: {app: shop}
spec:
  containers:
    - {name: shop, image: 'nginx:1.29'}
`,
      },
    ],
  },
});

export default control;

function ofService(service: KubeObject, scope: Scope): readonly Outcome[] {
  const way = ownWay(service);
  return way === undefined ? NOTHING : ofTarget({ at: way.at, says: way.says, name: service.name, service }, scope);
}

function ofRoute(route: KubeObject, scope: Scope): readonly Outcome[] {
  const backends = backendsOf(route);
  if (backends.length === 0 || !leadsFromOutside(route, scope)) return NOTHING;
  if (route.kind === 'Ingress' && guardOf(route) !== undefined) return NOTHING;
  const says = `the ${route.kind} "${route.name}"`;
  return once(backends).flatMap(({ at, namespace, service }) =>
    ofTarget({ at, says, name: service, service: scope.get('', 'Service', namespace, service) }, scope),
  );
}

/** An Ingress leads to one Service by many paths: one of them is enough to say so. */
function once(backends: readonly Backend[]): readonly Backend[] {
  if (backends.length === 1) return backends;
  const found = new Map<string, Backend>();
  for (const backend of backends) {
    const key = `${backend.namespace ?? ''}/${backend.service}`;
    if (!found.has(key)) found.set(key, backend);
  }
  return [...found.values()];
}

interface Target {
  readonly at: Path;
  readonly says: string;
  readonly name: string;
  readonly service: KubeObject | undefined;
}

function ofTarget({ at, says, name, service }: Target, scope: Scope): readonly Outcome[] {
  const workloads = service === undefined ? [] : selectedWorkloads(service, scope);
  const byImage = interfaceOf(workloads);
  // A workload that is shown and is something else stands over the name.
  const isKnownOtherwise = workloads.some(hasImage) || (service !== undefined && serviceSelector(service) === undefined);
  const found = byImage ?? (isKnownOtherwise ? undefined : interfaceNamed(name));
  if (found === undefined) return NOTHING;
  const evidence: Evidence[] = [...selectedEvidence(workloads)];
  if (service !== undefined && at[at.length - 1] !== 'type')
    evidence.unshift({ text: 'the Service that it leads to', object: refOf(service), path: ['metadata', 'name'] });
  return [
    { at, message: messageOf(found, says, byImage === undefined ? name : undefined), severity: severityOf(found), evidence },
  ];
}

/** What a trigger fills in later (OpenShift) says nothing of what runs. */
function hasImage({ containers }: Workload): boolean {
  return containers.some(({ value }) => (stringAt(value, 'image') ?? '').trim() !== '');
}

function messageOf({ name, gives }: Interface, says: string, byName: string | undefined): string {
  const known = byName === undefined ? name : `${name}, by the name of the Service "${byName}",`;
  return `${known} is reached from outside by ${says}: whoever gets in ${gives}`;
}

function severityOf({ login }: Interface): { readonly level: 'medium'; readonly reason: string } | undefined {
  return login ? { level: 'medium', reason: 'it asks for a login as it comes, which is then all that protects it' } : undefined;
}
