import { goQuote, isArray, isObject, type Json, type JsonObject, member, type Path, stringAt } from '@bulwark/model';
import { LEVEL_ERROR, parseLevel } from '../level.ts';
import type { LevelVersion } from '../level-version.ts';
import type { Mode } from '../namespace/labels.ts';
import { PRIVILEGED_POLICY, type Policy } from '../namespace/policy.ts';
import { parseVersion, VERSION_ERROR } from '../version.ts';
import { DEFAULT_CONFIGURATION, type Configuration, type Exemptions } from './configuration.ts';
import { labelErrors, subdomainErrors } from './dns-names.ts';
import type { ConfigurationProblem } from './problem.ts';

const GROUP = 'pod-security.admission.config.k8s.io';
const VERSIONS = ['v1', 'v1beta1', 'v1alpha1'];
const KIND = 'PodSecurityConfiguration';
const EXEMPTIONS = ['usernames', 'namespaces', 'runtimeClasses'] as const;

export interface ReadConfiguration {
  /** What can be understood of it; the server starts with none that has problems. */
  readonly configuration: Configuration;
  readonly problems: readonly ConfigurationProblem[];
}

/**
 * Reads a PodSecurityConfiguration of any version, and validates it as the API server does at its start
 * (k8s.io/pod-security-admission, admission/api). Nothing at all is the default configuration.
 */
export function readConfiguration(value: Json | undefined): ReadConfiguration {
  if (value === undefined || value === null) return { configuration: DEFAULT_CONFIGURATION, problems: [] };
  const wrongType = typeProblem(value);
  if (wrongType !== undefined || !isObject(value)) {
    return { configuration: DEFAULT_CONFIGURATION, problems: wrongType === undefined ? [] : [wrongType] };
  }
  const reader = new Reader();
  reader.refuseOthers(value, ['apiVersion', 'kind', 'defaults', 'exemptions'], []);
  const defaults = reader.map(value, 'defaults', []);
  reader.refuseOthers(
    defaults,
    (['enforce', 'warn', 'audit'] as const).flatMap((mode) => [mode, `${mode}-version`]),
    ['defaults'],
  );
  // The server looks at warn before audit.
  const enforce = reader.levelVersion(defaults, 'enforce');
  const warn = reader.levelVersion(defaults, 'warn');
  const audit = reader.levelVersion(defaults, 'audit');
  const policy: Policy = { enforce, audit, warn };
  const exemptions = reader.map(value, 'exemptions', []);
  reader.refuseOthers(exemptions, EXEMPTIONS, ['exemptions']);
  const configuration = { defaults: policy, exemptions: readExemptions(reader, exemptions) };
  return { configuration, problems: reader.problems };
}

function typeProblem(value: Json): ConfigurationProblem | undefined {
  const kind = stringAt(value, 'kind') ?? '';
  const apiVersion = stringAt(value, 'apiVersion') ?? '';
  if (kind === '') return { path: ['kind'], text: "Object 'Kind' is missing" };
  if (apiVersion === '') return { path: ['apiVersion'], text: "Object 'apiVersion' is missing" };
  if (kind === KIND && VERSIONS.some((version) => apiVersion === `${GROUP}/${version}`)) return undefined;
  return { path: ['apiVersion'], text: `no kind ${goQuote(kind)} is registered for version ${goQuote(apiVersion)}` };
}

function readExemptions(reader: Reader, exemptions: JsonObject): Exemptions {
  // In the order of the server, which is not that of the fields.
  const namespaces = reader.names(exemptions, 'namespaces', labelErrors);
  const runtimeClasses = reader.names(exemptions, 'runtimeClasses', subdomainErrors);
  const usernames = reader.names(exemptions, 'usernames', (name) => (name === '' ? ['username must not be empty'] : []));
  return { usernames, namespaces, runtimeClasses };
}

class Reader {
  readonly problems: ConfigurationProblem[] = [];

  map(holder: JsonObject, field: string, at: Path): JsonObject {
    const value = member(holder, field) ?? null;
    if (isObject(value)) return value;
    if (value !== null) this.#put([...at, field], `${field} must be a map`);
    return {};
  }

  /** The server reads its configuration strictly: a field that it does not know is an error. */
  refuseOthers(holder: JsonObject, known: readonly string[], at: Path): void {
    for (const field of Object.keys(holder)) {
      if (!known.includes(field)) this.#put([...at, field], `unknown field "${[...at, field].join('.')}"`);
    }
  }

  levelVersion(defaults: JsonObject, mode: Mode): LevelVersion {
    const fallback = PRIVILEGED_POLICY[mode];
    const level = this.#value(defaults, mode, parseLevel, LEVEL_ERROR) ?? fallback.level;
    const version = this.#value(defaults, `${mode}-version`, parseVersion, VERSION_ERROR) ?? fallback.version;
    return { level, version };
  }

  names(exemptions: JsonObject, field: string, errorsOf: (name: string) => readonly string[]): readonly string[] {
    const value = member(exemptions, field) ?? [];
    if (!isArray(value)) {
      this.#put(['exemptions', field], `exemptions.${field} must be a list`);
      return [];
    }
    const names = new Set<string>();
    for (const [index, item] of value.entries()) {
      const path = ['exemptions', field, index];
      const name = item === null ? '' : item;
      const where = `exemptions.${field}[${index}]`;
      if (typeof name !== 'string') {
        this.#put(path, `${where} must be text`);
        continue;
      }
      const errors = errorsOf(name);
      if (errors.length > 0) this.#put(path, `${where}: Invalid value: ${goQuote(name)}: ${errors.join(', ')}`);
      else if (names.has(name)) this.#put(path, `${where}: Duplicate value: ${goQuote(name)}`);
      else names.add(name);
    }
    return [...names];
  }

  #value<T>(defaults: JsonObject, field: string, parse: (text: string) => T | undefined, error: string): T | undefined {
    const value = member(defaults, field) ?? '';
    if (value === '') return undefined;
    const path = ['defaults', field];
    if (typeof value !== 'string') {
      this.#put(path, `defaults.${field} must be text`);
      return undefined;
    }
    const parsed = parse(value);
    if (parsed === undefined) this.#put(path, `defaults.${field}: Invalid value: ${goQuote(value)}: ${error}`);
    return parsed;
  }

  #put(path: Path, text: string): void {
    this.problems.push({ path, text });
  }
}
