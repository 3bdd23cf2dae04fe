import { member, parseImageReference, type Container } from '@bulwark/model';
import { defineControl, type Control, type Outcome } from '../control.ts';
import { nameOf } from '../wording.ts';

/** The patches of CVE-2025-1974: 1.11.5 and 1.12.1 (kubernetes/kubernetes#131009). */
const MENDED: readonly (readonly [minor: number, patch: number])[] = [
  [11, 5],
  [12, 1],
];

const control: Control = defineControl({
  id: 'ingress/nginx-controller-version',
  subject: 'workload',
  title: 'The ingress-nginx controller is one that no unauthenticated request takes over',
  severity: 'critical',
  remediation: 'Upgrade it to 1.12.1, 1.11.5 or newer, and plan to leave it: the project has ended',
  judgesPartial: true,

  *check(workload) {
    for (const container of workload.containers) {
      const outcome = ofContainer(container);
      if (outcome !== undefined) yield outcome;
    }
  },

  why: `Before 1.11.5 and 1.12.1, whoever reaches the controller's webhook from the pod network, without any credentials, runs code in the controller
(CVE-2025-1974), and by its token reads every Secret of the cluster. One broken pod anywhere is enough.`,
  details: `Known by its image, controller or controller-chroot in a repository that ends with ingress-nginx, or the older nginx-ingress-controller, and by its tag. A digest
alone says nothing of the version and is unknown; so is a tag that is none.`,
  references: [
    'https://kubernetes.io/blog/2025/03/24/ingress-nginx-cve-2025-1974/',
    'https://github.com/kubernetes/kubernetes/issues/131009',
  ],
  requirements: { mitre: ['T1190'], owasp: ['K02', 'K10'] },
  aliases: { trivy: ['KCV-0093', 'AVD-KCV-0093'] },

  examples: {
    fails: [
      {
        name: 'versions before the patches',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: ingress
spec:
  containers:
    - name: old
      image: registry.k8s.io/ingress-nginx/controller:v1.11.4@sha256:981a97d78bee3109c0b149946c07989f8f1478a9265031d2d23dea839ba05b52
    - name: newer
      image: registry.k8s.io/ingress-nginx/controller-chroot:v1.12.0
    - name: very-old
      image: quay.io/kubernetes-ingress-controller/nginx-ingress-controller:0.26.1
`,
        at: ['spec.containers[0].image', 'spec.containers[1].image', 'spec.containers[2].image'],
      },
    ],
    passes: [
      {
        name: 'with the patch, newer, and what is not it',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: ingress
spec:
  containers:
    - name: patched
      image: registry.k8s.io/ingress-nginx/controller:v1.11.5
    - name: newer
      image: registry.k8s.io/ingress-nginx/controller:v1.13.3
    - name: hook
      image: registry.k8s.io/ingress-nginx/kube-webhook-certgen:v1.1.1
    - name: other
      image: quay.io/metallb/controller:v0.14.9
`,
      },
      {
        name: 'a digest alone',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: ingress
spec:
  containers:
    - name: pinned
      image: registry.k8s.io/ingress-nginx/controller@sha256:981a97d78bee3109c0b149946c07989f8f1478a9265031d2d23dea839ba05b52
`,
        unknown: ['the version of the ingress-nginx controller does not show in its image'],
      },
    ],
  },
});

export default control;

const IMAGE = /(?:^|\/)(?:ingress-nginx\/controller(?:-chroot)?|kubernetes-ingress-controller\/nginx-ingress-controller)$/;

function ofContainer(container: Container): Outcome | undefined {
  const image = member(container.value, 'image');
  if (typeof image !== 'string' || !image.includes('ingress')) return undefined;
  const reference = parseImageReference(image);
  if (reference === undefined || !IMAGE.test(`/${reference.repository}`)) return undefined;
  const at = [...container.path, 'image'];
  const version = /^v?(\d+)\.(\d+)\.(\d+)(?:$|[-+_])/.exec(reference.tag ?? '');
  if (version === null) return { at, unknown: 'the version of the ingress-nginx controller does not show in its image' };
  const [major = 0, minor = 0, patch = 0] = version.slice(1).map(Number);
  if (!isOpen(major, minor, patch)) return undefined;
  return {
    at,
    message: `${nameOf(container)} is the ingress-nginx controller ${reference.tag ?? ''}, which any pod takes over (CVE-2025-1974)`,
  };
}

function isOpen(major: number, minor: number, patch: number): boolean {
  if (major !== 1) return major < 1;
  const own = MENDED.find(([line]) => line === minor);
  return own === undefined ? minor < 11 : patch < own[1];
}
