import { stringAt } from '@bulwark/model';
import { describe, expect, test } from 'vitest';

import { readDocuments } from '../read-documents.ts';
import { classifyDocument, type DocumentContext } from './classify-document.ts';
import { templateMarks } from './template-marks.ts';

const FILE = { path: 'k/a.yaml', location: '/w/k/a.yaml' };
const isRead = (): boolean => false;

/** What each document of `text` is: `kind`, `kind objects`, or `kind line: reason`. */
function classify(text: string, isCharted = false, file: DocumentContext['file'] = FILE): string[] {
  const context = { file, marks: templateMarks(text), chart: isCharted ? 'charts/shop' : undefined, isRead };
  return readDocuments(text).map((document) => {
    const { kind, objects, failure, unrendered } = classifyDocument(document, context);
    const problem = failure ?? unrendered;
    const line = problem === undefined ? '' : ` ${text.slice(0, problem.offset).split('\n').length}: ${problem.message}`;
    return kind + line + objects.map(({ value }) => ` ${stringAt(value, 'kind')}`).join('');
  });
}

describe('documents', () => {
  test('are Kubernetes objects, something else, or empty', () => {
    const text =
      'apiVersion: v1\nkind: Pod\n---\nreplicas: 2\n---\n# nothing\n---\nnull\n---\n- apiVersion: v1\n  kind: Pod\n---\ntext\n';
    expect(classify(text)).toEqual(['kubernetes Pod', 'other', 'empty', 'empty', 'other', 'other']);
  });

  test('of K3s and RKE2 that hand flags to the API server are objects of a type of ours', () => {
    expect(classify('kube-apiserver-arg: [anonymous-auth=true]\n')).toEqual(['kubernetes K3sConfiguration']);
    expect(classify('kube-apiserver-arg+: anonymous-auth=true\n')).toEqual(['kubernetes K3sConfiguration']);
    expect(classify('kube-apiserver-arg: 7\n---\nserver: {kube-apiserver-arg: [a]}\n---\nnode-label: [a=b]\n')).toEqual(
      Array(3).fill('other'),
    );
    expect(classify('kube-apiserver-arg: ["{{ flag }}"]\n')).toEqual(['other']);
  });

  test('need an apiVersion and a kind, both of text', () => {
    expect(classify('{"kind":"Pod"}')).toEqual(['other']);
    expect(classify('{"apiVersion":"v2","name":"chart"}')).toEqual(['other']);
    expect(classify('{"apiVersion":1,"kind":"Pod"}')).toEqual(['other']);
    expect(classify('{"apiVersion":"v1","kind":["Pod"]}')).toEqual(['other']);
  });

  test('that say by no text what they are called are warned of, where they say it', () => {
    const text =
      'apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Pod\n  metadata:\n    name: off\n    namespace: 012\n';
    const [document] = readDocuments(text);
    expect(document && classifyDocument(document, { file: FILE, marks: undefined, chart: undefined, isRead }).warnings).toEqual([
      {
        offset: text.indexOf('name: off'),
        message: 'metadata.name is read as false, not as text, and the API server refuses it: put it in quotes',
      },
      {
        offset: text.indexOf('namespace: 012'),
        message: 'metadata.namespace is read as 10, not as text, and the API server refuses it: put it in quotes',
      },
    ]);
  });

  test('that cannot be read fail without harm to the others', () => {
    const [first, second] = classify('a: [1\n---\napiVersion: v1\nkind: Pod\n');
    expect(first).toMatch(/^failed \d: /);
    expect(second).toBe('kubernetes Pod');
  });
});

