import { defineControl, NOTHING, type Control, type Outcome } from '../control.ts';
import { nameOf } from '../wording.ts';
import { endsWithName, imageOf, isBelow, type ContainerImage } from './container-image.ts';
import { END_OF_LIFE, type Product } from './end-of-life.ts';
import { versionOf, type VersionNumbers } from './version-tag.ts';

const control: Control = defineControl({
  id: 'image/eol',
  subject: 'workload',
  title: 'No program runs that nobody mends any more',
  severity: 'medium',
  remediation: 'Move to a version that is maintained, or to what has taken its place',
  judgesPartial: true,

  check(workload) {
    let outcomes: Outcome[] | undefined;
    for (const container of workload.containers) {
      const image = imageOf(container);
      const product = image === undefined ? undefined : productOf(image);
      if (image === undefined || product === undefined) continue;
      const at = [...container.path, 'image'];
      const says = judge(image, product);
      if (says?.unknown === true) (outcomes ??= []).push({ at, unknown: says.text });
      else if (says !== undefined) (outcomes ??= []).push({ at, message: `${nameOf(container)}: ${says.text}` });
    }
    return outcomes ?? NOTHING;
  },

  why: `A hole that is found in a program after the end of its support stays open for good, and everybody knows it. An ingress controller
stands where the internet comes in and reads the Secrets of every namespace; a base image brings its libraries into all that is
built on it.`,
  details: `Known are the ingress controller Ingress NGINX (retired in March 2026, in every version), Heapster, retired images of Keycloak,
OpenJDK and CentOS wherever they are mirrored, and old lines of the official images of languages, databases and distributions.
The version is read from the tag: a tag that names none (bullseye, latest) says nothing, a digest without a tag is unknown. What
is not in the table is not known to be maintained.`,
  references: [
    'https://kubernetes.io/blog/2025/11/11/ingress-nginx-retirement/',
    'https://kubernetes.io/docs/concepts/services-networking/ingress-controllers/',
  ],
  requirements: { owasp: ['K09'], 'nist-800-190': ['4.1.1'] },
  aliases: { kubescape: ['C-0292'] },

  examples: {
    fails: [
      {
        name: 'Ingress NGINX in any version, a mirror of it, and old lines',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: edge
spec:
  containers:
    - name: ingress
      image: registry.k8s.io/ingress-nginx/controller:v1.14.0
    - name: mirror
      image: registry.example.com/mirror/ingress-nginx/controller
    - name: node
      image: node:16.20.2-alpine
    - name: python
      image: python:3.8
    - name: db
      image: mysql:5.6
`,
        at: [
          'spec.containers[0].image',
          'spec.containers[1].image',
          'spec.containers[2].image',
          'spec.containers[3].image',
          'spec.containers[4].image',
        ],
      },
    ],
    passes: [
      {
        name: 'lines that are maintained, tags that name no version, and images of others',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: node
      image: node:22.11.0
    - name: db
      image: mysql:8.4
    - name: major
      image: python:3
    - name: debian
      image: debian:stable
    - name: other
      image: registry.example.com/library/node:16
    - name: nginx
      image: nginx/nginx-ingress:5.2.1
`,
      },
      {
        name: 'a digest without a tag',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: node
      image: node@sha256:553f64aecdc31b5bf944521731cd70e35da4faed96b2b7548a3d8e2598c52a42
`,
        unknown: [
          'the version of Node.js in "node@sha256:553f64aecdc31b5bf944521731cd70e35da4faed96b2b7548a3d8e2598c52a42" is not said',
        ],
      },
    ],
  },
});

export default control;

const BY_BASE = Map.groupBy(END_OF_LIFE, ({ name }) => name.slice(name.lastIndexOf('/') + 1));

function productOf({ name, base }: ContainerImage): Product | undefined {
  if (name === undefined) return undefined;
  return BY_BASE.get(base)?.find(
    (product) => endsWithName(name, product.name) && (product.registry === undefined || isBelow(name, product.registry)),
  );
}

function judge(image: ContainerImage, product: Product): { readonly text: string; readonly unknown?: boolean } | undefined {
  const { title, last, since, instead } = product;
  if (last === undefined) return { text: `"${image.text}": ${title} is without support since ${since}: take ${instead}` };
  if (image.tag === undefined) {
    if (image.digest === undefined && !image.open) return undefined;
    return { text: `the version of ${title} in "${image.text}" is not said`, unknown: true };
  }
  const version = versionOf(image.tag);
  if (version === undefined || isAfter(version, last.split('.').map(Number))) return undefined;
  return { text: `"${image.text}": ${title} ${last} and older are without support since ${since}` };
}

/** Whether the version is of a later line, or too short to say: `python:3` is its newest. */
function isAfter(version: VersionNumbers, last: VersionNumbers): boolean {
  for (const [index, wanted] of last.entries()) {
    const own = version[index];
    if (own === undefined || own > wanted) return true;
    if (own < wanted) return false;
  }
  return false;
}
