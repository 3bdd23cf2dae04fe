import { base } from './deployment.ts';
import type { Tree } from './places.ts';

/** What a kustomization gives by its own fields, and by those of others that it is made of. */
export const settingTrees: readonly Tree[] = [
  {
    title: 'images',
    files: {
      ...base(),
      'overlay/kustomization.yaml': `resources: [../base]
images:
  - name: nginx
    newTag: "1.29" #= Deployment/web spec.template.spec.containers.0.image
  - name: busybox
    newName: registry.example.com/busybox
    digest: sha256:0000000000000000000000000000000000000000000000000000000000000000
`,
    },
    places: ['overlay/kustomization.yaml:6 Deployment/web spec.template.spec.containers.1.image'],
  },
  {
    title: 'replicas, prefix, suffix, namespace, labels, annotations',
    files: {
      ...base(),
      'overlay/kustomization.yaml': `resources: [../base]
namePrefix: pre-
nameSuffix: -post
namespace: shop #= Deployment/pre-web-post metadata.namespace
replicas:
  - name: web
    count: 4 #= Deployment/pre-web-post spec.replicas
labels:
  - pairs:
      team: a #= Deployment/pre-web-post metadata.labels.team & Deployment/pre-web-post spec.selector.matchLabels.team
    includeSelectors: true
commonAnnotations:
  note: b #= Deployment/pre-web-post metadata.annotations.note
`,
    },
    places: [
      'base/web.yaml:4 Deployment/pre-web-post metadata.name',
      'base/web.yaml:9 Deployment/pre-web-post spec.selector.matchLabels.app',
    ],
  },
  {
    title: 'a prefix alone',
    files: { ...base(), 'overlay/kustomization.yaml': 'resources: [../base]\nnamePrefix: pre-\n' },
    places: ['base/web.yaml:4 Deployment/pre-web metadata.name', 'base/web.yaml:2 Deployment/pre-web kind'],
  },
  {
    title: 'generators',
    files: {
      'overlay/kustomization.yaml': `resources: [pod.yaml]
configMapGenerator:
  - name: settings #= ConfigMap/settings metadata.name & ConfigMap/settings
    literals:
      - LEVEL=debug #= ConfigMap/settings data.LEVEL
    envs: [more.env]
    files: [app.conf]
secretGenerator:
  - name: login #= Secret/login metadata.name
    literals:
      - password=not-a-password #= Secret/login data.password
`,
      'overlay/more.env': '# A comment\nFROM_ENV=yes\n',
      'overlay/app.conf': 'mode = plain\nsize = 2\n',
      'overlay/pod.yaml': `apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers:
    - name: web
      image: nginx:1
      envFrom:
        - configMapRef:
            name: settings #= Pod/web spec.containers.0.envFrom.0.configMapRef.name
`,
    },
    places: ['overlay/more.env:2 ConfigMap/settings data.FROM_ENV', 'overlay/app.conf:1 ConfigMap/settings data.app~conf'],
  },
  {
    title: 'replacements and vars',
    files: {
      'overlay/kustomization.yaml': `resources: [web.yaml]
vars:
  - name: MODE
    objref: {kind: ConfigMap, name: source, apiVersion: v1}
    fieldref: {fieldpath: data.mode}
replacements:
  - source: {kind: ConfigMap, name: source, fieldPath: data.tag}
    targets:
      - select: {kind: Pod}
        fieldPaths: ["spec.containers.[name=web].image"]
        options: {delimiter: ":", index: 1}
  - source: {kind: ConfigMap, name: source, fieldPath: data.node}
    targets:
      - select: {kind: Pod}
        fieldPaths: [spec.nodeName]
`,
      'overlay/web.yaml': `apiVersion: v1
kind: ConfigMap
metadata: {name: source}
data:
  tag: "1.30"
  node: worker #= Pod/web spec.nodeName & ConfigMap/source data.node
  mode: plain #= ConfigMap/source data.mode
---
apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  nodeName: other
  containers:
    - name: web
      image: nginx:1.0
      command: ["serve", "--mode=$(MODE)"] #= Pod/web spec.containers.0.command.0
`,
    },
  },
  {
    title: 'components, layers, and transformers in files',
    files: {
      ...base(),
      'component/kustomization.yaml': `apiVersion: kustomize.config.k8s.io/v1alpha1
kind: Component
patches:
  - path: net.yaml
`,
      'component/net.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  template:
    spec:
      hostNetwork: true #= Deployment/web spec.template.spec.hostNetwork
`,
      'middle/kustomization.yaml': `resources: [../base]
components: [../component]
images:
  - {name: busybox, newName: example.com/box}
`,
      'overlay/kustomization.yaml': `resources: [../middle]
transformers: [labels.yaml, namespace.yaml]
images:
  - name: example.com/box
    newTag: "9" #= Deployment/web spec.template.spec.containers.1.image
`,
      'overlay/labels.yaml': `apiVersion: builtin
kind: LabelTransformer
metadata: {name: labels}
labels:
  zone: west #= Deployment/web metadata.labels.zone
fieldSpecs:
  - {path: metadata/labels, create: true}
`,
      'overlay/namespace.yaml': `apiVersion: builtin
kind: NamespaceTransformer
metadata:
  name: ns
  namespace: far #= Deployment/web metadata.namespace
fieldSpecs:
  - {path: metadata/namespace, create: true}
`,
    },
  },
];
