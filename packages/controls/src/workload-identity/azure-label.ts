import { listAt, member, serviceAccountOf, stringAt, type Path, type Scope, type Workload } from '@bulwark/model';
import { AZURE_CLIENT, AZURE_USE } from '@bulwark/workload-identity';
import { defineControl, NOTHING, type Control, type Outcome } from '../control.ts';
import { shown } from '../wording.ts';

const control: Control = defineControl({
  id: 'workload-identity/azure-label',
  subject: 'workload',
  title: 'Pods that have an identity of Azure say so, and those that say so have one',
  severity: 'low',
  remediation:
    'Set the label azure.workload.identity/use: "true" on the pod template, and the annotation azure.workload.identity/client-id on its ServiceAccount',
  reads: [{ group: '', kind: 'ServiceAccount' }],
  judgesPartial: true,

  check(workload, { scope }) {
    // What a patch leaves out may be in its base.
    if (workload.object.partial !== undefined) return NOTHING;
    const label = member(member(workload.metadata, 'labels'), AZURE_USE);
    const account = accountOf(workload, scope);
    const client =
      account === undefined ? undefined : stringAt(account.value, 'metadata', 'annotations', AZURE_CLIENT) || undefined;
    if (label === undefined && client === undefined) return NOTHING;
    const at: Path = [...workload.metadataPath, 'labels', AZURE_USE];
    if (label === 'true')
      return client === undefined && account !== undefined ? withoutClient(workload, account.name, at) : NOTHING;
    if (client === undefined) return NOTHING;
    return [
      {
        at,
        message: `${saysOf(label)}, so that the pod gets no token for the identity of its ServiceAccount "${account?.name ?? ''}"`,
      },
    ];
  },

  why: `Azure's webhook gives a token only to pods with the label, and what it is a token for stands on the account. With one of the two the
pod runs without an identity: it asks the node for the node's, or gets a secret of an application that never expires.`,
  details: `The label has to stand on the pod, not on the Deployment around it, and be the text true. A pod with the label passes where a
container says itself which client it is (AZURE_CLIENT_ID), and where its ServiceAccount is not among the manifests. A pod without the
label fails where its account has the annotation.`,
  references: ['https://azure.github.io/azure-workload-identity/docs/topics/service-account-labels-and-annotations.html'],
  requirements: { mitre: ['T1078.004'] },
  aliases: {},

  examples: {
    fails: [
      {
        name: 'an account with an identity, and the label beside the pod; the label without an identity',
        yaml: `
apiVersion: v1
kind: ServiceAccount
metadata:
  name: web
  namespace: shop
  annotations:
    azure.workload.identity/client-id: 0d0b9e0e-5a2f-4c41-9a6b-8a2b7f4c1d2e
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  namespace: shop
  labels: {azure.workload.identity/use: "true"}
spec:
  selector:
    matchLabels: {app: web}
  template:
    metadata:
      labels: {app: web}
    spec:
      serviceAccountName: web
      containers:
        - name: web
          image: nginx:1.29
---
apiVersion: v1
kind: ServiceAccount
metadata:
  name: mail
  namespace: shop
---
apiVersion: v1
kind: Pod
metadata:
  name: mail
  namespace: shop
  labels: {azure.workload.identity/use: "true"}
spec:
  serviceAccountName: mail
  containers:
    - name: mail
      image: registry.example.com/mail:2.0
`,
        at: [
          'Deployment/web spec.template.metadata.labels["azure.workload.identity/use"]',
          'Pod/mail metadata.labels["azure.workload.identity/use"]',
        ],
      },
    ],
    passes: [
      {
        name: 'both; the client by a variable; an account that nobody shows',
        yaml: `
apiVersion: v1
kind: ServiceAccount
metadata:
  name: web
  namespace: shop
  annotations:
    azure.workload.identity/client-id: 0d0b9e0e-5a2f-4c41-9a6b-8a2b7f4c1d2e
---
apiVersion: v1
kind: Pod
metadata:
  name: web
  namespace: shop
  labels: {azure.workload.identity/use: "true"}
spec:
  serviceAccountName: web
  containers:
    - name: web
      image: nginx:1.29
---
apiVersion: v1
kind: Pod
metadata:
  name: mail
  namespace: shop
  labels: {azure.workload.identity/use: "true"}
spec:
  serviceAccountName: other
  containers:
    - name: mail
      image: registry.example.com/mail:2.0
`,
      },
    ],
  },
});

export default control;

function accountOf(workload: Workload, scope: Scope): ReturnType<Scope['get']> {
  const name = serviceAccountOf(workload);
  return name === undefined ? undefined : scope.get('', 'ServiceAccount', workload.object.namespace, name);
}

function withoutClient(workload: Workload, account: string, at: Path): readonly Outcome[] {
  const isSaid = workload.containers.some(({ value }) =>
    listAt(value, 'env').some((each) => stringAt(each, 'name') === 'AZURE_CLIENT_ID'),
  );
  // A variable may come from anywhere.
  const mayBeSaid = workload.containers.some(({ value }) => listAt(value, 'envFrom').length > 0);
  if (isSaid || mayBeSaid) return NOTHING;
  return [
    { at, message: `the pod asks for a token of Azure, and its ServiceAccount "${account}" does not say for which identity` },
  ];
}

function saysOf(label: ReturnType<typeof member>): string {
  return label === undefined
    ? `the label ${AZURE_USE} is not on the pod`
    : `the label ${AZURE_USE} is ${shown(label)}, not "true"`;
}
