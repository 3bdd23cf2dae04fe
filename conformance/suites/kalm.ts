import { join } from 'node:path';
import { controls, type Control } from '@bulwark/controls';
import { scan } from '@bulwark/engine';
import { objectAt, stringAt, workloadsOf, type Inventory, type KubeObject } from '@bulwark/model';
import { load } from '@bulwark/source';
import type { Case, Suite } from '../suite.ts';

/** The control that says that it asks what a check of KALM's does, by the id of the check. */
const CONTROLS: ReadonlyMap<string, Control> = new Map(
  controls.flatMap((control) => (control.aliases.kalm ?? []).map((check) => [check, control] as const)),
);

/** Objects that carry a label of the check, but are there for the one that is checked. */
const HELPERS = /-dedicated-sa$|-filler/;

export const kalm: Suite = {
  id: 'kalm',
  title: "KALM's manifests with one mistake each, for the checks that have a control",
  oracle: 'the annotation of each object: alert or pass',
  exceptions: [
    {
      id: 'REL-004-1 Deployment/rel-004-1-no-nodeselector-or-nodeaffinity-specified',
      reason:
        'its pod has a nodeSelector: but for its name it is the object of REL-004-3, which must pass because a nodeSelector is enough',
    },
  ],
  run: (corpora) => cases(join(corpora, 'conformance/kalm-benchmark')),
  apart: (corpora) =>
    questionsIn(load([join(corpora, 'conformance/kalm-benchmark')]).inventory)
      .filter(({ check }) => controlFor(check) === undefined)
      .map(({ check }) => ({ group: withoutCase(check), why: 'no control yet' })),
};

function* cases(folder: string): Iterable<Case> {
  const { inventory } = load([folder]);
  const { findings } = scan(inventory, { controls });
  const fired = new Set(findings.map(({ control, object, place }) => `${control} ${place?.file} ${object.kind}/${object.name}`));
  for (const { object, check, expected } of questionsIn(inventory)) {
    const control = controlFor(check);
    if (control === undefined || !speaksTo(control, object)) continue;
    const fires = fired.has(`${control.id} ${object.origin?.file.path} ${object.kind}/${object.name}`);
    yield {
      id: `${check} ${object.kind}/${object.name}`,
      agrees: fires === (expected === 'alert'),
      detail: `expected ${expected}, ${control.id} ${fires ? 'fires' : 'is silent'}`,
    };
  }
}

interface Question {
  readonly object: KubeObject;
  readonly check: string;
  readonly expected: string;
}

function questionsIn({ objects }: Inventory): readonly Question[] {
  return objects.flatMap((object) => {
    const { check, expected } = questionOf(object);
    return check === '' || expected === undefined || HELPERS.test(object.name) ? [] : [{ object, check, expected }];
  });
}

function questionOf({ value }: KubeObject): { check: string; expected: string | undefined } {
  const check =
    stringAt(value, 'metadata', 'labels', 'check') ?? stringAt(objectAt(value, 'metadata', 'annotations'), 'check') ?? '';
  return { check, expected: stringAt(value, 'metadata', 'annotations', 'expected') };
}

/** `POD-018-4` is the fourth case of `POD-018`; a control may answer a single case. */
function controlFor(check: string): Control | undefined {
  return CONTROLS.get(check) ?? CONTROLS.get(withoutCase(check));
}

function withoutCase(check: string): string {
  return check.split('-').slice(0, 2).join('-');
}

/** A namespace is labelled, its workloads are as well: each control is about objects of some kinds. */
function speaksTo({ subject }: Control, object: KubeObject): boolean {
  if (subject === 'object') return true;
  if (subject === 'workload') return workloadsOf(object).length > 0;
  return subject.some(({ group, kind }) => group === object.group && kind === object.kind);
}
