import { actsAs, CLOUD_GROUP, gcpPolicy, patternText } from '@bulwark/workload-identity';
import { defineControl, NOTHING, type Control, type Outcome } from '../control.ts';

const control: Control = defineControl({
  id: 'workload-identity/project-wide-grant',
  subject: [{ group: CLOUD_GROUP, kind: 'GcpIamPolicy' }],
  title: 'ServiceAccounts may act as single service accounts of Google, not as all of a project',
  severity: 'high',
  remediation: 'Remove the binding and grant the role on the one service account that is meant',
  judgesPartial: true,

  check(object) {
    const { account, resource, grants } = gcpPolicy(object.value, object.name);
    if (account !== undefined) return NOTHING;
    const acting = grants.filter(({ role }) => actsAs(role) === true);
    return acting.map(({ role, path, accounts }): Outcome => {
      if (resource === undefined)
        return {
          at: path,
          unknown: `nobody says of what "${object.name}" is the policy: give the file the name SERVICE-ACCOUNT-ADDRESS.json`,
        };
      return {
        at: path,
        message: `${patternText(accounts)} has ${role} on "${resource}", and may act as every service account in it`,
      };
    });
  },

  why: `On a project, a folder or an organisation, the role speaks of every service account below it: also of the one that Google's own services
use, and of those that somebody makes later. A pod that was meant to read one bucket can act as the owner of the project.`,
  details: `The roles roles/iam.workloadIdentityUser and roles/iam.serviceAccountTokenCreator count, for ServiceAccounts of clusters. What a policy is of
says gcloud asset search-all-iam-policies; a policy alone says nothing of it, and is unknown unless its file is called as the service
account.`,
  references: [
    'https://cloud.google.com/kubernetes-engine/docs/how-to/workload-identity',
    'https://cloud.google.com/iam/docs/service-account-permissions',
  ],
  requirements: { nsa: ['least-privilege'], mitre: ['T1078.004'], owasp: ['K03'] },
  aliases: {},

  examples: {
    fails: [
      {
        name: 'on a project',
        yaml: `
apiVersion: cloud.bulwark.dev/v1
kind: GcpIamPolicy
metadata:
  name: project
resource: //cloudresourcemanager.googleapis.com/projects/shop-prod
policy:
  bindings:
    - role: roles/iam.workloadIdentityUser
      members: ["serviceAccount:shop-prod.svc.id.goog[shop/web]"]
`,
        at: ['policy.bindings[0].members[0]'],
      },
    ],
    passes: [
      {
        name: 'on a service account, and another role on a bucket',
        yaml: `
apiVersion: cloud.bulwark.dev/v1
kind: GcpIamPolicy
metadata:
  name: web
resource: //iam.googleapis.com/projects/shop-prod/serviceAccounts/web@shop-prod.iam.gserviceaccount.com
policy:
  bindings:
    - role: roles/iam.workloadIdentityUser
      members: ["serviceAccount:shop-prod.svc.id.goog[shop/web]"]
---
apiVersion: cloud.bulwark.dev/v1
kind: GcpIamPolicy
metadata:
  name: bucket
resource: //storage.googleapis.com/shop-images
policy:
  bindings:
    - role: roles/storage.objectViewer
      members: ["serviceAccount:shop-prod.svc.id.goog[shop/web]"]
`,
      },
      {
        name: 'a policy of nobody knows what',
        yaml: `
apiVersion: cloud.bulwark.dev/v1
kind: GcpIamPolicy
metadata:
  name: policy
bindings:
  - role: roles/iam.workloadIdentityUser
    members: ["serviceAccount:shop-prod.svc.id.goog[shop/web]"]
`,
        unknown: ['nobody says of what "policy" is the policy: give the file the name SERVICE-ACCOUNT-ADDRESS.json'],
      },
    ],
  },
});

export default control;
