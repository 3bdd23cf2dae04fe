import { isArray, member, parseImageReference, podFieldPath, stringAt, type Json } from '@bulwark/model';
import { defineControl, NOTHING, type Control, type Outcome } from '../control.ts';
import { hasPlaceholder } from '../placeholder.ts';

const control: Control = defineControl({
  id: 'volume/image-tag',
  subject: 'workload',
  title: 'Volumes made of an image name it by a tag that does not move, or by a digest',
  severity: 'medium',
  remediation: 'Name the image of the volume by its digest (models@sha256:…), or by a version',
  judgesPartial: true,
  parameters: {
    'mutable-tags': {
      default: ['latest'],
      description: 'Tags that are moved from image to image; add those of your registry, such as stable or main',
    },
  },

  check(workload, context) {
    const volumes = member(workload.spec, 'volumes');
    if (!isArray(volumes)) return NOTHING;
    let found: Outcome[] | undefined;
    for (let index = 0; index < volumes.length; index++) {
      const reference = stringAt(member(volumes[index], 'image'), 'reference');
      if (reference === undefined || reference === '') continue;
      const outcome = judge(volumes[index], reference, context.parameter('mutable-tags'));
      if (outcome === undefined) continue;
      (found ??= []).push({ at: podFieldPath(workload, 'volumes', index, 'image', 'reference'), ...outcome });
    }
    return found ?? NOTHING;
  },

  why: `An image volume puts the files of an image into a pod: programs, models, plugins, web pages. Scanners and admission policies
look at the images of containers and often not at these. Whoever moves the tag changes what the pod runs or serves at its next
start, and nobody can say afterwards what it was.`,
  details: `The same as for the images of containers: no tag means latest, and a digest passes whatever the tag says. What is filled in
later is unknown.`,
  references: [
    'https://kubernetes.io/docs/tasks/configure-pod-container/image-volumes/',
    'https://kubernetes.io/docs/concepts/containers/images/#image-names',
  ],
  requirements: { mitre: ['T1525'], owasp: ['K02'], 'nist-800-190': ['4.2.2'] },
  aliases: {},

  examples: {
    fails: [
      {
        name: 'no tag, and latest',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: inference
spec:
  containers:
    - name: server
      image: registry.example.com/server:3.1.0
      volumeMounts:
        - {name: model, mountPath: /model}
        - {name: plugins, mountPath: /plugins}
  volumes:
    - name: model
      image: {reference: registry.example.com/models/small}
    - name: plugins
      image: {reference: "registry.example.com/plugins:latest", pullPolicy: Always}
`,
        at: ['spec.volumes[0].image.reference', 'spec.volumes[1].image.reference'],
      },
    ],
    passes: [
      {
        name: 'a version and a digest',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: inference
spec:
  containers:
    - name: server
      image: registry.example.com/server:3.1.0
  volumes:
    - name: model
      image: {reference: "registry.example.com/models/small:2.0"}
    - name: plugins
      image: {reference: "registry.example.com/plugins@sha256:553f64aecdc31b5bf944521731cd70e35da4faed96b2b7548a3d8e2598c52a42"}
`,
      },
      {
        name: 'filled in later',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: inference
spec:
  containers:
    - name: server
      image: registry.example.com/server:3.1.0
  volumes:
    - name: model
      image: {reference: "registry.example.com/models/small:\${TAG}"}
`,
        unknown: ['the image "registry.example.com/models/small:${TAG}" is filled in later'],
      },
    ],
  },
});

export default control;

type Said = { readonly message: string } | { readonly unknown: string };

function judge(volume: Json | undefined, image: string, mutable: readonly string[]): Said | undefined {
  if (hasPlaceholder(image)) return { unknown: `the image "${image}" is filled in later` };
  const reference = parseImageReference(image);
  // What is no reference cannot be pulled, and the pod does not start.
  if (reference === undefined || reference.digest !== undefined) return undefined;
  const name = `the image "${image}" of the volume "${stringAt(volume, 'name') ?? ''}"`;
  if (reference.tag === undefined) return { message: `${name} has no tag, which means latest` };
  return mutable.includes(reference.tag) ? { message: `${name} has a tag that can be moved to another at any time` } : undefined;
}
