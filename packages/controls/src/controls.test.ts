import { scan, type ScanResult } from '@bulwark/engine';
import {
  applyEdits,
  formatPath,
  KindSchemas,
  type Finding,
  type Inventory,
  type Json,
  type JsonObject,
  type KubeObject,
  type Unknown,
} from '@bulwark/model';
import { loadSchema } from '@bulwark/schema';
import { describe, expect, test } from 'vitest';
import type { Control, Example, FailingExample, PassingExample } from './control.ts';
import { controls } from './registry.ts';
import { exampleInventory, withValues } from './testing/example-inventory.ts';

const kinds = new KindSchemas(await loadSchema());
const judge = (control: Control, inventory: Inventory, { parameters }: Example): ScanResult =>
  scan(inventory, {
    controls: [control],
    kinds,
    ...(parameters === undefined ? {} : { parameters: { [control.id]: parameters } }),
  });

/** What an example says in `at`: the path alone where it has one object. */
function labelsOf(items: readonly (Finding | Unknown)[], inventory: Inventory): readonly string[] {
  const byPlace = items.toSorted(
    (a, b) => (a.place?.line ?? 0) - (b.place?.line ?? 0) || (a.place?.column ?? 0) - (b.place?.column ?? 0),
  );
  const one = inventory.objects.length === 1;
  return byPlace.map(({ object, path }) => (one ? formatPath(path) : `${object.kind}/${object.name} ${formatPath(path)}`));
}

const allExamples = ({ examples }: Control): readonly Example[] => [...examples.fails, ...examples.passes];

