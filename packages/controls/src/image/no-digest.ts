import { defineControl, NOTHING, type Control, type Outcome } from '../control.ts';
import { nameOf } from '../wording.ts';
import { imageOf } from './container-image.ts';

const control: Control = defineControl({
  id: 'image/no-digest',
  subject: 'workload',
  title: 'Images are named by their digest',
  severity: 'low',
  offByDefault: 'it is for those who have a tool that keeps digests up to date: by hand nearly nobody writes them',
  remediation: 'Put the digest behind the tag: nginx:1.29.3@sha256:…',
  judgesPartial: true,

  check(workload) {
    let outcomes: Outcome[] | undefined;
    for (const container of workload.containers) {
      const image = imageOf(container);
      if (image === undefined || image.digest !== undefined) continue;
      const at = [...container.path, 'image'];
      outcomes ??= [];
      if (image.open) outcomes.push({ at, unknown: `the image "${image.text}" is filled in later` });
      else outcomes.push({ at, message: `${nameOf(container)}: the image "${image.text}" has no digest` });
    }
    return outcomes ?? NOTHING;
  },

  why: `A tag is a name that the registry resolves anew at each pull. Whoever may push to the repository, or has taken over the account
of somebody who may, gives a known version a new content, and no manifest changes. A digest is the content: what was reviewed is
what runs, on every node and after every restart.`,
  details: `A digest is enough, with a tag or without. An image whose tag is filled in later may get its digest there: it is unknown.
Tags that move by design, latest above all, are worse than a version without a digest and have a control of their own.`,
  references: ['https://kubernetes.io/docs/concepts/containers/images/#image-names'],
  requirements: { mitre: ['T1525'], owasp: ['K02'], 'nist-800-190': ['4.1.5'] },
  aliases: {
    kubescape: ['C-0306'],
    checkov: ['CKV_K8S_43'],
    kics: ['7c81d34c-8e5a-402b-9798-9f442630e678'],
  },

  examples: {
    fails: [
      {
        name: 'a version, and no tag at all',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  initContainers:
    - name: wait
      image: busybox
  containers:
    - name: web
      image: nginx:1.29.3
`,
        at: ['spec.initContainers[0].image', 'spec.containers[0].image'],
      },
    ],
    passes: [
      {
        name: 'a digest, with a tag and without',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: both
      image: nginx:1.29.3@sha256:553f64aecdc31b5bf944521731cd70e35da4faed96b2b7548a3d8e2598c52a42
    - name: digest
      image: nginx@sha256:553f64aecdc31b5bf944521731cd70e35da4faed96b2b7548a3d8e2598c52a42
`,
      },
      {
        name: 'a tag that is filled in later',
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
        unknown: ['the image "registry.example.com/web:${TAG}" is filled in later'],
      },
    ],
  },
});

export default control;
