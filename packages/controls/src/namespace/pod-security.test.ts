import { scan } from '@bulwark/engine';
import type { Finding } from '@bulwark/model';
import { expect, test } from 'vitest';
import type { Control } from '../control.ts';
import { findControl } from '../find-control.ts';
import { exampleInventory } from '../testing/example-inventory.ts';
import invalid from './pod-security-invalid.ts';
import none from './pod-security-none.ts';
import oldVersion from './pod-security-old-version.ts';
import privileged from './pod-security-privileged.ts';
import warnOnly from './pod-security-warn-only.ts';

const CONTROLS: readonly Control[] = [none, warnOnly, privileged, invalid, oldVersion];

function findingsOf(labels: string, { name = 'shop', pods = [] as readonly string[] } = {}): readonly Finding[] {
  const given = labels.replaceAll(/([\w-]+)=/g, 'pod-security.kubernetes.io/$1: ');
  const namespace = `\napiVersion: v1\nkind: Namespace\nmetadata:\n  name: ${name}\n  labels: {${given}}\n`;
  const all = pods.map(
    (spec, index) =>
      `---\napiVersion: v1\nkind: Pod\nmetadata: {name: p${index}, namespace: ${name}}\nspec: {containers: [{name: web, image: nginx}]${spec}}\n`,
  );
  return scan(exampleInventory({ name: 'shop', yaml: namespace + all.join('') }), { controls: CONTROLS }).findings;
}
const told = (findings: readonly Finding[]): readonly string[] =>
  findings.map(({ control, severity }) => `${severity} ${control.slice('namespace/pod-security-'.length)}`);

test('each namespace is for one of them', () => {
  expect(told(findingsOf(''))).toEqual(['low none']);
  expect(told(findingsOf('enforce-version=v1.34'))).toEqual(['low none']);
  expect(told(findingsOf('warn=restricted, audit=baseline'))).toEqual(['medium warn-only']);
  expect(told(findingsOf('enforce=privileged, warn=baseline'))).toEqual(['medium privileged']);
  expect(told(findingsOf('enforce=strict'))).toEqual(['high invalid']);
  expect(told(findingsOf('enforce=baseline'))).toEqual([]);
});

test('the level that is suggested is the strictest that the pods meet', () => {
  const fixOf = (labels: string, pods: readonly string[]): unknown => findingsOf(labels, { pods })[0]?.fix?.edits[0];
  const path = ['metadata', 'labels', 'pod-security.kubernetes.io/enforce'];
  for (const labels of ['', 'warn=restricted', 'enforce=privileged']) {
    expect(fixOf(labels, [''])).toEqual({ op: 'set', path, value: 'baseline' });
    expect(fixOf(labels, ['', ', hostPID: true'])).toBeUndefined();
  }
  expect(findingsOf('', { name: 'kube-system', pods: [''] })[0]?.fix).toBeUndefined();
});

test('privileged is as bad as it is needless', () => {
  const of = (pods: readonly string[]): Finding | undefined => findingsOf('enforce=privileged', { pods })[0];
  expect(of([''])).toMatchObject({ severity: 'high', severityReason: 'every workload that was read in it meets baseline' });
  expect(of(['', ', hostPID: true'])).toMatchObject({
    severity: 'low',
    evidence: [expect.objectContaining({ text: '1 workload need it: Pod "p1"' })],
  });
  expect(findingsOf('enforce=privileged', { name: 'kube-system' })[0]?.severity).toBe('info');
});

test('wrong values say what they are read as, and plain slips are mended', () => {
  const of = (labels: string): readonly unknown[] => {
    const [finding] = findingsOf(labels);
    const [edit] = finding?.fix?.edits ?? [];
    return [finding?.severity, finding?.message, edit?.op === 'set' ? edit.value : undefined];
  };
  expect(of('enforce=Baseline')).toEqual([
    'high',
    'enforce of the namespace "shop" is "Baseline", and must be one of privileged, baseline, restricted: it counts as restricted',
    'baseline',
  ]);
  expect(of('enforce=baseline, warn=strict')).toEqual([
    'medium',
    'warn of the namespace "shop" is "strict", and must be one of privileged, baseline, restricted: nothing is reported',
    undefined,
  ]);
  expect(of('enforce=baseline, enforce-version="1.34"')).toEqual([
    'low',
    'enforce-version of the namespace "shop" is "1.34", and must be "latest" or "v1.x": it counts as latest',
    'v1.34',
  ]);
  expect(of('enforce=baseline, audit-version=1.34')).toEqual([
    'low',
    'audit-version is 1.34, which is no text: the API server refuses the namespace',
    'v1.34',
  ]);
  expect(of('enforce=baseline, enforced=x')[1]).toBe('Pod Security knows no label enforced (it knows enforce): it does nothing');
});

test('an old version is named with what it lacks', () => {
  const of = (labels: string): readonly string[] => findingsOf(labels).map(({ severity, message }) => `${severity} ${message}`);
  expect(of('enforce=baseline, enforce-version=v1.18')).toEqual([
    'low enforce is pinned to baseline:v1.18, which forbids less than newer versions: seccompProfile_baseline (since v1.19) and hostProbesAndHostLifecycle (since v1.34)',
  ]);
  expect(of('enforce=restricted, enforce-version=v1.33, warn-version=v1.22')).toEqual([
    'low enforce is pinned to restricted:v1.33, which forbids less than newer versions: hostProbesAndHostLifecycle (since v1.34)',
    'info warn is pinned to restricted:v1.22, which forbids less than newer versions: runAsUser (since v1.23) and hostProbesAndHostLifecycle (since v1.34)',
  ]);
  for (const fine of ['v1.34', 'v1.99', 'latest', 'wrong']) {
    expect(
      told(findingsOf(`enforce=restricted, enforce-version=${fine}`)).filter((each) => each.endsWith('old-version')),
    ).toEqual([]);
  }
});

test('what people ignored under the former name is found', () => {
  expect(findControl('namespace/no-pod-security-label')?.id).toBe('namespace/pod-security-none');
  expect(findControl('c-0192')?.id).toBe('namespace/pod-security-none');
});
