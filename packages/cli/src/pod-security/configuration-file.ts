import { dirname, join } from 'node:path';
import { isObject, UserError, type KubeObject, type Path } from '@bulwark/model';
import {
  isAdmissionConfiguration,
  podSecurityPlugin,
  readConfiguration,
  type Configuration,
  type ConfigurationProblem,
} from '@bulwark/pod-security';
import { placeOf } from '@bulwark/engine';
import { load } from '@bulwark/source';
import type { Shell } from '../shell.ts';

const KINDS = ['AdmissionConfiguration', 'PodSecurityConfiguration'];

/**
 * How a cluster's Pod Security is set up: the file that its API server is given, or a PodSecurityConfiguration alone. With a
 * file that the server would not start with, nobody can say what it would do.
 */
export function configurationFrom(path: string, shell: Pick<Shell, 'cwd' | 'stdin'>): Configuration {
  const object = objectIn(path, shell);
  if (!isAdmissionConfiguration(object.value)) return read(object, object.value, []);
  const plugin = podSecurityPlugin(object.value);
  refuse(object, plugin.problems, []);
  if (plugin.path === undefined) return read(object, plugin.configuration, plugin.at);
  const other = objectIn(plugin.path.startsWith('/') ? plugin.path : join(dirname(path), plugin.path), shell);
  return read(other, other.value, []);
}

function objectIn(path: string, { cwd, stdin }: Pick<Shell, 'cwd' | 'stdin'>): KubeObject {
  const { inventory } = load([path], { cwd, ...(stdin !== undefined && { stdin }) });
  const found = inventory.objects.find(({ kind }) => KINDS.includes(kind));
  if (found !== undefined) return found;
  const failed = inventory.coverage.files.find(({ status }) => status === 'failed');
  throw new UserError(`${path}: ${failed?.reason ?? `it holds no ${KINDS.join(' and no ')}`}`);
}

function read(object: KubeObject, value: KubeObject['value'][string], at: Path): Configuration {
  const { configuration, problems } = readConfiguration(isObject(value) ? value : undefined);
  refuse(object, problems, at);
  return configuration;
}

function refuse(object: KubeObject, problems: readonly ConfigurationProblem[], at: Path): void {
  const [first] = problems;
  if (first === undefined) return;
  const place = placeOf(object, [...at, ...first.path]);
  const where = place === undefined ? '' : `${place.file}:${place.line}:${place.column}: `;
  const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : '';
  throw new UserError(`${where}${first.text}${more}`, { hint: 'the API server does not start with this file' });
}
