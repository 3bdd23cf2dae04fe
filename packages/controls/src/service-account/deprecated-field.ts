import { member, podFieldPath, refusedText, set, type Edit, type Json, type Path } from '@bulwark/model';
import { defineControl, NOTHING, type Control, type Failure } from '../control.ts';
import { shown } from '../wording.ts';

const OLD = 'serviceAccount';
const NEW = 'serviceAccountName';

const control: Control = defineControl({
  id: 'service-account/deprecated-field',
  subject: 'workload',
  title: 'Pods name their ServiceAccount in serviceAccountName',
  severity: 'low',
  remediation: 'Name the account in serviceAccountName and remove serviceAccount',
  judgesPartial: true,

  check(workload) {
    const old = member(workload.spec, OLD);
    if (old === undefined || old === null || old === '') return NOTHING;
    const at = podFieldPath(workload, OLD);
    const current = member(workload.spec, NEW);
    // The API server keeps both fields in step: whoever exports an object gets both.
    if (current === old) return NOTHING;
    const refused = refusedText(workload.spec, [OLD]) ?? refusedText(workload.spec, [NEW]);
    return [refused === undefined ? failure(at, old, current) : { at, unknown: refused.reason }];
  },

  why: `The field serviceAccount has been deprecated since the first stable release. It still works where serviceAccountName is
empty, and is passed over in silence where it is not; tools and reviewers that know only the new name take the pod to run as the
default account.`,
  details: `Both fields with one value are what the API server itself writes, and pass. With two values serviceAccountName wins.`,
  references: ['https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.34/#podspec-v1-core'],
  requirements: {},
  aliases: { kubescape: ['C-0294'], 'kube-linter': ['deprecated-service-account-field'] },

  examples: {
    fails: [
      {
        name: 'the old name alone',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  serviceAccount: web
  containers:
    - name: web
      image: nginx:1.29
`,
        at: ['spec.serviceAccount'],
      },
      {
        name: 'two accounts',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  serviceAccount: admin
  serviceAccountName: web
  containers:
    - name: web
      image: nginx:1.29
`,
        at: ['spec.serviceAccount'],
      },
    ],
    passes: [
      {
        name: 'as the API server writes it',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  serviceAccount: web
  serviceAccountName: web
  containers:
    - name: web
      image: nginx:1.29
`,
      },
      {
        name: 'a number',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  serviceAccount: 123
  containers:
    - name: web
      image: nginx:1.29
`,
        unknown: ['serviceAccount is read as 123, not as text, and the API server refuses it: put it in quotes'],
      },
    ],
  },
});

export default control;

function failure(at: Path, old: Json, current: Json | undefined): Failure {
  const remove: Edit = { op: 'delete', path: at };
  if (current === undefined || current === null || current === '') {
    const message = `serviceAccount is the deprecated name of serviceAccountName, and names ${shown(old)}`;
    return { at, message, fix: { kind: 'fix', edits: [set([...at.slice(0, -1), NEW], old), remove] } };
  }
  const reason = 'who reads the manifest takes it to run as another account than it does';
  return {
    at,
    message: `serviceAccount names ${shown(old)} and is ignored: the pod runs as ${shown(current)}, which serviceAccountName names`,
    severity: { level: 'medium', reason },
    fix: { kind: 'fix', edits: [remove] },
  };
}
