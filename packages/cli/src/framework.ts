import { assess, findFramework, frameworks, type Assessment, type Framework } from '@bulwark/frameworks';
import { UserError } from '@bulwark/model';
import { controls } from './catalogue.ts';
import { closest } from './closest.ts';
import type { Scan } from './scan-paths.ts';

/** The framework that people call `id`. */
export function frameworkNamed(id: string): Framework {
  const framework = findFramework(id);
  if (framework !== undefined) return framework;
  const ids = frameworks.map((known) => known.id);
  const meant = closest(id, ids);
  const known = `known are ${ids.join(', ')}`;
  throw new UserError(`there is no framework "${id}"`, { hint: meant === undefined ? known : `did you mean ${meant}? ${known}` });
}

/** A scan by the controls of a framework, with what it says of each row. */
export function assessed(result: Scan, framework: Framework): Scan & { readonly framework: Assessment } {
  return { ...result, framework: assess(framework, { ...result, objects: result.inventory.objects }, controls) };
}
