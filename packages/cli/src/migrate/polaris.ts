import { isArray, isObject, member, stringAt, type Json } from '@bulwark/model';
import { choose, counterpart } from './counterpart.ts';
import type { Migration } from './migration.ts';

/** The configuration of Polaris: checks that are ignored, and exemptions. */
export function migratePolaris(value: Json | undefined, file: string, migration: Migration): void {
  const checks = member(value, 'checks');
  for (const name of isObject(checks) ? Object.keys(checks) : []) {
    if (stringAt(checks, name) === 'ignore') choose(name, 'off', file, migration);
  }
  const custom = member(value, 'customChecks');
  for (const name of isObject(custom) ? Object.keys(custom) : []) migration.lost.push(`${name} (${file}): a check of your own`);
  const exemptions = member(value, 'exemptions');
  for (const [index, exemption] of (isArray(exemptions) ? exemptions : []).entries())
    exempt(exemption, `${file} exemptions[${index}]`, migration);
}

function exempt(exemption: Json, from: string, migration: Migration): void {
  const containers = texts(member(exemption, 'containerNames'));
  if (containers.length > 0) {
    migration.lost.push(`containers ${containers.join(', ')} (${from}): an exception cannot name a container; name its field`);
    return;
  }
  const rules = texts(member(exemption, 'rules'));
  const names = texts(member(exemption, 'controllerNames'));
  const namespace = stringAt(exemption, 'namespace');
  const controls = rules.length === 0 ? [{ control: '*' }] : rules.flatMap((rule) => counterpart(rule, from, migration) ?? []);
  for (const excused of controls) {
    for (const name of names.length === 0 ? [undefined] : names) {
      // A name fits there whatever begins with it.
      const pattern = name === undefined ? undefined : `${name}*`;
      migration.exceptions.push({
        ...excused,
        namespace,
        name: pattern,
        reason: `exempted in ${from}, which does not say why`,
        from,
      });
    }
  }
}

function texts(value: Json | undefined): readonly string[] {
  return (isArray(value) ? value : []).filter((item) => typeof item === 'string');
}
