import { set, type Hazard } from '@bulwark/model';
import { defineControl, NOTHING, type Control, type Outcome } from '../control.ts';
import { nameOf } from '../wording.ts';
import { imageOf, isBelow } from './container-image.ts';

const NEW = 'registry.k8s.io';

interface Gone {
  readonly prefix: string;
  readonly says: string;
  /** Where the same names are found now. */
  readonly now?: string;
}

/** Registries that get no new images, by what their owners have announced. */
const DEPRECATED: readonly Gone[] = [
  ...['k8s.gcr.io', 'us.k8s.gcr.io', 'eu.k8s.gcr.io', 'asia.k8s.gcr.io'].map((prefix) => ({
    prefix,
    says: `is frozen since April 2023: its images are at ${NEW}`,
    now: NEW,
  })),
  ...['gcr.io/google_containers', 'gcr.io/google-containers'].map((prefix) => ({
    prefix,
    says: `has had no new images for years: those of Kubernetes are at ${NEW}`,
  })),
  { prefix: 'gcr.io/kubernetes-helm', says: 'held Tiller, which nobody maintains since November 2020' },
  { prefix: 'gcr.io/kubebuilder', says: 'is closed: its images cannot be pulled any more' },
  {
    prefix: 'quay.io/kubernetes-ingress-controller',
    says: `has had no new images since 2020: later ones are at ${NEW}/ingress-nginx`,
  },
  { prefix: 'docker.io/bitnamilegacy', says: 'is an archive that gets no updates, not even of security' },
];
/** Most images are of none of these. */
const MAY_BE = /gcr\.io|^quay\.io\/kub|^docker\.io\/bitnamil/;

const HAZARDS: readonly Hazard[] = [
  {
    what: 'nodes and mirrors that are let out to the old registry alone cannot pull the image',
    check: 'crane digest prints the same for the old and the new name, and kubectl run starts a pod of the new one',
  },
];

const control: Control = defineControl({
  id: 'image/deprecated-registry',
  subject: 'workload',
  title: 'No image comes from a registry that is frozen or closed',
  severity: 'medium',
  remediation: `Take the image from where it is maintained: ${NEW} for those of Kubernetes`,
  judgesPartial: true,

  check(workload) {
    let outcomes: Outcome[] | undefined;
    for (const container of workload.containers) {
      const image = imageOf(container);
      const name = image?.name;
      if (image === undefined || name === undefined || !MAY_BE.test(name)) continue;
      const gone = DEPRECATED.find(({ prefix }) => isBelow(name, prefix));
      if (gone === undefined) continue;
      const at = [...container.path, 'image'];
      const message = `${nameOf(container)}: the image "${image.text}": ${gone.prefix} ${gone.says}`;
      const edits = gone.now === undefined ? [] : [set(at, gone.now + image.text.slice(gone.prefix.length))];
      (outcomes ??= []).push({
        at,
        message,
        fix: edits.length === 0 ? undefined : { kind: 'suggestion', edits, hazards: HAZARDS },
      });
    }
    return outcomes ?? NOTHING;
  },

  why: `A frozen registry holds no version with the holes of the last years mended, and its owner may switch it off on any day: then no pod
of it starts on a new node. Whoever gets hold of a name that has been given up decides what those who still use it run.`,
  details: `Known are the old registries of Kubernetes (k8s.gcr.io, gcr.io/google_containers, those of ingress-nginx and Tiller), kubebuilder's
at gcr.io, and bitnamilegacy at Docker Hub. The fix is offered where the new registry has the same names.`,
  references: [
    'https://kubernetes.io/blog/2023/02/06/k8s-gcr-io-freeze-announcement/',
    'https://kubernetes.io/blog/2022/11/28/registry-k8s-io-faster-cheaper-ga/',
  ],
  requirements: { owasp: ['K09'], 'nist-800-190': ['4.2.2'] },
  aliases: { kubescape: ['C-0253'] },

  examples: {
    fails: [
      {
        name: 'old registries of Kubernetes',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: pause
      image: k8s.gcr.io/pause:3.6
    - name: echo
      image: gcr.io/google_containers/echoserver:1.10
    - name: open
      image: eu.k8s.gcr.io/pause:\${TAG}
`,
        at: ['spec.containers[0].image', 'spec.containers[1].image', 'spec.containers[2].image'],
      },
    ],
    passes: [
      {
        name: 'the new registry, and others that only look alike',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: pause
      image: registry.k8s.io/pause:3.10.1
    - name: mirror
      image: registry.example.com/k8s.gcr.io/pause:3.6
    - name: alike
      image: gcr.io/google_containers_of_ours/echo:1.0
`,
      },
    ],
  },
});

export default control;
