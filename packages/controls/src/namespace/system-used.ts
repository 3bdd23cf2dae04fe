import { defineControl, NOTHING, type Control } from '../control.ts';
import { isMadeByAnother } from '../service-account/account-users.ts';
import { SYSTEM_NAMESPACES } from './system-namespaces.ts';
import { isSystemPart } from './system-parts.ts';

const control: Control = defineControl({
  id: 'namespace/system-used',
  subject: 'workload',
  title: 'Only parts of the cluster itself run in its system namespaces',
  severity: 'medium',
  remediation: 'Move the workload into a namespace of its own',
  judgesPartial: true,
  parameters: {
    allowed: {
      default: [],
      description: 'Names of workloads that belong there, such as an add-on that you run for the cluster',
    },
  },

  check(workload, context) {
    const { namespace, name, kind } = workload.object;
    if (namespace === undefined || !SYSTEM_NAMESPACES.has(namespace)) return NOTHING;
    if (isSystemPart(workload) || isMadeByAnother(workload.object)) return NOTHING;
    if (context.parameter('allowed').includes(name)) return NOTHING;
    const at = ['metadata', 'namespace'];
    return [{ at, message: `the ${kind} "${name}" runs in ${namespace}, beside the parts of the cluster itself` }];
  },

  why: `The Secrets and ServiceAccounts of kube-system open the whole cluster, and no Pod Security level can be enforced there,
because the cluster's own parts break every one. A program in it that is taken over is beside all of that, and whoever may deploy
it there may as well deploy anything.`,
  details: `What is part of a cluster passes: known by its name (kube-proxy, coredns, networks, storage drivers, cloud controllers,
device plugins, autoscalers), by a label of Kubernetes' add-on manager, or by a priority class of the system
(system-node-critical, system-cluster-critical). Others that belong there are named in the parameter allowed.`,
  references: [
    'https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/#initial-namespaces',
    'https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
  ],
  requirements: { cis: ['5.6.1'], nsa: ['namespaces'], mitre: ['T1036'], owasp: ['K01'] },
  aliases: { trivy: ['KSV-0037', 'AVD-KSV-0037', 'KSV037'] },

  examples: {
    fails: [
      {
        name: 'a database of an application',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: elasticsearch
  namespace: kube-system
spec:
  containers:
    - name: web
      image: registry.example.com/elasticsearch:9.0.1
`,
        at: ['metadata.namespace'],
      },
    ],
    passes: [
      {
        name: 'parts of the cluster, by name and by priority',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: coredns-5d4f8c7b9-x2x7q
  namespace: kube-system
spec:
  containers:
    - name: coredns
      image: registry.k8s.io/coredns/coredns:v1.12.1
---
apiVersion: v1
kind: Pod
metadata:
  name: node-agent
  namespace: kube-system
spec:
  priorityClassName: system-node-critical
  containers:
    - name: agent
      image: registry.example.com/agent:4.2.0
---
apiVersion: v1
kind: Pod
metadata:
  name: web
  namespace: shop
spec:
  containers:
    - name: web
      image: nginx:1.29
`,
      },
    ],
  },
});

export default control;
