import { set, stringAt, type KubeObject, type Path, type Workload } from '@bulwark/model';
import { defineControl, NOTHING, type Control, type Failure, type Outcome } from '../control.ts';
import { innerPort } from './inner-ports.ts';
import { loadBalancerReach } from './load-balancer-reach.ts';
import { SELECTABLE_KINDS, selectedEvidence, selectedWorkloads } from './selected-workloads.ts';
import { portsOf } from './service-ports.ts';
import { INSIDE_ONLY } from '../hazards/shared.ts';

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
    return [failureOf(service, reach.openRange, selectedWorkloads(service, scope))];
  },

  why: `A Service of type LoadBalancer asks the cloud for a public address, unless it is told otherwise, and every address on
the Internet may then talk to the pods behind it: past the Ingress, with its TLS, its logins and its limits. Scanners find such
an address within minutes. Most of them are meant for an office, a partner or another network of one's own.`,
  details: `Internal are load balancers with the annotations of AWS, Azure, Google, Oracle, OpenStack, IBM, Alibaba, Tencent,
DigitalOcean, Hetzner and Scaleway that say so, those of the AWS Load Balancer Controller without scheme internet-facing, of
Tailscale, and those with a private address of their own (loadBalancerIP, MetalLB, Cilium, kube-vip). A range that holds every
address (0.0.0.0/0) is none. Where a port is that of a database, a broker, a remote desktop or an agent of the nodes the
severity is high. On a network of one's own (MetalLB, k3s) no load balancer reaches the Internet, which no manifest shows. The
entry of a cluster, by its name an ingress controller or a gateway, is open on purpose: low.`,
  references: [
    'https://kubernetes.io/docs/concepts/services-networking/service/#loadbalancer',
    'https://kubernetes.io/docs/concepts/services-networking/service/#internal-load-balancer',
  ],
  requirements: { nsa: ['network-exposure'], mitre: ['T1133', 'T1190'], owasp: ['K05'], 'nist-800-190': ['4.4.2'] },
  aliases: {
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

function failureOf(service: KubeObject, openRange: string | undefined, workloads: readonly Workload[]): Outcome {
  const says = openRange === undefined ? 'names no ranges of clients' : `takes connections from ${openRange}`;
  const message = `the load balancer of the Service "${service.name}" is public and ${says}: anybody reaches ${portsOf(service)}`;
  const evidence = selectedEvidence(workloads);
  const severity = severityOf(service, workloads);
  if (openRange !== undefined && stringAt(service.value, ...RANGES, 0) !== undefined)
    return { at: RANGES, message, severity, evidence };
  return {
    at: TYPE,
    message,
    severity,
    evidence,
    fix: { kind: 'suggestion', edits: [set(TYPE, 'ClusterIP')], hazards: INSIDE_ONLY },
  };
}

/** The names that entries of a cluster go by: they are open on purpose. */
const ENTRY = /ingress|gateway|traefik|haproxy|\bkong\b|contour|envoy|router/i;

function severityOf(service: KubeObject, workloads: readonly Workload[]): Failure['severity'] {
  const inner = innerPort(service);
  if (inner !== undefined)
    return {
      level: 'high',
      reason: `port ${inner.port} is that of ${inner.of}, which is made for those inside and searched for all day`,
    };
  const isEntry = ENTRY.test(service.name) || workloads.some(({ object }) => ENTRY.test(object.name));
  return isEntry ? { level: 'low', reason: 'it seems to be the entry of the cluster, which is open on purpose' } : undefined;
}
