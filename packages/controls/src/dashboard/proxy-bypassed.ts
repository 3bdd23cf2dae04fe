import { refOf, stringAt, type Evidence, type KubeObject, type Path, type Scope } from '@bulwark/model';
import { defineControl, NOTHING, type Control, type Outcome } from '../control.ts';
import { guardOf } from '../exposure/guards.ts';
import { interfaceNamed, interfaceOf } from '../exposure/interfaces.ts';
import { leadsFromOutside, ownWay } from '../exposure/ways-in.ts';
import { backendsOf } from '../ingress/backends.ts';
import { GATEWAYS, ROUTE_KINDS } from '../ingress/route-kinds.ts';
import { SELECTABLE_KINDS, selectedWorkloads } from '../service/selected-workloads.ts';
import { anyProxied, proxyBefore } from './proxied-services.ts';

const control: Control = defineControl({
  id: 'dashboard/proxy-bypassed',
  subject: [{ group: '', kind: 'Service' }, ...ROUTE_KINDS],
  title: 'What is behind an OAuth2 Proxy is reached through it alone',
  severity: 'medium',
  remediation:
    'Let the Ingress lead to the proxy, make the Service of the dashboard ClusterIP, and let in the proxy alone by a NetworkPolicy',
  reads: [{ group: '', kind: 'Service' }, { group: '', kind: 'ConfigMap' }, ...SELECTABLE_KINDS, ...GATEWAYS],
  judgesPartial: true,

  check(object, { scope }) {
    if (!anyProxied(scope)) return NOTHING;
    return object.kind === 'Service' ? ofService(object, scope) : ofRoute(object, scope);
  },

  why: `Somebody put a login before it, and beside that there is a way that asks nobody: a port of the nodes, a load balancer, an
Ingress from before the proxy was there. Whoever finds it is in the dashboard, and everybody else believes that there is a login.`,
  details: `Services that --upstream of an OAuth2 Proxy names, as NAME, NAME.NAMESPACE or with .svc behind it, in flags, variables and the
file of --config where a ConfigMap among the manifests holds it. High for consoles that have no login of their own
(see exposure/sensitive-interface). What is internal passes, and so does an Ingress
with an annotation that asks for a login. A load balancer or a route whose paths are public on purpose is what exceptions are for.`,
  references: [
    'https://oauth2-proxy.github.io/oauth2-proxy/configuration/overview',
    'https://kubernetes.io/docs/concepts/services-networking/network-policies/',
  ],
  requirements: { nsa: ['network-exposure'], mitre: ['T1133'], owasp: ['K05', 'K06'] },
  aliases: {},

  examples: {
    fails: [
      {
        name: 'a port of the nodes',
        yaml: `
apiVersion: v1
kind: Pod
metadata: {name: proxy, namespace: login}
spec:
  containers:
    - name: proxy
      image: quay.io/oauth2-proxy/oauth2-proxy:v7.15.6
      args: ['--upstream=http://admin.shop.svc.cluster.local:8080/', --provider=oidc]
---
apiVersion: v1
kind: Service
metadata: {name: admin, namespace: shop}
spec:
  type: NodePort
  selector: {app: admin}
  ports: [{port: 8080}]
`,
        at: ['Service/admin spec.type'],
      },
      {
        name: 'an Ingress that leads straight to it',
        yaml: `
apiVersion: v1
kind: Pod
metadata: {name: proxy, namespace: monitoring}
spec:
  containers:
    - name: proxy
      image: quay.io/oauth2-proxy/oauth2-proxy:v7.15.6
      env: [{name: OAUTH2_PROXY_UPSTREAMS, value: 'http://prometheus-server:9090'}]
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: prometheus, namespace: monitoring}
spec:
  rules:
    - host: prometheus.example.com
      http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: prometheus-server, port: {number: 9090}}}}]}
`,
        at: ['Ingress/prometheus spec.rules[0].http.paths[0].backend.service.name'],
      },
    ],
    passes: [
      {
        name: 'the Ingress leads to the proxy',
        yaml: `
apiVersion: v1
kind: Pod
metadata: {name: proxy, namespace: monitoring}
spec:
  containers:
    - name: proxy
      image: quay.io/oauth2-proxy/oauth2-proxy:v7.15.6
      args: ['--upstream=http://grafana:3000', '--upstream=static://202']
---
apiVersion: v1
kind: Service
metadata: {name: grafana, namespace: monitoring}
spec:
  selector: {app: grafana}
  ports: [{port: 3000}]
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: grafana, namespace: monitoring}
spec:
  defaultBackend: {service: {name: proxy, port: {number: 80}}}
`,
      },
      {
        name: 'a Service of that name in another namespace, and an Ingress that asks for a login',
        yaml: `
apiVersion: v1
kind: Pod
metadata: {name: proxy, namespace: monitoring}
spec:
  containers:
    - name: proxy
      image: quay.io/oauth2-proxy/oauth2-proxy:v7.15.6
      args: ['--upstream=http://grafana:3000', '--upstream=http://grafana.example.com']
---
apiVersion: v1
kind: Service
metadata: {name: grafana, namespace: shop}
spec:
  type: NodePort
  selector: {app: grafana}
  ports: [{port: 3000}]
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: grafana
  namespace: monitoring
  annotations: {nginx.ingress.kubernetes.io/auth-url: 'https://login.example.com/oauth2/auth'}
spec:
  defaultBackend: {service: {name: grafana, port: {number: 3000}}}
`,
      },
    ],
  },
});

