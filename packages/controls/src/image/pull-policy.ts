import { member, set } from '@bulwark/model';
import { defineControl, NOTHING, type Control, type Outcome } from '../control.ts';
import { nameOf } from '../wording.ts';
import { imageOf, pullPolicyOf } from './container-image.ts';
import { ASKS_REGISTRY } from '../hazards/shared.ts';

const control: Control = defineControl({
  id: 'image/pull-policy',
  subject: 'workload',
  title: 'Images are asked for at their registry at every start',
  severity: 'info',
  offByDefault: 'it matters on nodes that several tenants share, and makes every start depend on the registry',
  remediation: 'Set imagePullPolicy: Always; or name the image by its digest, and leave the field out',

  check(workload) {
    let outcomes: Outcome[] | undefined;
    for (const container of workload.containers) {
      const image = imageOf(container);
      if (image === undefined) continue;
      const policy = pullPolicyOf(container, image);
      const isWritten = Boolean(member(container.value, 'imagePullPolicy'));
      // Nobody has to ask for what the digest says, unless somebody says that nobody may.
      if (policy === 'Always' || (image.digest !== undefined && !isWritten)) continue;
      const at = [...container.path, 'imagePullPolicy'];
      outcomes ??= [];
      if (policy === undefined)
        outcomes.push({ at, unknown: `${nameOf(container)}: the image or its pull policy is filled in later` });
      else
        outcomes.push({
          at,
          message: messageOf(nameOf(container), policy, image.text, isWritten),
          fix: { kind: 'suggestion', edits: [set(at, 'Always')], hazards: ASKS_REGISTRY },
        });
    }
    return outcomes ?? NOTHING;
  },

  why: `Without Always, a node that has the image starts it without asking anybody. A pod of a tenant who has no credentials for a
private image runs it all the same where somebody else's pod has brought it, and a node that was given a bad image under a
known name keeps running it. Always costs one request: layers that are there are not fetched again.`,
  details: `Where the field is not set, the API server puts in Always for the tag latest and for no tag, and IfNotPresent for all others.
An image with a digest passes where nothing else is written: its content is checked whoever brought it. Where IfNotPresent or Never
is written, the question of who may have the image remains. Clusters with the admission plugin
AlwaysPullImages need nothing of it.`,
  references: [
    'https://kubernetes.io/docs/concepts/containers/images/#image-pull-policy',
    'https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/#alwayspullimages',
  ],
  requirements: { owasp: ['K02'] },
  aliases: {
    checkov: ['CKV_K8S_15'],
    'kube-score': ['container-image-pull-policy'],
    polaris: ['pullPolicyNotAlways'],
    kics: ['caa3479d-885d-4882-9aac-95e5e78ef5c2'],
    kalm: ['SC-001'],
  },

  examples: {
    fails: [
      {
        name: 'a version without a policy, and policies that ask nobody',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: nginx:1.29.3
    - name: cached
      image: nginx:latest
      imagePullPolicy: IfNotPresent
    - name: never
      image: nginx
      imagePullPolicy: Never
    - name: digest
      image: nginx@sha256:553f64aecdc31b5bf944521731cd70e35da4faed96b2b7548a3d8e2598c52a42
      imagePullPolicy: Never
`,
        at: [
          'spec.containers[0].imagePullPolicy',
          'spec.containers[1].imagePullPolicy',
          'spec.containers[2].imagePullPolicy',
          'spec.containers[3].imagePullPolicy',
        ],
      },
    ],
    passes: [
      {
        name: 'Always, written or put in by the server, and a digest',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: nginx:1.29.3
      imagePullPolicy: Always
    - name: latest
      image: nginx:latest
    - name: no-tag
      image: registry.example.com:5000/nginx
    - name: digest
      image: nginx@sha256:553f64aecdc31b5bf944521731cd70e35da4faed96b2b7548a3d8e2598c52a42
`,
      },
      {
        name: 'a tag that is filled in later decides of the default',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: registry.example.com/web:\${TAG}
`,
        unknown: ['container "web": the image or its pull policy is filled in later'],
      },
    ],
  },
});

export default control;

function messageOf(container: string, policy: string, image: string, isWritten: boolean): string {
  const policyText = isWritten
    ? `imagePullPolicy is ${policy}`
    : `imagePullPolicy is not set, which means ${policy} for "${image}"`;
  return `${container}: ${policyText}`;
}
