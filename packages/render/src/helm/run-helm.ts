import { join } from 'node:path';

import type { Ended, RenderOptions } from '../rendered.ts';

/** What of the command line goes into every render of one chart. */
export interface HelmCall {
  readonly options: RenderOptions;
  readonly release: string;
  /** An empty folder, for everything that Helm would otherwise read from the user's home. */
  readonly home: string;
}

/** One render: of the chart as it is, or of a copy. */
export interface Render {
  /** Absolute. */
  readonly chart: string;
  readonly valuesFiles: readonly string[];
  readonly settings: readonly (readonly [flag: string, value: string])[];
  /** Print what is no YAML as well, each file as its template made it. */
  readonly raw?: boolean;
}

/**
 * `helm template` of the user's own Helm. It prints what an install would create: with the chart's CRDs and its hooks, but
 * without tests, which only `helm test` creates.
 */
export function template(call: HelmCall, render: Render): Ended {
  const { namespace = 'default', kubeVersion } = call.options;
  const args = ['template', call.release, render.chart, '--namespace', namespace, '--include-crds', '--skip-tests'];
  if (kubeVersion !== undefined) args.push(`--kube-version=${kubeVersion}`);
  for (const file of render.valuesFiles) args.push(`--values=${file}`);
  for (const [flag, value] of render.settings) args.push(`${flag}=${value}`);
  if (render.raw === true) args.push('--debug');
  return helm(call, args);
}

/** Helm without the user's plugins, repositories, credentials and cluster: none of them has a say in what a chart becomes. */
export function helm(call: Pick<HelmCall, 'options' | 'home'>, args: readonly string[]): Ended {
  const { options, home } = call;
  return options.spawn('helm', args, { cwd: options.cwd, env: isolation(home) });
}

function isolation(home: string): Record<string, string> {
  return {
    HELM_CACHE_HOME: join(home, 'cache'),
    HELM_CONFIG_HOME: join(home, 'config'),
    HELM_DATA_HOME: join(home, 'data'),
    HELM_PLUGINS: join(home, 'plugins'),
    HELM_REPOSITORY_CONFIG: join(home, 'repositories.yaml'),
    HELM_REPOSITORY_CACHE: join(home, 'repository'),
    HELM_REGISTRY_CONFIG: join(home, 'registry.json'),
    HELM_CONTENT_CACHE: join(home, 'content'),
    HELM_DEBUG: 'false',
    HELM_NAMESPACE: '',
    HELM_KUBECONTEXT: '',
    HELM_KUBEAPISERVER: '',
    HELM_KUBETOKEN: '',
    KUBECONFIG: join(home, 'kubeconfig'),
    NO_COLOR: '1',
  };
}
