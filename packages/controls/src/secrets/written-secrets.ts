import { workloadsOf, type KubeObject, type Path } from '@bulwark/model';
import { commandSecrets } from './command-secrets.ts';
import { configMapSecrets } from './config-map-secrets.ts';
import { envSecrets } from './env-secrets.ts';

/** Where an object has secrets written into it in plain text, but for Secrets, of which all data is secret. */
export function writtenSecrets(object: KubeObject): readonly Path[] {
  const paths: Path[] = [];
  if (object.kind === 'ConfigMap') for (const { path } of configMapSecrets(object)) paths.push(path);
  for (const workload of workloadsOf(object)) {
    for (const { path } of envSecrets(workload)) paths.push(path);
    for (const { path } of commandSecrets(workload)) paths.push(path);
  }
  return paths;
}

/** Controls about Secrets that show names and references, never a value. */
const NAMES_ONLY = new Set([
  'secrets/mounted',
  'secrets/no-external-store',
  'secrets/not-found',
  'secrets/secret-in-env',
  'secrets/unused',
]);

/** Whether what a control points at may hold a secret, so that a report does not show it. */
export function pointsAtSecret(control: string): boolean {
  return control.startsWith('secrets/') && !NAMES_ONLY.has(control);
}
