import { refOf, type Evidence } from '@bulwark/model';
import { defineControl, NOTHING, type Control } from '../control.ts';
import { counted, listed } from '../wording.ts';
import { servicesOf } from './services-of.ts';
import { WAY_IN_KINDS, waysIn } from './ways-in.ts';

const SHOWN = 4;

const control: Control = defineControl({
  id: 'exposure/external-workload',
  subject: 'workload',
  title: 'Every workload that is reached from outside is meant to be',
  severity: 'medium',
  offByDefault: 'it lists what is reached from outside, and only a person knows what is meant to be',
  remediation: 'Look through the list, and close the ways that nobody needs',
  reads: [{ group: '', kind: 'Service' }, ...WAY_IN_KINDS],
  judgesPartial: true,

  check(workload, { scope }) {
    const services = servicesOf(workload, scope);
    if (services.length === 0) return NOTHING;
    const all = services.flatMap((service) => waysIn(service, scope));
    if (all.length === 0) return NOTHING;
    // An Ingress leads to one Service by many paths.
    const ways = [...new Map(all.map((way) => [way.says, way])).values()];
    const { object } = workload;
    const shown = ways.slice(0, SHOWN);
    const more = ways.length > SHOWN ? [counted(ways.length - SHOWN, 'more way')] : [];
    const evidence = shown.map((way): Evidence => ({ text: `a way in is ${way.says}`, object: refOf(way.object), path: way.at }));
    return [
      {
        at: ['metadata', 'name'],
        message: `the ${object.kind} "${object.name}" is reached from outside by ${listed([...shown.map(({ says }) => says), ...more])}`,
        evidence,
      },
    ];
  },

  why: `What is reached from outside is attacked first, and every weakness of it counts for more: a root user, a token, an old image. Who knows the list
knows what to mend first, and finds what was opened for a test.`,
  details: `Ways in are public load balancers, ports of the nodes, Ingresses, routes of the Gateway API that attach to a Gateway, VirtualServices with a gateway
other than mesh, and Routes of OpenShift. What calls itself internal or private, by the class of an Ingress, the name or class of a Gateway or the
annotations of a load balancer, is none. Services find workloads by their selectors, in one namespace; what no manifest shows is left out.`,
  references: ['https://kubernetes.io/docs/concepts/services-networking/'],
  requirements: { mitre: ['T1133', 'T1190'], owasp: ['K05'] },
  aliases: { kubescape: ['C-0256', 'C-0266'] },

  examples: {
    fails: [
      {
        name: 'by an Ingress, by a route, by a gateway of Istio, and by a port of the nodes',
        yaml: `
apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec:
  selector: {app: web}
  ports: [{port: 80}]
---
apiVersion: v1
kind: Service
metadata: {name: node, namespace: shop}
spec:
  type: NodePort
  selector: {app: node}
  ports: [{port: 80}]
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: web, namespace: shop}
spec:
  defaultBackend: {service: {name: web, port: {number: 80}}}
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: web, namespace: edge}
spec:
  parentRefs: [{name: public}]
  rules: [{backendRefs: [{name: web, namespace: shop, port: 80}]}]
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: web, namespace: edge}
spec:
  gateways: [public]
  hosts: [web.example.com]
  http: [{route: [{destination: {host: web.shop.svc.cluster.local}}]}]
---
apiVersion: v1
kind: Pod
metadata:
  name: web
  namespace: shop
  labels: {app: web}
spec:
  containers:
    - {name: web, image: 'nginx:1.29'}
---
apiVersion: v1
kind: Pod
metadata:
  name: node
  namespace: shop
  labels: {app: node}
spec:
  containers:
    - {name: web, image: 'nginx:1.29'}
`,
        at: ['Pod/web metadata.name', 'Pod/node metadata.name'],
      },
    ],
    passes: [
      {
        name: 'inside the cluster, by an internal class, and in the mesh',
        yaml: `
apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec:
  selector: {app: web}
  ports: [{port: 80}]
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: web, namespace: shop}
spec:
  ingressClassName: nginx-internal
  defaultBackend: {service: {name: web, port: {number: 80}}}
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: web, namespace: shop}
spec:
  hosts: [web]
  http: [{route: [{destination: {host: web}}]}]
---
apiVersion: v1
kind: Pod
metadata:
  name: web
  namespace: shop
  labels: {app: web}
spec:
  containers:
    - {name: web, image: 'nginx:1.29'}
`,
      },
    ],
  },
});

export default control;
