import { stringAt, type KubeObject } from '@bulwark/model';
import { defineControl, NOTHING, type Control } from '../control.ts';
import { annotationOf } from '../service/annotations.ts';
import { isPublicLoadBalancer } from '../service/load-balancer-reach.ts';
import { SELECTABLE_KINDS, selectedEvidence, selectedWorkloads } from '../service/selected-workloads.ts';
import { servicePorts, type ServicePort } from '../service/service-ports.ts';

const TLS_PORTS: ReadonlySet<number> = new Set([443, 6443, 8443, 9443, 10443]);
const HTTP_PORTS: ReadonlySet<number> = new Set([80, 8000, 8080, 8081, 8888, 3000, 5000, 9090]);
/** Annotations by which a load balancer ends TLS itself. */
const CERTIFICATES = [
  'service.beta.kubernetes.io/aws-load-balancer-ssl-cert',
  'service.beta.kubernetes.io/do-loadbalancer-certificate-id',
  'service.beta.kubernetes.io/do-loadbalancer-certificate-name',
  'service.beta.kubernetes.io/do-loadbalancer-tls-passthrough',
  'load-balancer.hetzner.cloud/http-certificates',
  'service.beta.kubernetes.io/oci-load-balancer-ssl-ports',
  'service.beta.kubernetes.io/alibaba-cloud-loadbalancer-cert-id',
  'service.beta.kubernetes.io/linode-loadbalancer-port-443',
  'cloud.google.com/app-protocols',
];

const control: Control = defineControl({
  id: 'exposure/cleartext-load-balancer',
  subject: [{ group: '', kind: 'Service' }],
  title: 'Public load balancers do not serve HTTP alone',
  severity: 'medium',
  remediation:
    "Put it behind an Ingress or a Gateway with TLS, or give the load balancer a certificate by your cloud's annotation",
  reads: SELECTABLE_KINDS,

  check(service, { scope }) {
    if (stringAt(service.value, 'spec', 'type') !== 'LoadBalancer') return NOTHING;
    const ports = servicePorts(service);
    const open = ports.find(isHttp);
    if (open === undefined || ports.some(isTls) || !isPublicLoadBalancer(service) || hasCertificate(service)) return NOTHING;
    return [
      {
        at: ['spec', 'ports', open.index, 'port'],
        message: `the public load balancer of the Service "${service.name}" serves HTTP${open.port === undefined ? '' : ` at port ${open.port}`} and no TLS at all`,
        evidence: selectedEvidence(selectedWorkloads(service, scope)),
      },
    ];
  },

  why: `A load balancer hands on what it is sent. Where it has no certificate and the pods speak HTTP, passwords, cookies and
answers cross the Internet for everybody on the way to read and to change.`,
  details: `Meant are public load balancers (see service/load-balancer) with a port that is HTTP by its appProtocol, its name
or its number, and none that is TLS by the same (443, 8443, https, tls, grpcs), without an annotation that gives the load
balancer a certificate. One with both passes: the pods, an ingress controller mostly, are taken to send HTTP on to HTTPS. Other
protocols are not judged.`,
  references: [
    'https://kubernetes.io/docs/concepts/services-networking/service/#ssl-support-on-aws',
    'https://kubernetes.io/docs/concepts/services-networking/service/#application-protocol',
  ],
  requirements: { nsa: ['encryption-in-transit'], mitre: ['T1557', 'T1040'], owasp: ['K05'], 'nist-800-190': ['4.4.2'] },
  aliases: { kubescape: ['C-0231', 'C-0245'] },

  examples: {
    fails: [
      {
        name: 'port 80 alone',
        yaml: `
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  type: LoadBalancer
  selector: {app: web}
  ports: [{port: 80, targetPort: 8080}]
`,
        at: ['spec.ports[0].port'],
      },
      {
        name: 'a port of this name whose number is missing',
        yaml: `
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  type: LoadBalancer
  ports: [{name: http}]
`,
        at: ['spec.ports[0].port'],
      },
    ],
    passes: [
      {
        name: 'both, a certificate, an internal one, and another protocol',
        yaml: `
apiVersion: v1
kind: Service
metadata: {name: ingress}
spec:
  type: LoadBalancer
  ports: [{name: http, port: 80}, {name: https, port: 443}]
---
apiVersion: v1
kind: Service
metadata:
  name: amazon
  annotations:
    service.beta.kubernetes.io/aws-load-balancer-ssl-cert: arn:aws:acm:eu-central-1:000000000000:certificate/0
spec:
  type: LoadBalancer
  ports: [{name: http, port: 80}]
---
apiVersion: v1
kind: Service
metadata:
  name: inner
  annotations:
    service.beta.kubernetes.io/azure-load-balancer-internal: "true"
spec:
  type: LoadBalancer
  ports: [{port: 80}]
---
apiVersion: v1
kind: Service
metadata: {name: dns}
spec:
  type: LoadBalancer
  ports: [{port: 53, protocol: UDP}]
`,
      },
    ],
  },
});

export default control;

function isHttp({ appProtocol, name, port, protocol }: ServicePort): boolean {
  if (protocol !== 'TCP') return false;
  if (appProtocol !== undefined) return /^(?:kubernetes\.io\/)?(?:http|h2c|ws)$/i.test(appProtocol);
  if (name !== undefined && /^http2?(?:-|$)/.test(name)) return true;
  return port !== undefined && HTTP_PORTS.has(port);
}

function isTls({ appProtocol, name, port, targetPort }: ServicePort): boolean {
  if (appProtocol !== undefined) return /https|tls|wss/i.test(appProtocol);
  if (name !== undefined && /https|tls|ssl|grpcs/i.test(name)) return true;
  return (port !== undefined && TLS_PORTS.has(port)) || targetPort === 'https';
}

function hasCertificate(service: KubeObject): boolean {
  return CERTIFICATES.some((name) => annotationOf(service, name) !== undefined);
}
