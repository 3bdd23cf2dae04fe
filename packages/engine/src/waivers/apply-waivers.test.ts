import { controls, findControl, type Control } from '@bulwark/controls';
import { Inventory, kubeObject, parseSelector, type Selector } from '@bulwark/model';
import { expect, test } from 'vitest';
import { scan } from '../scan.ts';
import { objectsIn } from '../testing/objects.ts';
import { applyWaivers, type WaivedResult } from './apply-waivers.ts';
import type { WaiverOptions } from './waiver-options.ts';
import { objectTests, type Exception, type ObjectPattern } from './exception.ts';

const CONFIGURATION = kubeObject({ apiVersion: 'bulwark.dev/v1', kind: 'Configuration', metadata: { name: 'bulwark.yaml' } });

interface Given extends ObjectPattern, Partial<Omit<Exception, 'object'>> {}

function exception({ kind, namespace, name, selector, ...rest }: Given): Exception {
  const object = objectTests({ kind, namespace, name, selector });
  return { at: ['exceptions', 0], controls: new Set(['pod/privileged']), reason: 'agreed', object, ...rest };
}

function waive(text: string, options: Partial<WaiverOptions> = {}, ids = ['pod/privileged']): WaivedResult {
  const selected = ids.map((id) => findControl(id)).filter((control): control is Control => control !== undefined);
  const result = scan(Inventory.of(objectsIn(text, 'k8s/web.yaml')), { controls: selected });
  return applyWaivers(result, {
    otherTools: true,
    today: '2026-06-30',
    configuration: CONFIGURATION,
    textOf: () => text,
    fileOf: (path) => path,
    sawAll: true,
    ...options,
  });
}

const said = ({ findings }: WaivedResult): readonly string[] => findings.map(({ control, message }) => `${control}: ${message}`);

const pod = (annotations = '{}', comment = ''): string => `apiVersion: v1
kind: Pod
metadata:
  name: web-1
  namespace: shop
  labels: {app: web}
  annotations: ${annotations}
spec:
  containers:
    - name: web
      image: nginx:1.29
      securityContext:
        privileged: true${comment}
`;

test.for<[what: string, given: Given, waived: number]>([
  ['its control', {}, 1],
  ['all controls', { controls: undefined }, 1],
  ['another control', { controls: new Set(['pod/image-tag']) }, 0],
  ['a pattern of its name', { name: 'web-*' }, 1],
  ['another name', { name: 'api-*' }, 0],
  ['its kind and namespace', { kind: 'Pod', namespace: 'sh*' }, 1],
  ['another namespace', { namespace: 'kube-system' }, 0],
  ['its labels', { selector: parseSelector('app=web') as Selector }, 1],
  ['other labels', { selector: parseSelector('app!=web') as Selector }, 0],
  ['its file', { path: (path) => path === 'k8s/web.yaml' }, 1],
  ['another file', { path: () => false }, 0],
  ['its field', { field: (field) => field === 'spec.containers[0].securityContext.privileged' }, 1],
  ['another field', { field: () => false }, 0],
  ['a day to come', { expires: '2026-07-01' }, 1],
  ['today', { expires: '2026-06-30' }, 1],
  ['yesterday', { expires: '2026-06-29' }, 0],
  ['no reason', { reason: undefined }, 0],
])('an exception that names %s', ([, given, count]) => {
  const { waived, findings } = waive(pod(), { exceptions: [exception(given)] });
  expect([waived.length, findings.filter(({ control }) => control === 'pod/privileged').length]).toEqual([count, 1 - count]);
  if (count === 1) expect(waived[0]?.waiver).toMatchObject({ origin: 'configuration', as: 'exceptions[0]', reason: 'agreed' });
});

test('what is wrong with an exception is a finding', () => {
  const exceptions = [
    exception({ name: 'gone' }),
    exception({ expires: '2020-01-01' }),
    exception({ reason: undefined }),
    exception({ name: 'web-1', field: () => false }),
  ];
  expect(said(waive(pod(), { exceptions })).slice(1).toSorted()).toEqual([
    'config/expired-exception: the exception ended on 2020-01-01',
    'config/missing-reason: the exception gives no reason, and does not hold',
    'config/unused-exception: the exception excuses nothing: no object of this scan is what it names',
    'config/unused-exception: the exception excuses nothing: what it names has no such finding',
  ]);
});