describe('templates', () => {
  test('that do not parse are shown where the first mark is', () => {
    expect(classify('apiVersion: v1\nkind: Pod\nmetadata:\n  name: {{ .Release.Name }}\n')[0]).toMatch(
      /^notRendered 4: a template, not rendered; as YAML: ./,
    );
    expect(classify('{% if prod %}\nkind: Pod\n{% endif %}\n')[0]).toMatch(/^notRendered 1: /);
  });

  test.for(['apiVersion', 'kind', 'metadata.name', 'metadata.generateName', 'metadata.namespace'])(
    'are known by a mark in %s',
    (field) => {
      const pod = { apiVersion: 'v1', kind: 'Pod', metadata: {} as Record<string, string> };
      const [step, below] = field.split('.');
      if (below === undefined) Object.assign(pod, { [field]: '{{ x }}' });
      else pod.metadata[below] = 'a-{{ x }}';
      expect([step, classify(JSON.stringify(pod))]).toEqual([step, [`notRendered 1: a template, not rendered: ${field}`]]);
    },
  );

  test('are known by a mark in a key that the API server would refuse', () => {
    const text = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  labels:\n    "{{ .Values.key }}": x\n';
    expect(classify(text)).toEqual(['notRendered 5: a template, not rendered: metadata.labels["{{ .Values.key }}"]']);
  });

  test('in a List make the whole document one', () => {
    const text =
      'apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Pod\n  metadata: {name: a}\n- apiVersion: v1\n  kind: Pod\n  metadata: {name: "{{ b }}"}\n';
    expect(classify(text)).toEqual(['notRendered 9: a template, not rendered: metadata.name']);
  });

  test('marks in other values are not what makes one', () => {
    expect(
      classify('apiVersion: argoproj.io/v1alpha1\nkind: ApplicationSet\nspec: {template: {metadata: {name: "{{name}}"}}}\n'),
    ).toEqual(['kubernetes ApplicationSet']);
    expect(classify('apiVersion: v1\nkind: Chainsaw\nspec: {check: {"(x == \'{{ y }}\')": true}}\n')).toEqual([
      'kubernetes Chainsaw',
    ]);
    expect(classify('apiVersion: v1\nkind: Pod # {{ note }}\n')).toEqual(['kubernetes Pod']);
    expect(classify('title: "{{ x }}"\n')).toEqual(['other']);
  });

  test('of a chart are known by any mark, and by nothing else', () => {
    expect(
      classify('apiVersion: v1\nkind: Pod # {{ note }}\n---\napiVersion: v1\nkind: Pod\n---\na: {{\n  x }}\n', true),
    ).toEqual(['notRendered 2: a Helm template, not rendered', 'kubernetes Pod', 'notRendered 7: a Helm template, not rendered']);
  });
});

describe('Kustomizations', () => {
  const FORM = { path: 'k/kustomization.yaml', location: '/w/k/kustomization.yaml' };
  const TYPE = 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n';

  test('that change what they list are not rendered', () => {
    expect(classify(`${TYPE}resources: [a.yaml]\nimages: [{name: a, newTag: "2"}]\n`, false, FORM)).toEqual([
      'notRendered 4: a Kustomization, not rendered: images',
    ]);
  });

  test('need no type where the name of the file says what they are', () => {
    expect(classify('patches: [{patch: x}]\n', false, FORM)).toEqual(['notRendered 1: a Kustomization, not rendered: patches']);
    expect(classify('patches: [{patch: x}]\n')).toEqual(['other']);
    expect(classify('sortOptions: {order: fifo}\n', false, FORM)).toEqual(['kubernetes Kustomization']);
  });

  test.for([
    ['k/kustomization.yaml', 'Kustomization', 'bulwark scan k'],
    ['kustomization.yaml', 'Kustomization', 'bulwark scan .'],
    ["my k's/kustomization.yaml", 'Kustomization', String.raw`bulwark scan 'my k'\''s'`],
    ['k/kustomization.yaml', 'Component', 'bulwark scan DIR'],
  ] as const)('say how to build them: %s, a %s', ([path, kind, hint]) => {
    const text = `apiVersion: kustomize.config.k8s.io/v1beta1\nkind: ${kind}\nnamespace: a\n`;
    const [document] = readDocuments(text);
    const context = { file: { path, location: `/w/${path}` }, marks: undefined, chart: undefined, isRead };
    expect(document && classifyDocument(document, context).unrendered).toMatchObject({ form: 'kustomization', hint });
  });
});

describe('Templates of OpenShift', () => {
  const of = (apiVersion: string): string => `apiVersion: ${apiVersion}\nkind: Template\nobjects: [{kind: "\${KIND}"}]\n`;

  test('are not rendered, in the group of today and in that of old', () => {
    for (const apiVersion of ['template.openshift.io/v1', 'v1'])
      expect(classify(of(apiVersion))).toEqual(['notRendered 3: an OpenShift Template, not rendered']);
    const [document] = readDocuments(of('v1'));
    const context = { file: FILE, marks: undefined, chart: undefined, isRead };
    expect(document && classifyDocument(document, context).unrendered).toMatchObject({
      form: 'openshift-template',
      hint: 'oc process -f k/a.yaml | bulwark scan -',
    });
  });

  test('are no kind of somebody else, and no Template without objects', () => {
    expect(classify(of('example.com/v1'))).toEqual(['kubernetes Template']);
    expect(classify('apiVersion: template.openshift.io/v1\nkind: Template\nparameters: []\n')).toEqual(['kubernetes Template']);
  });

  test('on standard input have no file to name', () => {
    const [document] = readDocuments(of('v1'));
    const context = { file: { path: '<stdin>', location: undefined }, marks: undefined, chart: undefined, isRead };
    expect(document && classifyDocument(document, context).unrendered?.hint).toBe('oc process -f FILE | bulwark scan -');
  });
});
