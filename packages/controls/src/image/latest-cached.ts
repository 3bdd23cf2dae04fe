import { set } from '@bulwark/model';
import { defineControl, NOTHING, type Control, type Outcome } from '../control.ts';
import { nameOf } from '../wording.ts';
import { imageOf, isLatest, pullPolicyOf } from './container-image.ts';
import { ASKS_REGISTRY } from '../hazards/shared.ts';

const TAG = { level: 'info', reason: 'pod/image-tag speaks of the tag, and a version mends both' } as const;

const control: Control = defineControl({
  id: 'image/latest-cached',
  subject: 'workload',
  title: 'The tag latest is not taken from what a node happens to have',
  severity: 'medium',
  remediation: 'Name a version; as long as the tag is latest, leave out imagePullPolicy or set it to Always',
  judgesPartial: true,

  check(workload) {
    let outcomes: Outcome[] | undefined;
    for (const container of workload.containers) {
      const image = imageOf(container);
      if (image === undefined || image.digest !== undefined || !isLatest(image)) continue;
      const policy = pullPolicyOf(container, image);
      if (policy !== 'IfNotPresent' && policy !== 'Never') continue;
      const at = [...container.path, 'imagePullPolicy'];
      const message = `${nameOf(container)}: the image "${image.text}" means latest, and with ${policy} each node runs whichever it once got`;
      (outcomes ??= []).push({
        at,
        message,
        severity: TAG,
        fix: { kind: 'suggestion', edits: [set(at, 'Always')], hazards: ASKS_REGISTRY },
      });
    }
    return outcomes ?? NOTHING;
  },

  why: `The tag latest is another image on each day, and a node that does not ask keeps the one of the day when it first ran the pod. Two nodes
then run two programs under one name, one of them with the hole that was mended months ago, and nothing in the cluster shows it.`,
  details: `Fires where the tag is latest or absent and imagePullPolicy is written as IfNotPresent or Never. Without the field the API
server puts in Always. A digest passes. Images that are loaded into a local cluster (kind, minikube) are such by design: they
need a tag of their own, which a rebuild changes.`,
  references: [
    'https://kubernetes.io/docs/concepts/containers/images/#image-pull-policy',
    'https://kubernetes.io/docs/concepts/containers/images/#imagepullpolicy-defaulting',
  ],
  requirements: { mitre: ['T1525'], owasp: ['K02'], 'nist-800-190': ['4.2.2'] },
  aliases: { kubescape: ['C-0075'] },

  examples: {
    fails: [
      {
        name: 'latest or no tag, kept on the node',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: nginx:latest
      imagePullPolicy: IfNotPresent
    - name: app
      image: registry.example.com:5000/app
      imagePullPolicy: Never
`,
        at: ['spec.containers[0].imagePullPolicy', 'spec.containers[1].imagePullPolicy'],
      },
    ],
    passes: [
      {
        name: 'latest that is asked for, a version that is kept, and a digest',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: default
      image: nginx
    - name: always
      image: nginx:latest
      imagePullPolicy: Always
    - name: version
      image: nginx:1.29.3
      imagePullPolicy: IfNotPresent
    - name: digest
      image: nginx:latest@sha256:553f64aecdc31b5bf944521731cd70e35da4faed96b2b7548a3d8e2598c52a42
      imagePullPolicy: IfNotPresent
`,
      },
    ],
  },
});

export default control;
