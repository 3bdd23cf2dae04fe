import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isArray, isObject, listAt, member, objectAt, stringAt, valueAt, type Json } from '@bulwark/model';

/** One test of a rule: what goes in, and the groups of objects that each alert is about. */
export interface RuleTest {
  readonly rule: string;
  readonly name: string;
  readonly folder: string;
  readonly alerts: readonly (readonly AlertedObject[])[];
  /** Where each alert says what would mend it; most say nothing. */
  readonly fixes: readonly (readonly FixPath[])[];
  /** Settings that the test brings along. */
  readonly settings: Readonly<Record<string, readonly string[]>>;
}

/** A field, and what it should hold; `YOUR_VALUE` for what a person must choose. */
export interface FixPath {
  readonly path: string;
  readonly value: string;
}

export interface AlertedObject {
  readonly kind: string;
  readonly name: string;
}

/** Every test of every rule below `folder`, in order. */
export function* ruleTests(folder: string): Iterable<RuleTest> {
  for (const rule of sorted(folder)) {
    const tests = join(folder, rule, 'test');
    if (!existsSync(tests)) continue;
    for (const name of sorted(tests)) {
      const expected = join(tests, name, 'expected.json');
      if (!existsSync(expected)) continue;
      const alerts = read(expected);
      yield {
        rule,
        name,
        folder: join(tests, name, 'input'),
        alerts: (isArray(alerts) ? alerts : []).map(objectsOf),
        fixes: (isArray(alerts) ? alerts : []).map(fixPathsOf),
        settings: settingsOf(join(tests, name, 'data.json')),
      };
    }
  }
}

/** The ids of controls by the name of their rules. */
export function controlIds(folder: string): ReadonlyMap<string, readonly string[]> {
  const ids = new Map<string, string[]>();
  for (const file of sorted(folder).filter((name) => name.endsWith('.json'))) {
    const control = read(join(folder, file));
    const id = stringAt(control, 'controlID');
    if (id === undefined) continue;
    for (const rule of listAt(control, 'rulesNames')) {
      if (typeof rule === 'string') ids.set(rule, [...(ids.get(rule) ?? []), id]);
    }
  }
  return ids;
}

/** The name that controls know a rule by; not always that of its folder. */
export function ruleName(folder: string, rule: string): string {
  return stringAt(read(join(folder, rule, 'rule.metadata.json')), 'name') ?? rule;
}

/** The objects of one alert: an object with what belongs to it, or a subject with its bindings and roles. */
function objectsOf(alert: Json): readonly AlertedObject[] {
  const external = objectAt(alert, 'alertObject', 'externalObjects');
  const listed = [
    ...listAt(alert, 'alertObject', 'k8sApiObjects'),
    ...listAt(alert, 'alertObject', 'k8SApiObjects'),
    ...listAt(external, 'relatedObjects'),
    ...(external === undefined ? [] : [external]),
  ];
  return listed.map((object) => ({
    kind: stringAt(object, 'kind') ?? '',
    name: stringAt(object, 'metadata', 'name') ?? stringAt(object, 'name') ?? '',
  }));
}

function fixPathsOf(alert: Json): readonly FixPath[] {
  return listAt(alert, 'fixPaths').flatMap((each) => {
    const path = stringAt(each, 'path') ?? '';
    return path === '' ? [] : [{ path, value: stringAt(each, 'value') ?? '' }];
  });
}

function settingsOf(file: string): Readonly<Record<string, readonly string[]>> {
  if (!existsSync(file)) return {};
  const inputs = valueAt(read(file), ['postureControlInputs']);
  if (!isObject(inputs)) return {};
  return Object.fromEntries(
    Object.keys(inputs).map((name) => [
      name,
      [member(inputs, name) ?? []].flat().filter((value): value is string => typeof value === 'string'),
    ]),
  );
}

function read(file: string): Json {
  const text = readFileSync(file, 'utf8').trim();
  return text === '' ? [] : (JSON.parse(text) as Json);
}

function sorted(folder: string): readonly string[] {
  return readdirSync(folder).toSorted();
}
