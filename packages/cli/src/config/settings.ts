import { nameGlob, objectTests, pathGlob, type Exception } from '@bulwark/engine';
import {
  isArray,
  isInvalid,
  isObject,
  labelSelector,
  member,
  objectAt,
  parseSelector,
  stringAt,
  type Json,
  type JsonObject,
  type Path,
  type Selector,
} from '@bulwark/model';
import { namedControls } from './named-controls.ts';
import { selectionOf, type Selection } from './selection.ts';
import { isSwitch, type ConfigProblem } from './shape.ts';

/** What a `bulwark.yaml` says, in the terms of a scan. */
export interface Settings extends Selection {
  readonly kubeVersion: string | undefined;
  /** Paths to scan where none are named, as seen from the file. */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly exceptions: readonly Exception[];
  readonly neverExcept: ReadonlySet<string>;
  readonly otherTools: boolean;
  readonly baseline: string | undefined;
}

/** The settings in a configuration whose form is right, and what is wrong with what they say. */
export function settingsOf(value: JsonObject): { readonly settings: Settings; readonly problems: readonly ConfigProblem[] } {
  const problems: ConfigProblem[] = [];
  const selection: Selection = selectionOf(objectAt(value, 'controls') ?? {}, problems);
  const settings: Settings = {
    ...selection,
    kubeVersion: stringAt(value, 'kubeVersion'),
    include: texts(member(member(value, 'paths'), 'include')),
    exclude: texts(member(member(value, 'paths'), 'exclude')),
    exceptions: exceptionsOf(member(value, 'exceptions'), problems),
    neverExcept: idsOf(member(value, 'neverExcept'), ['neverExcept'], problems),
    otherTools: isOn(member(member(value, 'waivers'), 'otherTools')),
    baseline: stringAt(value, 'baseline'),
  };
  return { settings, problems };
}

function isOn(value: Json | undefined): boolean {
  return !isSwitch(value) || value === true || value === 'on';
}

/** A list of texts, or one alone. */
function texts(value: Json | undefined): readonly string[] {
  const list = isArray(value) ? value : [value];
  return list.filter((item) => typeof item === 'string');
}

function idsOf(value: Json | undefined, at: Path, problems: ConfigProblem[]): ReadonlySet<string> {
  const list = isArray(value);
  const ids = texts(value).flatMap((name, index) => {
    const named = namedControls(name);
    if ('controls' in named) return named.controls.map(({ id }) => id);
    problems.push({ path: list ? [...at, index] : at, message: named.message, hint: named.hint });
    return [];
  });
  return new Set(ids);
}

function exceptionsOf(value: Json | undefined, problems: ConfigProblem[]): readonly Exception[] {
  return (isArray(value) ? value : []).flatMap((item, index) => {
    return isObject(item) ? [exceptionOf(item, ['exceptions', index], problems)] : [];
  });
}

function exceptionOf(value: JsonObject, at: Path, problems: ConfigProblem[]): Exception {
  const globs = texts(member(value, 'path')).map(pathGlob);
  const field = stringAt(value, 'field');
  return {
    at,
    controls: exceptedControls(value, at, problems),
    object: objectTests({
      kind: stringAt(value, 'object', 'kind'),
      namespace: stringAt(value, 'object', 'namespace'),
      name: stringAt(value, 'object', 'name'),
      selector: selectorOf(member(value, 'selector'), [...at, 'selector'], problems),
    }),
    path: globs.length === 0 ? undefined : (path) => globs.some((glob) => glob(path)),
    field: field === undefined ? undefined : nameGlob(field),
    reason: stringAt(value, 'reason')?.trim() || undefined,
    owner: stringAt(value, 'owner'),
    expires: dayOf(stringAt(value, 'expires'), [...at, 'expires'], problems),
  };
}

function exceptedControls(value: JsonObject, at: Path, problems: ConfigProblem[]): ReadonlySet<string> {
  const one = idsOf(member(value, 'control'), [...at, 'control'], problems);
  const several = idsOf(member(value, 'controls'), [...at, 'controls'], problems);
  if (member(value, 'control') === undefined && texts(member(value, 'controls')).length === 0) {
    problems.push({
      path: at,
      message: 'the exception names no control',
      hint: 'control: pod/privileged, or controls: "*" for all',
    });
  }
  return one.union(several);
}

/** A day of the calendar: February has no 30th, and who writes it means another day. */
function dayOf(day: string | undefined, path: Path, problems: ConfigProblem[]): string | undefined {
  if (day === undefined) return undefined;
  const time = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== day) {
    problems.push({ path, message: `there is no day ${day}` });
  }
  return day;
}

function selectorOf(value: Json | undefined, path: Path, problems: ConfigProblem[]): Selector | undefined {
  if (value === undefined) return undefined;
  const selector = typeof value === 'string' ? parseSelector(value) : labelSelector(value);
  if (!isInvalid(selector)) return selector;
  problems.push({ path, message: `the selector cannot be read: ${selector.invalid}` });
  return undefined;
}
