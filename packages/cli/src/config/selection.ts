import { WAIVER_CONTROLS } from '@bulwark/engine';
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
  /** Ids that are off: also of what is said of the excuses. */
  readonly silenced: ReadonlySet<string>;
}

interface Choice {
  readonly on: boolean;
  readonly severity?: Severity | undefined;
}

/** By control id, then by name. */
type GivenParameters = Record<string, Readonly<Record<string, ParameterValue>>>;

const BREADTHS = ['all', 'area', 'one'] as const;

/** The selection of `controls:` in a configuration. What speaks of one control stands over what speaks of its area, and that over `*`. */
export function selectionOf(value: JsonObject, problems: ConfigProblem[]): Selection {
  const choices = new Map<string, Choice>();
  for (const { id } of Object.values(WAIVER_CONTROLS)) if (Object.hasOwn(value, id)) choices.set(id, choiceOf(value[id]));
  const named = Object.keys(value)
    .filter((key) => !choices.has(key))
    .flatMap((key) => resolved(key, value[key], problems) ?? []);
  refuseRepeated(named, problems);
  const parameters: GivenParameters = {};
  for (const breadth of BREADTHS) {
    for (const one of named.filter(({ found }) => found.breadth === breadth)) {
      for (const { id } of one.found.controls) choices.set(id, { ...choices.get(id), ...choiceOf(one.setting) });
      takeParameters(one, parameters, problems);
    }
  }
  const selected = controls.filter((control) => choices.get(control.id)?.on ?? isOnByDefault(control));
  const severities = [...choices].flatMap(([id, { severity }]) => (severity === undefined ? [] : [[id, severity] as const]));
  const silenced = new Set([...choices].flatMap(([id, { on }]) => (on ? [] : [id])));
  return { controls: selected, severities: Object.fromEntries(severities), parameters, silenced };
}

/** A key of `controls`, what it stands for, and what is said of that. */
interface Named {
  readonly key: string;
  readonly setting: Json | undefined;
  readonly found: Extract<NamedControls, { readonly controls: unknown }>;
}

function resolved(key: string, setting: Json | undefined, problems: ConfigProblem[]): Named | undefined {
  const found = namedControls(key);
  if ('controls' in found) return { key, setting, found };
  problems.push({ path: ['controls', key], atKey: true, message: found.message, hint: found.hint });
  return undefined;
}

/** Two names of one control would leave it open which one counts. */
function refuseRepeated(named: readonly Named[], problems: ConfigProblem[]): void {
  const owners = new Map<string, string>();
  for (const { key, found } of named) {
    const [control] = found.controls;
    if (found.breadth !== 'one' || control === undefined) continue;
    const other = owners.get(control.id);
    if (other !== undefined) {
      problems.push({ path: ['controls', key], atKey: true, message: `${key} and ${other} are the same control, ${control.id}` });
    }
    owners.set(control.id, key);
  }
}

function takeParameters({ key, setting, found }: Named, parameters: GivenParameters, problems: ConfigProblem[]): void {
  const given = objectAt(setting, 'parameters');
  if (given === undefined) return;
  const [control] = found.controls;
  if (found.breadth === 'one' && control !== undefined) parameters[control.id] = parametersIn(control, given, key, problems);
  else {
    const message = `${key} stands for several controls, which have no parameters in common`;
    problems.push({ path: ['controls', key, 'parameters'], message });
  }
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