test('what is said of an exception may be silenced, or weigh more', () => {
  const exceptions = [exception({ name: 'gone' }), exception({ expires: '2020-01-01' })];
  const options = { silenced: new Set(['config/expired-exception']), severities: { 'config/unused-exception': 'high' as const } };
  const { complaints } = waive(pod(), { exceptions, ...options });
  expect(complaints.map(({ control, severity }) => [control, severity])).toEqual([['config/unused-exception', 'high']]);
});

test('of what a scan has not seen, or not judged, nothing is said to be unused', () => {
  expect(said(waive(pod(), { sawAll: false, exceptions: [exception({ name: 'gone' })] }))).toHaveLength(1);
  expect(said(waive(pod(), { exceptions: [exception({ controls: new Set(['pod/image-tag']) })] }))).toHaveLength(1);
  const annotated = pod('{bulwark.dev/ignore.pod.image-tag: tagged by the pipeline}');
  expect(said(waive(annotated))).toHaveLength(1);
});

test('what cannot be decided is in use by the exception that names it', () => {
  const undecided = pod().replace('privileged: true', 'privileged: maybe');
  expect(said(waive(undecided, { exceptions: [exception({})] }))).toEqual([]);
});

test('an annotation excuses, with a reason', () => {
  const { waived, findings } = waive(pod('{bulwark.dev/ignore.pod.privileged: it mounts the disks}'));
  expect(findings).toEqual([]);
  expect(waived[0]?.waiver).toMatchObject({
    origin: 'annotation',
    tool: 'bulwark',
    as: 'bulwark.dev/ignore.pod.privileged',
    reason: 'it mounts the disks',
    place: { file: 'k8s/web.yaml', line: 7 },
  });
});

test.for<[annotations: string, rest: readonly string[]]>([
  ['{bulwark.dev/ignore.pod.privileged: ""}', ['config/missing-reason']],
  ['{bulwark.dev/ignore.pod.priviledged: x}', ['config/unknown-control']],
  ['{bulwark.dev/ignore.container.privileged: x}', ['config/unknown-control']],
  ['{bulwark.dev/ignore.pod.privileged: 5}', ['config/missing-reason']],
  ['{bulwark.dev/ignore.pod.privileged: }', ['config/missing-reason']],
  ['[bulwark.dev/ignore.pod.privileged]', []],
  ['{__proto__: x, constructor: y}', []],
])('the annotations %s excuse nothing', ([annotations, rest]) => {
  const { findings, waived } = waive(pod(annotations));
  expect(waived).toEqual([]);
  expect(findings.map(({ control }) => control)).toEqual(['pod/privileged', ...rest]);
});

test('a slip in the area is guessed', () => {
  const { findings } = waive(pod('{bulwark.dev/ignore.container.privileged: x}'));
  expect(findings[1]?.message).toContain('perhaps pod/privileged is meant');
});

const deployment = (top: string, template: string): string => `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, annotations: ${top}}
spec:
  template:
    metadata: {annotations: ${template}}
    spec:
      containers: [{name: web, image: "nginx:1.29", securityContext: {privileged: true}}]
`;

test.for<[top: string, template: string]>([
  ['{bulwark.dev/ignore.pod.privileged: x}', '{}'],
  ['{}', '{bulwark.dev/ignore.pod.privileged: x}'],
  ['{bulwark.dev/ignore.CKV_K8S_16: x}', '{}'],
  ['{checkov.io/skip1: CKV_K8S_16=it mounts}', '{}'],
  ['{}', '{checkov.io/skip: CKV_K8S_16}'],
  ['{ignore-check.kube-linter.io/privileged-container: x}', '{}'],
  ['{kube-linter.io/ignore-all: x}', '{}'],
  ['{}', '{kube-score/ignore: "pod-networkpolicy, container-security-context-privileged"}'],
  ['{polaris.fairwinds.com/runAsPrivileged-exempt: "true"}', '{}'],
  ['{polaris.fairwinds.com/exempt: "true"}', '{}'],
])('on the object %s, on the template %s', ([top, template]) => {
  const { waived, findings } = waive(deployment(top, template));
  expect([waived.length, findings.length]).toEqual([1, 0]);
});

