import { member, type Path } from '@bulwark/model';
import { defineControl, NOTHING, type Control, type Outcome } from '../control.ts';
import { shown } from '../wording.ts';

const control: Control = defineControl({
  id: 'workload-identity/metadata-proxy',
  subject: 'workload',
  title: 'Pods get identities of clouds from their ServiceAccount, not from a proxy in front of the node',
  severity: 'medium',
  remediation: 'Use what the cloud offers for ServiceAccounts: IRSA or EKS Pod Identity on AWS, workload identity on Azure',
  judgesPartial: true,

  check(workload) {
    let outcomes: Outcome[] | undefined;
    for (const { field, key, what } of MARKS) {
      const value = member(member(workload.metadata, field), key);
      if (value === undefined || value === null || value === '') continue;
      const at: Path = [...workload.metadataPath, field, key];
      (outcomes ??= []).push({ at, message: `the pod asks for ${shown(value)} by ${key}, which only ${what} reads` });
    }
    return outcomes ?? NOTHING;
  },

  why: `The proxies kube2iam, kiam and aad-pod-identity stand between pods and the service by which a node gets its own identity. The node must be able to
take every identity that any pod may ask for, a pod is told by its address alone, and whoever may write a pod's annotation takes the
identity. A pod in the node's network, or a moment without the proxy, and the node's own identity is there for everybody. All three are
no longer kept.`,
  details: `The annotation iam.amazonaws.com/role (kube2iam, kiam) and the label aadpodidbinding (aad-pod-identity) count, on pods and on what makes
them. Whether the proxy still runs is not asked: if it does not, the pod has the node's identity, or none.`,
  references: [
    'https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html',
    'https://azure.github.io/azure-workload-identity/docs/topics/migration.html',
  ],
  requirements: { mitre: ['T1552.005', 'T1078.004'], owasp: ['K03'] },
  aliases: {},

  examples: {
    fails: [
      {
        name: 'by kube2iam, and by aad-pod-identity',
        yaml: `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector:
    matchLabels: {app: web}
  template:
    metadata:
      labels: {app: web, aadpodidbinding: shop}
      annotations:
        iam.amazonaws.com/role: arn:aws:iam::111122223333:role/shop
    spec:
      containers:
        - name: web
          image: nginx:1.29
`,
        at: ['spec.template.metadata.labels.aadpodidbinding', 'spec.template.metadata.annotations["iam.amazonaws.com/role"]'],
      },
    ],
    passes: [
      {
        name: 'no such mark, or an empty one',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
  labels: {azure.workload.identity/use: "true"}
  annotations:
    iam.amazonaws.com/role: ""
spec:
  serviceAccountName: web
  containers:
    - name: web
      image: nginx:1.29
`,
      },
    ],
  },
});

export default control;

const MARKS = [
  { field: 'labels', key: 'aadpodidbinding', what: 'the retired aad-pod-identity' },
  { field: 'annotations', key: 'iam.amazonaws.com/role', what: 'kube2iam or kiam' },
] as const;
