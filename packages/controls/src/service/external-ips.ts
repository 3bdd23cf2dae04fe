import { listAt, type Edit } from '@bulwark/model';
import { defineControl, NOTHING, type Control } from '../control.ts';
import { listed } from '../wording.ts';
import { INSIDE_ONLY } from '../hazards/shared.ts';

const FIELD = ['spec', 'externalIPs'];

const control: Control = defineControl({
  id: 'service/external-ips',
  subject: [{ group: '', kind: 'Service' }],
  title: 'Services claim no addresses by externalIPs',
  severity: 'high',
  remediation:
    'Remove externalIPs; use a LoadBalancer, an Ingress or a Gateway, and turn the field off with DenyServiceExternalIPs',
  judgesPartial: true,

  check(service) {
    const addresses = listAt(service.value, ...FIELD).filter((address) => typeof address === 'string');
    if (addresses.length === 0) return NOTHING;
    const remove: Edit = { op: 'delete', path: FIELD };
    return [
      {
        at: FIELD,
        message: `the Service "${service.name}" claims ${listed(addresses.slice(0, 4))} by externalIPs: every node sends there what its pods send to ${addresses.length === 1 ? 'that address' : 'those addresses'}`,
        fix: { kind: 'suggestion', edits: [remove], hazards: INSIDE_ONLY },
      },
    ];
  },

  why: `Nothing checks whose an address in externalIPs is. Every node then takes what its pods send to that address and gives
it to the Service: whoever may create a Service claims the address of a database, of an update server or of the API, and reads
and answers the connections of every pod in the cluster (CVE-2020-8554). There is no patch: the field itself is the hole.`,
  details: `The field is what counts, whatever the addresses are: Kubernetes has deprecated it. Clusters turn it off by the
admission plugin DenyServiceExternalIPs. An empty list passes.`,
  references: [
    'https://kubernetes.io/docs/concepts/services-networking/service/#external-ips',
    'https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/#denyserviceexternalips',
    'https://github.com/kubernetes/kubernetes/issues/97076',
  ],
  requirements: { mitre: ['T1557'], owasp: ['K05'] },
  aliases: { trivy: ['KSV-0108', 'AVD-KSV-0108', 'KSV108'] },

  examples: {
    fails: [
      {
        name: 'two addresses',
        yaml: `
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector: {app: web}
  externalIPs: [203.0.113.10, 203.0.113.11]
  ports: [{port: 443}]
`,
        at: ['spec.externalIPs'],
      },
    ],
    passes: [
      {
        name: 'no addresses',
        yaml: `
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector: {app: web}
  externalIPs: []
  ports: [{port: 443}]
`,
      },
    ],
  },
});

export default control;