test.for([
  '{checkov.io/skip1: CKV_K8S_99999=x}',
  '{checkov.io/skipped: CKV_K8S_16=x}',
  '{polaris.fairwinds.com/runAsPrivileged-exempt: "false"}',
  '{kube-score/ignore: container-image-tag}',
  '{ignore-check.kube-linter.io/pod-privileged: x}',
])('%s is no word of its scanner for it', (annotations) => {
  expect(waive(deployment(annotations, '{}')).waived).toEqual([]);
});

test("other scanners' words may be told to say nothing", () => {
  const { waived } = waive(deployment('{polaris.fairwinds.com/exempt: "true"}', '{}'), { otherTools: false });
  expect(waived).toEqual([]);
});

test.for<[comment: string, waived: number]>([
  [' # bulwark:ignore pod/privileged it mounts the disks', 1],
  [' # bulwark:ignore pod/image-tag,pod/privileged it mounts the disks', 1],
  [' # bulwark:ignore CKV_K8S_16 it mounts the disks', 1],
  [' # bulwark:ignore pod/privileged', 0],
  [' # bulwark:ignore pod/image-tag not this', 0],
  ['\n        # bulwark:ignore pod/privileged below it', 0],
  [' #checkov:skip=CKV_K8S_16:it mounts', 1],
])('the comment %j', ([comment, count]) => {
  expect(waive(pod('{}', comment)).waived).toHaveLength(count);
});

test('a comment above speaks of the next line that is none', () => {
  const above = pod().replace(
    '        privileged',
    '        # bulwark:ignore pod/privileged it mounts the disks\n        # really\n        privileged',
  );
  const { waived, findings } = waive(above);
  expect(findings).toEqual([]);
  expect(waived[0]?.waiver).toMatchObject({ origin: 'comment', reason: 'it mounts the disks', place: { line: 13, column: 9 } });
});

test('what looks like a comment in a value is none', () => {
  const script = `apiVersion: v1
kind: ConfigMap
metadata: {name: script}
data:
  run: |
    # bulwark:ignore pod/nothing reason
    echo "# bulwark:ignore pod/nothing reason"
  quoted: "a # bulwark:ignore pod/nothing reason"
`;
  expect(said(waive(script))).toEqual([]);
  const real = `${script}  # bulwark:ignore pod/nothing reason\n`;
  expect(said(waive(real))).toEqual(['config/unknown-control: # bulwark:ignore names "pod/nothing", which is no control']);
});

test('a comment that excuses nothing is said to', () => {
  const calm = pod('{}', ' # bulwark:ignore pod/privileged once it was').replace('privileged: true', 'privileged: false');
  expect(said(waive(calm))).toEqual([
    'config/unused-exception: # bulwark:ignore excuses nothing: pod/privileged finds nothing there',
  ]);
});

test('nobody is excused from what knows no exception', () => {
  const options = { neverExcept: new Set(['pod/privileged']), exceptions: [exception({})] };
  const { waived, findings } = waive(pod('{bulwark.dev/ignore.pod.privileged: x}'), options);
  expect(waived).toEqual([]);
  expect(findings.map(({ control }) => control)).toEqual([
    'pod/privileged',
    'config/forbidden-exception',
    'config/forbidden-exception',
  ]);
  expect(waive(pod('{polaris.fairwinds.com/exempt: "true"}'), options).waived).toEqual([]);
});

test('nothing on an object throws', () => {
  for (const value of ['null', '5', '[]', '{a: {b: [1]}}', '"x"']) {
    expect(() =>
      waive(
        `apiVersion: v1\nkind: Pod\nmetadata: {name: a, annotations: ${value}}\nspec: ${value}\n`,
        {},
        controls.map(({ id }) => id),
      ),
    ).not.toThrow();
    expect(() =>
      waive(`apiVersion: v1\nkind: Pod\nmetadata: ${value}\nspec: {containers: ${value}} # bulwark:ignore\n`),
    ).not.toThrow();
  }
});

test('what another scanner calls a part of a control excuses no more than that part', () => {
  const shared = pod('{polaris.fairwinds.com/hostIPCSet-exempt: "true"}').replace(
    'spec:',
    'spec:\n  hostPID: true\n  hostIPC: true',
  );
  const { waived, findings } = waive(shared, {}, ['pod/host-namespaces']);
  expect(waived.map(({ finding }) => finding.path.at(-1))).toEqual(['hostIPC']);
  expect(findings.map(({ path }) => path.at(-1))).toEqual(['hostPID']);
});
