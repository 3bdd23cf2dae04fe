import { stringAt, set, type KubeObject } from '@bulwark/model';
import { defineControl, NOTHING, type Control } from '../control.ts';
import { listed } from '../wording.ts';
import { SELECTABLE_KINDS, selectedEvidence, selectedWorkloads } from './selected-workloads.ts';
import { servicePorts } from './service-ports.ts';
import { INSIDE_ONLY } from '../hazards/shared.ts';

const TYPE = ['spec', 'type'];

const control: Control = defineControl({
  id: 'service/node-port',
  subject: [{ group: '', kind: 'Service' }],
  title: 'Services open no port on every node',
  severity: 'medium',
  remediation: 'Make it type ClusterIP behind an Ingress or a Gateway, or a LoadBalancer with ranges of clients',
  reads: SELECTABLE_KINDS,
  judgesPartial: true,

  check(service, { scope }) {
    if (stringAt(service.value, ...TYPE) !== 'NodePort') return NOTHING;
    return [
      {
        at: TYPE,
        message: `the Service "${service.name}" opens ${nodePorts(service)} on every node`,
        evidence: selectedEvidence(selectedWorkloads(service, scope)),
        fix: { kind: 'suggestion', edits: [set(TYPE, 'ClusterIP')], hazards: INSIDE_ONLY },
      },
    ];
  },

  why: `A Service of type NodePort listens on every node, on all of its addresses: also on nodes that run none of its pods, and
on a public address where a node has one. It goes past the Ingress with its TLS, its logins and its limits, and the only thing
that can keep anybody out is the firewall before the nodes, which whoever writes the Service does not see.`,
  details: `A LoadBalancer that opens node ports too (allocateNodePorts) is judged by service/load-balancer. Some load
balancers need a Service of type NodePort behind them (the AWS Load Balancer Controller with targets of type instance, Ingress
of GKE without NEGs): that is what exceptions are for.`,
  references: ['https://kubernetes.io/docs/concepts/services-networking/service/#type-nodeport'],
  requirements: { nsa: ['network-exposure'], mitre: ['T1133'], owasp: ['K05'], 'nist-800-190': ['4.4.2'] },
  aliases: { 'kube-linter': ['exposed-services'], 'kube-score': ['service-type'], popeye: ['POP-1104'] },

  examples: {
    fails: [
      {
        name: 'a port that Kubernetes chooses, and one that the manifest names',
        yaml: `
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  type: NodePort
  selector: {app: web}
  ports: [{port: 80}]
---
apiVersion: v1
kind: Service
metadata:
  name: api
spec:
  type: NodePort
  selector: {app: api}
  ports: [{port: 80, nodePort: 30080}]
`,
        at: ['Service/web spec.type', 'Service/api spec.type'],
      },
    ],
    passes: [
      {
        name: 'inside the cluster, and without an address of its own',
        yaml: `
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  type: ClusterIP
  selector: {app: web}
  ports: [{port: 80}]
---
apiVersion: v1
kind: Service
metadata:
  name: peers
spec:
  clusterIP: None
  selector: {app: web}
  ports: [{port: 80}]
`,
      },
    ],
  },
});

export default control;

function nodePorts(service: KubeObject): string {
  const ports = servicePorts(service).flatMap(({ nodePort }) => (nodePort === undefined ? [] : [String(nodePort)]));
  if (ports.length === 0) return 'a port that Kubernetes chooses';
  return `${ports.length === 1 ? 'port' : 'ports'} ${listed(ports.slice(0, 4))}${ports.length > 4 ? ' and others' : ''}`;
}
