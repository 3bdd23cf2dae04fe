import { defineControl, NOTHING, type Control, type Outcome } from '../control.ts';
import { nameOf } from '../wording.ts';
import { imageOf, isCovered } from './container-image.ts';

const control: Control = defineControl({
  id: 'image/registry-blocked',
  subject: 'workload',
  title: 'No image comes from a registry that is not to be used',
  severity: 'low',
  offByDefault: 'it needs the list of the registries that you do not want, in its parameter registries',
  remediation: 'Take the image from a registry of yours, best as a mirror that is scanned',
  judgesPartial: true,
  parameters: {
    registries: {
      default: ['docker.io'],
      description: 'Registries, or paths in them, whose images must not run',
    },
  },

  check(workload, context) {
    let outcomes: Outcome[] | undefined;
    for (const container of workload.containers) {
      const image = imageOf(container);
      if (image === undefined) continue;
      const { name } = image;
      const at = [...container.path, 'image'];
      if (name === undefined) {
        (outcomes ??= []).push({ at, unknown: `the registry of "${image.text}" is filled in later` });
        continue;
      }
      const entry = context.parameter('registries').find((each) => isCovered(name, each));
      if (entry !== undefined)
        (outcomes ??= []).push({ at, message: `${nameOf(container)}: the image "${image.text}" comes from ${entry}` });
    }
    return outcomes ?? NOTHING;
  },

  why: `Anybody may push to a public registry. Names of known products with one letter changed wait there for a slip, abandoned accounts
are taken over, and when the registry is away or limits how often you may pull, nothing starts.`,
  details: `Without a list of its own the control names Docker Hub. An entry covers whole parts of a name: docker.io covers nginx, which is
docker.io/library/nginx, and never docker.io.example.com/nginx.`,
  references: ['https://kubernetes.io/docs/concepts/containers/images/#image-names'],
  requirements: { mitre: ['T1525'], owasp: ['K02'] },
  aliases: {
    trivy: [
      'KSV-0032',
      'AVD-KSV-0032',
      'KSV032',
      'KSV-0033',
      'AVD-KSV-0033',
      'KSV033',
      'KSV-0034',
      'AVD-KSV-0034',
      'KSV034',
      'KSV-0035',
      'AVD-KSV-0035',
      'KSV035',
    ],
    kubescape: ['C-0001'],
  },

  examples: {
    fails: [
      {
        name: 'Docker Hub, by its short name and in full',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: short
      image: nginx:1.29.3
    - name: full
      image: docker.io/grafana/grafana:12.2.1
`,
        at: ['spec.containers[0].image', 'spec.containers[1].image'],
      },
    ],
    passes: [
      {
        name: 'another registry, whose name only begins alike',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: docker.io.example.com/nginx:1.29.3
`,
      },
      {
        name: 'a registry that is filled in later',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: \${REGISTRY}/web:1.4.0
`,
        unknown: ['the registry of "${REGISTRY}/web:1.4.0" is filled in later'],
      },
    ],
  },
});

export default control;
