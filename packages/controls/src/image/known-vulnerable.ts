import { defineControl, NOTHING, type Control, type Outcome } from '../control.ts';
import { nameOf } from '../wording.ts';
import { endsWithName, imageOf, type ContainerImage } from './container-image.ts';
import { isBefore, versionOf, type VersionNumbers } from './version-tag.ts';
import { VULNERABILITIES, type Vulnerability } from './vulnerabilities.ts';

const control: Control = defineControl({
  id: 'image/known-vulnerable',
  subject: 'workload',
  title: 'Components of the cluster have no known hole that opens it',
  severity: 'high',
  remediation: 'Move to the version that the finding names, or a later one',
  judgesPartial: true,

  check(workload) {
    let outcomes: Outcome[] | undefined;
    for (const container of workload.containers) {
      const image = imageOf(container);
      const hole = image === undefined ? undefined : holeOf(image);
      if (image === undefined || hole === undefined) continue;
      const outcome = judge(image, hole, [...container.path, 'image'], nameOf(container));
      if (outcome !== undefined) (outcomes ??= []).push(outcome);
    }
    return outcomes ?? NOTHING;
  },

  why: `What manages the cluster (deployment, policies, what comes in from outside) holds the rights to all of it. A hole there that
everybody knows how to use opens more than any program of your own could.`,
  details: `Few holes, and only where the name of the image and its tag decide: CVE-2025-1974 of Ingress NGINX, CVE-2022-24348 of Argo CD,
CVE-2022-39328 of Grafana, CVE-2022-47633 of Kyverno. Mirrors count, by the end of the name. A digest without a tag, and a tag
that names no full version, are unknown. This is no scanner of images: what is inside them is not looked at.`,
  references: [
    'https://kubernetes.io/blog/2025/03/24/ingress-nginx-cve-2025-1974/',
    'https://nvd.nist.gov/vuln/detail/CVE-2022-24348',
    'https://nvd.nist.gov/vuln/detail/CVE-2022-39328',
    'https://nvd.nist.gov/vuln/detail/CVE-2022-47633',
  ],
  requirements: { mitre: ['T1190'], owasp: ['K09'], 'nist-800-190': ['4.1.1'] },
  aliases: { kubescape: ['C-0081', 'C-0090', 'C-0091'] },

  examples: {
    fails: [
      {
        name: 'versions before the one that mends it, mirrored or not',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: tools
spec:
  containers:
    - name: argocd
      image: quay.io/argoproj/argocd:v2.2.3
    - name: grafana
      image: registry.example.com/hub/grafana/grafana:9.2.3
    - name: kyverno
      image: ghcr.io/kyverno/kyverno:v1.8.4
    - name: ingress
      image: registry.k8s.io/ingress-nginx/controller:v1.11.4
`,
        at: ['spec.containers[0].image', 'spec.containers[1].image', 'spec.containers[2].image', 'spec.containers[3].image'],
      },
    ],
    passes: [
      {
        name: 'versions that are mended, or never had it',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: tools
spec:
  containers:
    - name: argocd
      image: quay.io/argoproj/argocd:v2.1.9
    - name: newer
      image: quay.io/argoproj/argocd:v3.2.0
    - name: grafana
      image: grafana/grafana:9.1.8
    - name: kyverno
      image: ghcr.io/kyverno/kyverno:v1.8.2
    - name: ingress
      image: registry.k8s.io/ingress-nginx/controller:v1.12.1
    - name: alike
      image: registry.example.com/my-grafana/grafana-loader:9.2.3
`,
      },
      {
        name: 'no version',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: tools
spec:
  containers:
    - name: grafana
      image: grafana/grafana@sha256:553f64aecdc31b5bf944521731cd70e35da4faed96b2b7548a3d8e2598c52a42
    - name: kyverno
      image: ghcr.io/kyverno/kyverno:\${TAG}
    - name: line
      image: grafana/grafana:9.2
`,
        unknown: [
          'which version of Grafana "grafana/grafana@sha256:553f64aecdc31b5bf944521731cd70e35da4faed96b2b7548a3d8e2598c52a42" is, and whether it has CVE-2022-39328, is not said',
          'which version of Kyverno "ghcr.io/kyverno/kyverno:${TAG}" is, and whether it has CVE-2022-47633, is not said',
          'which version of Grafana "grafana/grafana:9.2" is, and whether it has CVE-2022-39328, is not said',
        ],
      },
    ],
  },
});

export default control;

/** Each program has one hole here. */
const BY_BASE = new Map(
  VULNERABILITIES.flatMap((hole) => hole.images.map((name) => [name.slice(name.lastIndexOf('/') + 1), { name, hole }] as const)),
);

function holeOf({ name, base }: ContainerImage): Vulnerability | undefined {
  const known = name === undefined ? undefined : BY_BASE.get(base);
  return known !== undefined && endsWithName(name ?? '', known.name) ? known.hole : undefined;
}

function judge(image: ContainerImage, hole: Vulnerability, at: Outcome['at'], container: string): Outcome | undefined {
  const version = image.tag === undefined ? undefined : versionOf(image.tag);
  // What moves with its tag is not held to be old.
  if (version === undefined && image.digest === undefined && !image.open) return undefined;
  const fixed = version === undefined ? 'unknown' : fixedBy(version, hole);
  if (fixed === undefined) return undefined;
  if (fixed === 'unknown')
    return { at, unknown: `which version of ${hole.title} "${image.text}" is, and whether it has ${hole.id}, is not said` };
  const message = `${container}: "${image.text}" has ${hole.id}, which ${hole.title} ${fixed.join('.')} mends: ${hole.says}`;
  if (hole.severity === 'high') return { at, message };
  return { at, message, severity: { level: hole.severity, reason: 'nobody needs any rights for it' } };
}

/** The version that mends the hole; undefined where the version has none. */
function fixedBy(version: VersionNumbers, { ranges }: Vulnerability): VersionNumbers | 'unknown' | undefined {
  let isOpen = false;
  for (const { from, fixed } of ranges) {
    const tooOld = isBefore(version, from);
    const isOld = isBefore(version, fixed);
    if (tooOld === false && isOld === true) return fixed;
    if (tooOld !== true && isOld === undefined) isOpen = true;
  }
  return isOpen ? 'unknown' : undefined;
}
