import { listAt, podFieldPath, stringAt, type Json } from '@bulwark/model';
import { defineControl, NOTHING, type Control, type Outcome } from '../control.ts';

const control: Control = defineControl({
  id: 'secrets/mounted',
  subject: 'workload',
  title: 'Pods mount no Secrets, ConfigMaps or persistent volumes',
  severity: 'info',
  offByDefault: 'it lists what pods mount, which most of them need',
  remediation: 'Take out the volumes that no container reads',
  judgesPartial: true,

  check(workload) {
    let outcomes: Outcome[] | undefined;
    for (const [index, volume] of listAt(workload.spec, 'volumes').entries()) {
      for (const { what, part } of mountedBy(volume)) {
        const at = podFieldPath(workload, 'volumes', index, ...part);
        (outcomes ??= []).push({ at, message: `the volume "${stringAt(volume, 'name') ?? ''}" holds ${what}` });
      }
    }
    return outcomes ?? NOTHING;
  },

  why: `What a pod mounts is what somebody has who breaks into it: passwords, settings that name other systems, and data that other pods
trust. The list says what a break-in into one program is worth.`,
  details: `Volumes of Secrets, ConfigMaps and claims of persistent volumes, projected ones as well. What is taken into the environment has
controls of its own.`,
  references: ['https://kubernetes.io/docs/concepts/storage/volumes/'],
  requirements: { mitre: ['T1552.007'] },
  aliases: { kubescape: ['C-0255', 'C-0257', 'C-0258'] },

  examples: {
    fails: [
      {
        name: 'one of each',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: registry.example.com/web:1.4.0
  volumes:
    - name: tls
      secret: {secretName: web-tls}
    - name: settings
      configMap: {name: web}
    - name: data
      persistentVolumeClaim: {claimName: web-data}
    - name: all
      projected:
        sources:
          - serviceAccountToken: {path: token}
          - secret: {name: db}
`,
        at: [
          'spec.volumes[0].secret',
          'spec.volumes[1].configMap',
          'spec.volumes[2].persistentVolumeClaim',
          'spec.volumes[3].projected.sources[1].secret',
        ],
      },
    ],
    passes: [
      {
        name: 'other volumes',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: registry.example.com/web:1.4.0
  volumes:
    - name: cache
      emptyDir: {}
`,
      },
    ],
  },
});

export default control;

interface Mounted {
  readonly what: string;
  readonly part: readonly (string | number)[];
}

const KINDS: readonly (readonly [field: string, kind: string, names: readonly string[]])[] = [
  ['secret', 'the Secret', ['secretName', 'name']],
  ['configMap', 'the ConfigMap', ['name']],
  ['persistentVolumeClaim', 'the claim', ['claimName']],
];

function* mountedBy(volume: Json): Iterable<Mounted> {
  yield* inSource(volume, []);
  for (const [index, source] of listAt(volume, 'projected', 'sources').entries())
    yield* inSource(source, ['projected', 'sources', index]);
}

function* inSource(source: Json, path: readonly (string | number)[]): Iterable<Mounted> {
  for (const [field, kind, names] of KINDS) {
    const name = names.map((each) => stringAt(source, field, each)).find((each) => each !== undefined);
    if (name !== undefined) yield { what: `${kind} "${name}"`, part: [...path, field] };
  }
}
