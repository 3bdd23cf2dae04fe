import type { Control, ParameterValue } from '@bulwark/controls';

type Parameters = Readonly<Record<string, Readonly<Record<string, ParameterValue>>>>;

/** The settings of Kubescape's tests, as parameters of ours: control, parameter, and whether it is one text or a list. */
const SETTINGS: Readonly<Record<string, readonly [control: string, parameter: string, form: 'text' | 'list']>> = {
  cpu_request_min: ['resources/out-of-range', 'cpu-request-min', 'text'],
  cpu_request_max: ['resources/out-of-range', 'cpu-request-max', 'text'],
  cpu_limit_min: ['resources/out-of-range', 'cpu-limit-min', 'text'],
  cpu_limit_max: ['resources/out-of-range', 'cpu-limit-max', 'text'],
  memory_request_min: ['resources/out-of-range', 'memory-request-min', 'text'],
  memory_request_max: ['resources/out-of-range', 'memory-request-max', 'text'],
  memory_limit_min: ['resources/out-of-range', 'memory-limit-min', 'text'],
  memory_limit_max: ['resources/out-of-range', 'memory-limit-max', 'text'],
  imageRepositoryAllowList: ['image/registry-not-allowed', 'registries', 'list'],
  untrustedRegistries: ['image/registry-blocked', 'registries', 'list'],
  publicRegistries: ['image/registry-blocked', 'registries', 'list'],
  recommendedLabels: ['reliability/recommended-labels', 'labels', 'list'],
};

/** Those settings that a parameter of the chosen controls stands for. */
export function parametersOf(settings: Readonly<Record<string, readonly string[]>>, chosen: readonly Control[]): Parameters {
  const parameters: Record<string, Record<string, ParameterValue>> = {};
  for (const [name, values] of Object.entries(settings)) {
    const known = Object.hasOwn(SETTINGS, name) ? SETTINGS[name] : undefined;
    if (known === undefined) continue;
    const [control, parameter, form] = known;
    if (!chosen.some(({ id, parameters: own }) => id === control && own?.[parameter] !== undefined)) continue;
    const ofControl = (parameters[control] ??= {});
    const before = ofControl[parameter];
    if (form === 'text') ofControl[parameter] = values[0] ?? '';
    else ofControl[parameter] = Array.isArray(before) ? [...before, ...values] : values;
  }
  return parameters;
}
