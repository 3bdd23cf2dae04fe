import { set, stringAt, type KubeObject, type Path } from '@bulwark/model';
import { defineControl, NOTHING, type Control, type Outcome } from '../control.ts';
import { loadBalancerReach } from './load-balancer-reach.ts';
import { SELECTABLE_KINDS, selectedEvidence, selectedWorkloads } from './selected-workloads.ts';
import { portsOf } from './service-ports.ts';

const RANGES: Path = ['spec', 'loadBalancerSourceRanges'];
const TYPE: Path = ['spec', 'type'];

const control: Control = defineControl({
  id: 'service/load-balancer',
  subject: [{ group: '', kind: 'Service' }],
  title: 'Load balancers are internal, or take connections only from named ranges',
  severity: 'medium',
  remediation: "Name the ranges of its clients in loadBalancerSourceRanges, or make it internal by your cloud's annotation",
  reads: SELECTABLE_KINDS,

  check(service, { scope }) {
    if (stringAt(service.value, ...TYPE) !== 'LoadBalancer') return NOTHING;
    const reach = loadBalancerReach(service);
    if (reach.inside !== undefined || !reach.fromEverywhere) return NOTHING;
    return [failureOf(service, reach.openRange, selectedEvidence(selectedWorkloads(service, scope)))];
  },

  why: `A Service of type LoadBalancer asks the cloud for a public address, unless it is told otherwise, and every address on the
Internet may then talk to the pods behind it: past the Ingress, with its TLS, its logins and its limits. Scanners find such
an address within minutes. Most of them are meant for an office, a partner or another network of one's own.`,
  details: `Internal are load balancers with the annotations of AWS, Azure, Google, Oracle, OpenStack, IBM, Alibaba, Tencent, DigitalOcean,
Hetzner and Scaleway that say so, those of the AWS Load Balancer Controller without scheme internet-facing, of Tailscale, and
those with a private address of their own (loadBalancerIP, MetalLB, Cilium, kube-vip). A range that holds every address
(0.0.0.0/0) is none. On a network of one's own (MetalLB, k3s) no load balancer reaches the Internet, which no manifest shows. The entry
of a cluster, an ingress controller that is open on purpose, is what exceptions are for.`,
  references: [
    'https://kubernetes.io/docs/concepts/services-networking/service/#loadbalancer',
    'https://kubernetes.io/docs/concepts/services-networking/service/#internal-load-balancer',
  ],
  requirements: { nsa: ['network-exposure'], mitre: ['T1133', 'T1190'], owasp: ['K05'], 'nist-800-190': ['4.4.2'] },
  aliases: {
    'kube-linter': ['exposed-services'],
    popeye: ['POP-1103'],
    kics: ['26763a1c-5dda-4772-b507-5fca7fb5f165'],
  },

  examples: {
    fails: [
      {
        name: 'no range, and one that holds every address',
        yaml: `
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  type: LoadBalancer
  selector: {app: web}
  ports: [{port: 443}]
---
apiVersion: v1
kind: Service
metadata:
  name: open
  annotations:
    service.beta.kubernetes.io/aws-load-balancer-internal: "false"
spec:
  type: LoadBalancer
  loadBalancerSourceRanges: [203.0.113.0/24, 0.0.0.0/0]
  selector: {app: web}
  ports: [{port: 443}]
`,
        at: ['Service/web spec.type', 'Service/open spec.loadBalancerSourceRanges'],
      },
      {
        name: 'what it leads to is named',
        yaml: `
apiVersion: v1
kind: Service
metadata:
  name: web
  namespace: shop
spec:
  type: LoadBalancer
  selector: {app: web}
  ports: [{port: 5432}]
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  namespace: shop
spec:
  selector:
    matchLabels: {app: web}
  template:
    metadata:
      labels: {app: web}
    spec:
      containers:
        - name: web
          image: postgres:18.1
`,
        at: ['Service/web spec.type'],
      },
    ],
    passes: [
      {
        name: 'ranges, by the field and by the annotation',
        yaml: `
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  type: LoadBalancer
  loadBalancerSourceRanges: [203.0.113.0/24]
  selector: {app: web}
  ports: [{port: 443}]
---
apiVersion: v1
kind: Service
metadata:
  name: annotated
  annotations:
    service.beta.kubernetes.io/load-balancer-source-ranges: 203.0.113.0/24, 198.51.100.0/24
spec:
  type: LoadBalancer
  selector: {app: web}
  ports: [{port: 443}]
`,
      },
      {
        name: 'internal by a cloud, by a class, by an address',
        yaml: `
apiVersion: v1
kind: Service
metadata:
  name: google
  annotations:
    networking.gke.io/load-balancer-type: Internal
spec:
  type: LoadBalancer
  ports: [{port: 443}]
---
apiVersion: v1
kind: Service
metadata:
  name: amazon
spec:
  type: LoadBalancer
  loadBalancerClass: service.k8s.aws/nlb
  ports: [{port: 443}]
---
apiVersion: v1
kind: Service
metadata:
  name: home
  annotations:
    metallb.io/loadBalancerIPs: 192.168.10.20
spec:
  type: LoadBalancer
  ports: [{port: 443}]
`,
      },
      {
        name: 'inside the cluster',
        yaml: `
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector: {app: web}
  ports: [{port: 443}]
`,
      },
    ],
  },
});

export default control;

function failureOf(service: KubeObject, openRange: string | undefined, evidence: ReturnType<typeof selectedEvidence>): Outcome {
  const says = openRange === undefined ? 'names no ranges of clients' : `takes connections from ${openRange}`;
  const message = `the load balancer of the Service "${service.name}" is public and ${says}: anybody reaches ${portsOf(service)}`;
  if (openRange !== undefined && stringAt(service.value, ...RANGES, 0) !== undefined) return { at: RANGES, message, evidence };
  return { at: TYPE, message, evidence, fix: { kind: 'suggestion', edits: [set(TYPE, 'ClusterIP')] } };
}
