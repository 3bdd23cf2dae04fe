import { stringAt, type KubeObject } from '@bulwark/model';
import { defineControl, type Control, type Failure } from '../control.ts';

const GROUP = 'aadpodidentity.k8s.io';

const control: Control = defineControl({
  id: 'workload-identity/aad-pod-identity',
  subject: ['AzureAssignedIdentity', 'AzureIdentity', 'AzureIdentityBinding', 'AzurePodIdentityException'].map((kind) => ({
    group: GROUP,
    kind,
  })),
  title: 'Identities of Azure are not given out by the retired aad-pod-identity',
  severity: 'medium',
  remediation:
    'Move to workload identity: a federated credential for the ServiceAccount, its annotation, and the label on the pods',
  judgesPartial: true,

  check(object) {
    const at = ['kind'];
    if (object.kind === 'AzurePodIdentityException') return [{ at, message: EXCEPTION, severity: EXCEPTED }];
    return [{ at, message: messageOf(object) }];
  },

  why: `The project aad-pod-identity was deprecated in 2022 and is archived: nobody mends what is found in it. Its proxy tells pods apart by address and
label, so that whoever may create a pod with the label gets the identity, and a pod that goes past the proxy has the node's, and with it
all identities that are assigned to the node.`,
  details: `The objects of its group count. An AzurePodIdentityException sends pods past the proxy: they have whatever the node has, and it weighs more.`,
  references: [
    'https://azure.github.io/azure-workload-identity/docs/topics/migration.html',
    'https://learn.microsoft.com/azure/aks/use-azure-ad-pod-identity',
  ],
  requirements: { mitre: ['T1552.005', 'T1078.004'] },
  aliases: {},

  examples: {
    fails: [
      {
        name: 'an identity, and pods that go past the proxy',
        yaml: `
apiVersion: aadpodidentity.k8s.io/v1
kind: AzureIdentity
metadata:
  name: shop
  namespace: shop
spec:
  type: 0
  resourceID: /subscriptions/s/resourcegroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/shop
  clientID: 0d0b9e0e-5a2f-4c41-9a6b-8a2b7f4c1d2e
---
apiVersion: aadpodidentity.k8s.io/v1
kind: AzurePodIdentityException
metadata:
  name: shop
  namespace: shop
spec:
  podLabels: {app: web}
`,
        at: ['AzureIdentity/shop kind', 'AzurePodIdentityException/shop kind'],
      },
    ],
    passes: [
      {
        name: 'workload identity',
        yaml: `
apiVersion: v1
kind: ServiceAccount
metadata:
  name: web
  namespace: shop
  annotations:
    azure.workload.identity/client-id: 0d0b9e0e-5a2f-4c41-9a6b-8a2b7f4c1d2e
`,
      },
    ],
  },
});

export default control;

const EXCEPTION = 'pods with these labels go past the proxy and have the identity of their node';
const EXCEPTED: Failure['severity'] = { level: 'high', reason: 'what the node may do at the cloud, these pods may do' };

function messageOf({ kind, value }: KubeObject): string {
  const resource = stringAt(value, 'spec', 'resourceID') ?? stringAt(value, 'spec', 'azureIdentity');
  return `the ${kind} gives pods an identity${resource ? `, "${resource}",` : ''} through the retired aad-pod-identity`;
}