describe.for(controls.map((control) => [control.id, control] as const))('%s', ([, control]) => {
  test.for<FailingExample>(control.examples.fails)('fails: $name', (example) => {
    const inventory = exampleInventory(example);
    const result = judge(control, inventory, example);
    expect(labelsOf(result.findings, inventory)).toEqual(example.at);
    expect(result.unknown).toEqual([]);
  });

  test.for<PassingExample>(control.examples.passes)('passes: $name', (example) => {
    const result = judge(control, exampleInventory(example), example);
    expect(result.findings).toEqual([]);
    expect(result.unknown.map(({ reason }) => reason)).toEqual(example.unknown ?? []);
  });

  test('has examples of both kinds, with names of their own', () => {
    expect(control.examples.fails.length).toBeGreaterThan(0);
    expect(control.examples.passes.length).toBeGreaterThan(0);
    const names = allExamples(control).map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  test('every example that fails names a place, and its messages say what is wrong in one clause', () => {
    for (const example of control.examples.fails) {
      expect(example.at.length).toBeGreaterThan(0);
      for (const finding of judge(control, exampleInventory(example), example).findings) {
        for (const text of [
          finding.message,
          finding.severityReason ?? 'none',
          ...finding.evidence.map((evidence) => evidence.text),
        ]) {
          expect(text).toMatch(/^\S.*[^.\s]$/);
        }
        expect(finding.place).toBeDefined();
        expect((finding.severityReason === undefined) === (finding.severity === control.severity)).toBe(true);
      }
    }
  });

  test('what the cluster writes into objects changes no verdict', () => {
    for (const example of allExamples(control)) {
      const inventory = exampleInventory(example);
      const before = judge(control, inventory, example);
      const after = judge(control, withValues(inventory, asLive), example);
      expect(after.findings).toEqual(before.findings);
      expect(after.unknown).toEqual(before.unknown);
    }
  });

  test('a fix clears its finding, brings no other of any control, and changes nothing the second time', () => {
    for (const example of control.examples.fails) {
      const inventory = exampleInventory(example);
      const { findings } = judge(control, inventory, example);
      for (const finding of findings) {
        if (finding.fix === undefined) continue;
        const { edits, hazards = [] } = finding.fix;
        expect(edits.length).toBeGreaterThan(0);
        for (const { path } of edits) expect(path.length).toBeGreaterThan(0);
        for (const text of hazards.flatMap(({ what, check }) => [what, check])) expect(text).toMatch(/^\S.*[^.\s]$/);
        // Whoever must decide is told what to look at.
        if (finding.fix.kind === 'suggestion') expect(hazards).not.toEqual([]);
        const mended = (value: JsonObject, object: KubeObject): Json =>
          isOf(finding, object) ? applyEdits(value, edits) : value;
        const fixed = withValues(inventory, mended);
        expect(fixed.objects.map(identity)).toEqual(inventory.objects.map(identity));
        const left = findings.filter((other) => other !== finding).map(({ message }) => message);
        expect(judge(control, fixed, example).findings.map(({ message }) => message)).toEqual(left);
        expect(newFindings(control, example, inventory, fixed)).toEqual([]);
        const again = withValues(fixed, mended);
        expect(again.objects.map(({ value }) => value)).toEqual(fixed.objects.map(({ value }) => value));
      }
    }
  });

  test('its texts are whole', () => {
    expect(control.id).toMatch(/^[a-z]+(?:-[a-z]+)*\/[a-z]+(?:-[a-z]+)*$/);
    expect(control.title).toMatch(/^[A-Z].*[^.]$/);
    expect(control.remediation).toMatch(/^[A-Z][^\n]*[^.]$/);
    for (const text of [control.why, control.details ?? 'None.']) expect(text).toMatch(/^[A-Z][\s\S]*\.$/);
    expect(control.references.length).toBeGreaterThan(0);
    for (const reference of control.references) expect(new URL(reference).protocol).toBe('https:');
    for (const { description } of Object.values(control.parameters ?? {})) expect(description).toMatch(/^[A-Z].*[^.]$/);
  });
});

const isOf = ({ object }: Finding, { kind, name, namespace }: KubeObject): boolean =>
  object.kind === kind && object.name === name && object.namespace === namespace;
const identity = ({ kind, name, namespace }: KubeObject): string => `${kind} ${namespace ?? ''}/${name}`;

/** What the controls that a scan applies unasked, and the one whose fix it is, find of the fixed objects and did not find before. */
function newFindings(own: Control, { parameters }: Example, before: Inventory, after: Inventory): readonly string[] {
  const options = {
    controls: controls.filter((control) => control === own || isDefault(control)),
    kinds,
    ...(parameters === undefined ? {} : { parameters: { [own.id]: parameters } }),
  };
  const known = new Set(scan(before, options).findings.flatMap(placesOf));
  return scan(after, options)
    .findings.filter((finding) => !known.has(placesOf(finding)[0] ?? ''))
    .map((finding) => `${placesOf(finding)[0]}: ${finding.message}`);
}

/** Where a finding stands, and what it names beside: what is said of several fields at once moves to the next when the first is mended. */
function placesOf({ control, object, path, evidence }: Finding): readonly string[] {
  const beside = evidence.flatMap((fact) => (fact.object === undefined && fact.path !== undefined ? [fact.path] : []));
  return [path, ...beside].map((each) => `${control} ${object.kind}/${object.name} ${formatPath(each)}`);
}

const isDefault = ({ concern, offByDefault }: Control): boolean => concern === undefined && offByDefault === undefined;

/** As a live object comes back from the API server: a pod with its status, which not every kind has. */
function asLive(value: JsonObject): JsonObject {
  const metadata = value['metadata'] as JsonObject;
  const live = {
    ...value,
    metadata: {
      ...metadata,
      uid: '0d0b9e0e-5a2f-4c41-9a6b-8a2b7f4c1d2e',
      resourceVersion: '4711',
      managedFields: [{ manager: 'kubectl', operation: 'Apply', fieldsV1: { 'f:spec': {} } }],
    },
  };
  if (value['kind'] === 'Deployment') return { ...live, status: { observedGeneration: 3, replicas: 2 } };
  if (value['kind'] !== 'Pod') return live;
  return { ...live, status: { phase: 'Running', containerStatuses: [{ name: 'web', image: 'nginx:latest', ready: true }] } };
}

describe('all controls together', () => {
  test('there are some, by id', () => {
    const ids = controls.map(({ id }) => id);
    expect(ids.length).toBeGreaterThan(0);
    expect(ids).toEqual([...new Set(ids)].toSorted());
  });

  test('no former id is used again, and no id of another scanner names two controls', () => {
    const owners = new Map<string, Set<string>>();
    for (const { id, formerIds = [], aliases } of controls) {
      for (const own of [id, ...formerIds, ...Object.values(aliases).flat()]) {
        const key = own.toLowerCase();
        owners.set(key, (owners.get(key) ?? new Set()).add(id));
      }
    }
    expect([...owners].filter(([, ids]) => ids.size > 1)).toEqual([]);
  });

  test('what speaks of less than a control is one of its aliases', () => {
    for (const { id, aliases, narrowAliases = {} } of controls) {
      expect([id, ...Object.values(aliases).flat()]).toEqual(expect.arrayContaining(Object.keys(narrowAliases)));
    }
  });
});
