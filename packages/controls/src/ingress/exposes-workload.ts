import { refOf } from '@bulwark/model';
import { defineControl, type Control } from '../control.ts';
import { SELECTABLE_KINDS, selectedEvidence, selectedWorkloads } from '../service/selected-workloads.ts';
import { backendsOf } from './backends.ts';
import { INGRESSES } from './route-kinds.ts';

const control: Control = defineControl({
  id: 'ingress/exposes-workload',
  subject: INGRESSES,
  title: 'Every Service behind an Ingress is meant to be there',
  severity: 'info',
  offByDefault: 'it lists what each Ingress leads to, and only a person knows what is meant',
  remediation: 'Look through the list, and remove the rules that nobody answers for',
  reads: [{ group: '', kind: 'Service' }, ...SELECTABLE_KINDS],
  judgesPartial: true,

  check(ingress, { scope }) {
    return backendsOf(ingress).flatMap(({ at, namespace, service }) => {
      const found = scope.get('', 'Service', namespace, service);
      if (found === undefined) return [];
      const evidence = [
        { text: 'the Service', object: refOf(found), path: ['metadata', 'name'] },
        ...selectedEvidence(selectedWorkloads(found, scope)),
      ];
      return [{ at, message: `the Ingress "${ingress.name}" leads from outside to the Service "${service}"`, evidence }];
    });
  },

  why: `An Ingress is how the outside comes in. Who knows the list of what it leads to knows what to protect first, and finds what was put there for a
test and forgotten.`,
  details: `Services that are not among the objects that were read are left out. All other ways in are in exposure/external-workload.`,
  references: ['https://kubernetes.io/docs/concepts/services-networking/ingress/'],
  requirements: { mitre: ['T1133'] },
  aliases: { kics: ['69bbc5e3-0818-4150-89cc-1e989b48f23b'] },

  examples: {
    fails: [
      {
        name: 'a Service and its Pod',
        yaml: `
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  ports: [{port: 80}]
---
apiVersion: v1
kind: Pod
metadata:
  name: web
  labels: {app: web}
spec:
  containers:
    - {name: web, image: 'nginx:1.29'}
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: web}
spec:
  defaultBackend: {service: {name: web, port: {number: 80}}}
`,
        at: ['Ingress/web spec.defaultBackend.service.name'],
      },
    ],
    passes: [
      {
        name: 'a Service that no manifest shows',
        yaml: `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: web}
spec:
  defaultBackend: {service: {name: web, port: {number: 80}}}
`,
      },
    ],
  },
});

export default control;