export default control;

function ofService(service: KubeObject, scope: Scope): readonly Outcome[] {
  const way = ownWay(service);
  return way === undefined
    ? NOTHING
    : ofTarget(
        {
          at: way.at,
          says: stringAt(service.value, 'spec', 'type') === 'NodePort' ? 'a port of every node' : 'a public load balancer',
          namespace: service.namespace,
          name: service.name,
        },
        scope,
      );
}

function ofRoute(route: KubeObject, scope: Scope): readonly Outcome[] {
  const seen = new Set<string>();
  return backendsOf(route).flatMap(({ at, namespace, service }) => {
    const key = `${namespace ?? ''}/${service}`;
    if (seen.has(key) || proxyBefore(scope, namespace, service) === undefined) return NOTHING;
    seen.add(key);
    if (!leadsFromOutside(route, scope) || (route.kind === 'Ingress' && guardOf(route) !== undefined)) return NOTHING;
    return ofTarget({ at, says: `the ${route.kind} "${route.name}"`, namespace, name: service }, scope);
  });
}

interface Target {
  readonly at: Path;
  readonly says: string;
  readonly namespace: string | undefined;
  readonly name: string;
}

function ofTarget({ at, says, namespace, name }: Target, scope: Scope): readonly Outcome[] {
  const proxy = proxyBefore(scope, namespace, name);
  if (proxy === undefined) return NOTHING;
  const { object } = proxy.workload;
  const message = `the Service "${name}" is reached past the OAuth2 Proxy in ${object.kind} "${object.name}" by ${says}`;
  const evidence: Evidence[] = [{ text: 'the proxy that names it for its upstream', object: refOf(object), path: proxy.at }];
  return [{ at, message, evidence, severity: severityOf(name, scope.get('', 'Service', namespace, name), scope) }];
}

function severityOf(
  name: string,
  service: KubeObject | undefined,
  scope: Scope,
): { readonly level: 'high'; readonly reason: string } | undefined {
  const workloads = service === undefined ? [] : selectedWorkloads(service, scope);
  const known = interfaceOf(workloads) ?? interfaceNamed(name);
  if (known === undefined || known.login) return undefined;
  return { level: 'high', reason: `${known.name} asks nobody who he is: whoever gets in ${known.gives}` };
}
