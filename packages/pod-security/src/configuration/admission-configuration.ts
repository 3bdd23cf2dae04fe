import { isArray, isObject, listAt, member, stringAt, type Json, type Path } from '@bulwark/model';
import type { ConfigurationProblem } from './problem.ts';

const API_VERSIONS = ['apiserver.config.k8s.io/v1', 'apiserver.k8s.io/v1alpha1'];
const PLUGIN = 'PodSecurity';

/** Where an AdmissionConfiguration says how Pod Security is set up: in itself, in another file, or nowhere. */
export interface PluginConfiguration {
  readonly configuration: Json | undefined;
  /** Where it stands in the file. */
  readonly at: Path;
  /** Of another file, from the folder of this one. */
  readonly path: string | undefined;
  readonly problems: readonly ConfigurationProblem[];
}

export function isAdmissionConfiguration(value: Json): boolean {
  return stringAt(value, 'kind') === 'AdmissionConfiguration';
}

/**
 * Finds Pod Security's part of the file that `kube-apiserver --admission-control-config-file` is given
 * (k8s.io/apiserver, pkg/admission/config.go). Of several plugins of the name, the first counts.
 */
export function podSecurityPlugin(value: Json): PluginConfiguration {
  const apiVersion = stringAt(value, 'apiVersion') ?? '';
  if (!API_VERSIONS.includes(apiVersion)) {
    const text = `no kind "AdmissionConfiguration" is registered for version ${JSON.stringify(apiVersion)}`;
    return { configuration: undefined, at: [], path: undefined, problems: [{ path: ['apiVersion'], text }] };
  }
  const plugins = member(value, 'plugins') ?? null;
  if (plugins !== null && !isArray(plugins)) {
    return {
      configuration: undefined,
      at: [],
      path: undefined,
      problems: [{ path: ['plugins'], text: 'plugins must be a list' }],
    };
  }
  const index = listAt(value, 'plugins').findIndex((plugin) => stringAt(plugin, 'name') === PLUGIN);
  const plugin = listAt(value, 'plugins')[index];
  const at = ['plugins', index, 'configuration'];
  const configuration = member(plugin, 'configuration') ?? undefined;
  if (configuration !== undefined && !isObject(configuration)) {
    return { configuration: undefined, at, path: undefined, problems: [{ path: at, text: 'configuration must be a map' }] };
  }
  const path = configuration === undefined ? stringAt(plugin, 'path') || undefined : undefined;
  return { configuration, at, path, problems: [] };
}
