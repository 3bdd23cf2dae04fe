import type { Json } from '@bulwark/model';
import { podSecurityPlugin, readConfiguration, type Configuration } from '@bulwark/pod-security';
import type { Setup } from './setups.ts';

/** The configuration that our own readers find in the files of a setup. */
export function configurationOf({ files }: Setup): Configuration {
  const plugin = podSecurityPlugin(files['admission.json'] as Json);
  const value = plugin.path === 'pss.json' ? (files['pss.json'] as Json) : plugin.configuration;
  const { configuration, problems } = readConfiguration(value);
  const [problem] = [...plugin.problems, ...problems];
  if (problem !== undefined) throw new Error(problem.text);
  return configuration;
}
