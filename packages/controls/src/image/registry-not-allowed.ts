import { defineControl, NOTHING, type Control, type Outcome } from '../control.ts';
import { nameOf } from '../wording.ts';
import { imageOf, isCovered } from './container-image.ts';

const control: Control = defineControl({
  id: 'image/registry-not-allowed',
  subject: 'workload',
  title: 'Images come from the registries that are allowed',
  severity: 'medium',
  offByDefault: 'it needs the list of your registries, in its parameter registries',
  remediation: 'Take the image from an allowed registry, or add its registry to the parameter registries',
  judgesPartial: true,
  parameters: {
    registries: {
      default: ['docker.io/library', 'registry.k8s.io'],
      description: 'Registries, or paths in them (registry.example.com/team), whose images may run; all below them are allowed',
    },
  },

  check(workload, context) {
    let outcomes: Outcome[] | undefined;
    for (const container of workload.containers) {
      const image = imageOf(container);
      if (image === undefined) continue;
      const { name } = image;
      const allowed = context.parameter('registries');
      if (name !== undefined && allowed.some((entry) => isCovered(name, entry))) continue;
      const at = [...container.path, 'image'];
      outcomes ??= [];
      if (name === undefined) outcomes.push({ at, unknown: `the registry of "${image.text}" is filled in later` });
      else
        outcomes.push({
          at,
          message: `${nameOf(container)}: the image "${image.text}" is ${name}, which no allowed registry covers`,
        });
    }
    return outcomes ?? NOTHING;
  },

  why: `Whoever chooses the registry chooses who may change the program. An image of a registry that nobody has agreed on has passed none
of the checks that yours make, may bear the name of a known product, and may be gone or another one tomorrow.`,
  details: `Without a list of its own the control allows the official images of Docker Hub and those of Kubernetes. An entry covers
whole parts of a name: docker.io covers docker.io/library/nginx, never docker.io.example.com/nginx; registry.example.com/team
covers neither registry.example.com/teams nor another port. An entry *.example.com covers every host below example.com. Short names are read in full: nginx is docker.io/library/nginx.`,
  references: [
    'https://kubernetes.io/docs/concepts/containers/images/#image-names',
    'https://kubernetes.io/docs/concepts/security/security-checklist/#images',
  ],
  requirements: { mitre: ['T1525'], owasp: ['K02'], 'nist-800-190': ['4.1.5'] },
  aliases: {
    trivy: ['KSV-0125', 'AVD-KSV-0125', 'KSV0125'],
    kubescape: ['C-0078'],
    popeye: ['113'],
  },

  examples: {
    fails: [
      {
        name: 'a registry that only begins like one that is allowed, and one that nobody knows',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: quay.io.example.com/web:1.4.0
    - name: app
      image: registry.example.com:5000/app:2.0
`,
        at: ['spec.containers[0].image', 'spec.containers[1].image'],
      },
    ],
    passes: [
      {
        name: 'registries of the list, by their short names as well',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: hub
      image: nginx:1.29.3
    - name: kubernetes
      image: registry.k8s.io/pause:3.10.1
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
