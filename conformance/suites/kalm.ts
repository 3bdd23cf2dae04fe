import { join } from 'node:path';
import { controls } from '@bulwark/controls';
import { scan } from '@bulwark/engine';
import { objectAt, stringAt, type KubeObject } from '@bulwark/model';
import { load } from '@bulwark/source';
import type { Case, Suite } from '../suite.ts';

/** KALM's checks, by the beginning of their ids, and the control that asks the same. Its other checks have no control yet. */
const CONTROLS: Readonly<Record<string, string>> = {
  'POD-003': 'service-account/automounted-token',
  'POD-008': 'pod/host-namespaces',
  'POD-009': 'pod/host-namespaces',
  'POD-010': 'pod/host-namespaces',
  'POD-032': 'pod/privileged',
  'SC-002': 'pod/image-tag',
  'WL-001': 'workload/naked-pod',
  'PSA-001': 'namespace/pod-security-none',
  'PSA-003': 'namespace/pod-security-warn-only',
};

/** Checks whose manifest is not what its name says. */
const WRONG: ReadonlyMap<string, string> = new Map([
  ['REL-004-1', 'its pod has a nodeSelector, and is but for its name that of REL-004-3, where one is enough'],
]);

/** Of the controls that say themselves which of its checks they ask. */
const BY_ALIAS: ReadonlyMap<string, string> = new Map(
  controls.flatMap(({ id, aliases }) => (aliases.kalm ?? []).map((check) => [check, id] as const)),
);

/** Objects that carry a label of the check, but are there for the one that is checked. */
const HELPERS = /-dedicated-sa$|-filler/;

export const kalm: Suite = {
  id: 'kalm',
  title: "KALM's manifests with one mistake each, for the checks that have a control",
  oracle: 'the annotation of each object: alert or pass',
  exceptions: [],
  run: (corpora) => cases(join(corpora, 'conformance/kalm-benchmark')),
  apart: () => [...WRONG].map(([group, why]) => ({ group, why })),
};

function* cases(folder: string): Iterable<Case> {
  const { inventory } = load([folder]);
  const { findings } = scan(inventory, { controls });
  const fired = new Set(findings.map(({ control, object, place }) => `${control} ${place?.file} ${object.kind}/${object.name}`));
  for (const object of inventory.objects) {
    const { check, expected, control } = questionOf(object);
    if (control === undefined || expected === undefined || HELPERS.test(object.name) || !speaksTo(control, object)) continue;
    const fires = fired.has(`${control} ${object.origin?.file.path} ${object.kind}/${object.name}`);
    if (WRONG.has(check)) continue;
    const agrees = fires === (expected === 'alert');
    yield {
      id: `${check} ${object.kind}/${object.name}`,
      agrees,
      detail: `expected ${expected}, ${control} ${fires ? 'fires' : 'is silent'}`,
    };
  }
}

function questionOf({ value }: KubeObject): { check: string; expected: string | undefined; control: string | undefined } {
  const check =
    stringAt(value, 'metadata', 'labels', 'check') ?? stringAt(objectAt(value, 'metadata', 'annotations'), 'check') ?? '';
  const expected = stringAt(value, 'metadata', 'annotations', 'expected');
  return { check, expected, control: controlFor(check.split('-').slice(0, 2).join('-')) };
}

function controlFor(check: string): string | undefined {
  return CONTROLS[check] ?? BY_ALIAS.get(check);
}

/** A namespace is labelled, its workloads are not: each check is about objects of one kind. */
function speaksTo(control: string, object: KubeObject): boolean {
  return (object.kind === 'Namespace') === control.startsWith('namespace/');
}
