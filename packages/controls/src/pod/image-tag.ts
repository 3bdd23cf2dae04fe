import { member, parseImageReference, type Json } from '@bulwark/model';
import { defineControl, NOTHING, type Control, type Outcome } from '../control.ts';
import { hasPlaceholder } from '../placeholder.ts';
import { nameOf, shown } from '../wording.ts';

const control: Control = defineControl({
  id: 'pod/image-tag',
  subject: 'workload',
  title: 'Images are named by a tag that does not move, or by a digest',
  severity: 'medium',
  remediation: 'Name the image by a version (nginx:1.29.3), best with its digest (nginx:1.29.3@sha256:…)',
  judgesPartial: true,
  parameters: {
    'mutable-tags': {
      default: ['latest'],
      description: 'Tags that are moved from image to image; add those of your registry, such as stable or main',
    },
  },

  check(workload, context) {
    let found: Outcome[] | undefined;
    const mutable = context.parameter('mutable-tags');
    for (const container of workload.containers) {
      const image = member(container.value, 'image');
      // A patch may leave the image to its base.
      if (image === undefined || image === null) continue;
      const verdict = typeof image === 'string' && image.trim() !== '' ? judge(image, mutable) : noImage(image);
      if (verdict === undefined) continue;
      const at = [...container.path, 'image'];
      (found ??= []).push(
        verdict.unknown
          ? { at, unknown: verdict.says }
          : { at, message: `${nameOf(container)}: ${verdict.says}`, severity: verdict.severity },
      );
    }
    return found ?? NOTHING;
  },

  why: `A tag such as latest is a name that its owner may give to another image at any time. Two pods of one Deployment then run
different programs, a restart brings a change that nobody has reviewed, a rollback brings nothing back, and whoever can push
to the repository is in your cluster at the next restart. Nobody can say afterwards what ran.`,
  details: `No tag means latest. A digest passes whatever the tag says, because only the digest counts then. The port of a registry
(registry.example.com:5000/app) is no tag. Where a part of the name that decides is filled in later ($(TAG), {{ … }}, a ko://
reference, Istio's auto) it is unknown. A name that is no valid image reference is reported as such: the container cannot start.`,
  references: [
    'https://kubernetes.io/docs/concepts/containers/images/#image-names',
    'https://kubernetes.io/docs/concepts/containers/images/#image-pull-policy',
  ],
  requirements: { mitre: ['T1525'], owasp: ['K02'], 'nist-800-190': ['4.2.2'] },
  aliases: {
    trivy: ['KSV-0013', 'AVD-KSV-0013', 'KSV013'],
    checkov: ['CKV_K8S_14'],
    'kube-linter': ['latest-tag'],
    'kube-score': ['container-image-tag'],
    polaris: ['tagNotSpecified'],
    kics: ['583053b7-e632-46f0-b989-f81ff8045385'],
    kalm: ['SC-002'],
  },

  examples: {
    fails: [
      {
        name: 'no tag, latest, and a registry whose port is no tag',
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
      image: nginx:latest
    - name: app
      image: registry.example.com:5000/team/app
`,
        at: ['spec.initContainers[0].image', 'spec.containers[0].image', 'spec.containers[1].image'],
      },
      {
        name: 'no valid reference',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: example.com/Web-Shop:1.0
`,
        at: ['spec.containers[0].image'],
      },
      {
        name: 'a template that names no tag, whatever is filled in',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: \${REGISTRY}/web
`,
        at: ['spec.containers[0].image'],
      },
    ],
    passes: [
      {
        name: 'a version, a digest, both, and a version behind a port',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: version
      image: nginx:1.29.3
    - name: digest
      image: nginx@sha256:553f64aecdc31b5bf944521731cd70e35da4faed96b2b7548a3d8e2598c52a42
    - name: both
      image: nginx:latest@sha256:553f64aecdc31b5bf944521731cd70e35da4faed96b2b7548a3d8e2598c52a42
    - name: port
      image: localhost:5000/app:2.0
    - name: filled-in-registry
      image: \${REGISTRY}/app:2.0
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
    - name: whole
      image: $(params.image)
`,
        unknown: [
          'the image "registry.example.com/web:${TAG}" is filled in later',
          'the image "$(params.image)" is filled in later',
        ],
      },
    ],
  },
});

export default control;

interface Judged {
  readonly says: string;
  readonly unknown?: boolean;
  readonly severity?: Extract<Outcome, { readonly message: string }>['severity'];
}

function noImage(image: Json): Judged {
  if (typeof image === 'string')
    return { says: 'the image is empty: if anything runs, it is filled in elsewhere', unknown: true };
  return { says: `the image is ${shown(image)}, which is no text, and the API server refuses it`, unknown: true };
}

function judge(image: string, mutable: readonly string[]): Judged | undefined {
  if (image === 'auto') return { says: 'the image "auto" stands for the one that Istio puts in', unknown: true };
  if (image.startsWith('ko://')) return { says: `the image "${image}" stands for the one that ko builds`, unknown: true };
  if (hasPlaceholder(image)) return judgeTemplate(image, mutable);
  const reference = parseImageReference(image);
  if (reference === undefined) {
    const reason = 'the container cannot start: nothing runs that should not';
    return { says: `"${image}" is no valid image reference`, severity: { level: 'low', reason } };
  }
  if (reference.digest !== undefined) return undefined;
  if (reference.tag === undefined) return { says: `the image "${image}" has no tag, which means latest` };
  if (mutable.includes(reference.tag)) return { says: `the tag of "${image}" can be moved to another image at any time` };
  return undefined;
}

/** A tag that is there decides, as does one that is missing behind the last slash: what is filled in before cannot bring one. */
function judgeTemplate(image: string, mutable: readonly string[]): Judged | undefined {
  const last = image.slice(image.lastIndexOf('/') + 1);
  const match = /^([^:@]*)(?::([\w][\w.-]{0,127}))?$/.exec(last);
  if (hasPlaceholder(last) || match === null) {
    const tag = /:([\w][\w.-]{0,127})$/.exec(last)?.[1];
    if (tag !== undefined && !mutable.includes(tag)) return undefined;
    return { says: `the image "${image}" is filled in later`, unknown: true };
  }
  const tag = match[2];
  if (tag === undefined) return { says: `the image "${image}" has no tag, which means latest` };
  return mutable.includes(tag) ? { says: `the tag of "${image}" can be moved to another image at any time` } : undefined;
}
