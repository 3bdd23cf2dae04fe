import { isOnByDefault, type ParameterValue } from '@bulwark/controls';
import { isArray, isObject, member, objectAt, SEVERITIES, type Json, type JsonObject, type Severity } from '@bulwark/model';
import { controls, type ListedControl } from '../catalogue.ts';
import { closest } from '../closest.ts';
import { namedControls, type NamedControls } from './named-controls.ts';
import { didYouMean, kindName } from './check-shape.ts';
import type { ConfigProblem } from './shape.ts';

/** Which controls a scan applies, and how. */
export interface Selection {
  readonly controls: readonly ListedControl[];
  readonly severities: Readonly<Record<string, Severity>>;
  readonly parameters: Readonly<Record<string, Readonly<Record<string, ParameterValue>>>>;
}

interface Choice {
  readonly on: boolean;
  readonly severity?: Severity | undefined;
}

const BREADTHS = ['all', 'area', 'one'] as const;

/** The selection of `controls:` in a configuration. What speaks of one control stands over what speaks of its area, and that over `*`. */
export function selectionOf(value: JsonObject, problems: ConfigProblem[]): Selection {
  const named = Object.keys(value).map((key) => ({ key, setting: value[key], named: namedControls(key) }));
  const choices = new Map<string, Choice>();
  const parameters: Record<string, Readonly<Record<string, ParameterValue>>> = {};
  const owners = new Map<string, string>();
  for (const { key, named: found } of named) {
    if (!('controls' in found)) problems.push({ path: ['controls', key], atKey: true, message: found.message, hint: found.hint });
    else if (found.breadth === 'one') repeated(key, found, owners, problems);
  }
  for (const breadth of BREADTHS) {
    for (const { key, setting, named: found } of named) {
      if (!('controls' in found) || found.breadth !== breadth) continue;
      for (const { id } of found.controls) choices.set(id, { ...choices.get(id), ...choiceOf(setting) });
      const given = objectAt(setting, 'parameters');
      if (given === undefined) continue;
      const [control] = found.controls;
      if (breadth === 'one' && control !== undefined) parameters[control.id] = parametersIn(control, given, key, problems);
      else
        problems.push({
          path: ['controls', key, 'parameters'],
          message: `${key} stands for several controls, which have no parameters in common`,
        });
    }
  }
  const selected = controls.filter((control) => choices.get(control.id)?.on ?? isOnByDefault(control));
  const severities = [...choices].flatMap(([id, { severity }]) => (severity === undefined ? [] : [[id, severity] as const]));
  return { controls: selected, severities: Object.fromEntries(severities), parameters };
}

/** Two names of one control would leave it open which one counts. */
function repeated(
  key: string,
  found: Extract<NamedControls, { readonly controls: unknown }>,
  owners: Map<string, string>,
  problems: ConfigProblem[],
): void {
  const [control] = found.controls;
  if (control === undefined) return;
  const other = owners.get(control.id);
  if (other !== undefined) {
    problems.push({ path: ['controls', key], atKey: true, message: `${key} and ${other} are the same control, ${control.id}` });
  }
  owners.set(control.id, key);
}

function choiceOf(setting: Json | undefined): Choice {
  if (setting === false || setting === 'off') return { on: false };
  const severity = isObject(setting) ? member(setting, 'severity') : setting;
  const known = SEVERITIES.find((level) => level === severity);
  return { on: true, ...(known !== undefined && { severity: known }) };
}

function parametersIn(
  { id, parameters: declared = {} }: ListedControl,
  given: JsonObject,
  key: string,
  problems: ConfigProblem[],
): Readonly<Record<string, ParameterValue>> {
  const known = Object.keys(declared);
  const values = Object.keys(given).flatMap((name): readonly (readonly [string, ParameterValue])[] => {
    const path = ['controls', key, 'parameters', name];
    const parameter = Object.hasOwn(declared, name) ? declared[name] : undefined;
    if (parameter === undefined) {
      const hint =
        known.length === 0
          ? `${id} has no parameters`
          : (didYouMean(closest(name, known)) ?? `its parameters are: ${known.join(', ')}`);
      problems.push({ path, atKey: true, message: `${id} has no parameter "${name}"`, hint });
      return [];
    }
    const value = given[name];
    if (isParameter(value) && sameType(value, parameter.default)) return [[name, value]];
    problems.push({
      path,
      message: `the parameter ${name} of ${id} must be ${typeName(parameter.default)}, not ${kindName(value)}`,
    });
    return [];
  });
  return Object.fromEntries(values);
}

function isParameter(value: Json | undefined): value is ParameterValue {
  if (isArray(value)) return value.every((item) => typeof item === 'string');
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

function sameType(a: ParameterValue, b: ParameterValue): boolean {
  return Array.isArray(a) === Array.isArray(b) && typeof a === typeof b;
}

function typeName(value: ParameterValue): string {
  if (Array.isArray(value)) return 'a list of texts';
  return typeof value === 'string' ? 'text' : typeof value === 'number' ? 'a number' : 'true or false';
}
