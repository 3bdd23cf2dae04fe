import { UserError, type KindSchemas, type Severity } from '@bulwark/model';
import type { Control, ParameterValue } from '@bulwark/controls';

/** What a scan demands: the controls to apply, with the parameters that differ from their defaults. */
export interface Policy {
  readonly controls: readonly Control[];
  /** By control id, then by the parameter's name. */
  readonly parameters?: Readonly<Record<string, Readonly<Record<string, ParameterValue>>>>;
  /** By control id: how much each of its findings weighs, whatever the control thinks. */
  readonly severities?: Readonly<Record<string, Severity>> | undefined;
  /** What the API server knows of its kinds, for the controls that judge fields. */
  readonly kinds?: KindSchemas | undefined;
}

/**
 * The values in force of one control's parameters. A name that the control does not know, or a value of another type than
 * the default's, is a user's mistake: to pass over it would be a setting that silently does nothing.
 */
export function parametersOf(control: Control, policy: Policy): ReadonlyMap<string, ParameterValue> {
  const known = Object.entries(control.parameters ?? {});
  const values = new Map(known.map(([name, parameter]) => [name, parameter.default] as const));
  const own = Object.hasOwn(policy.parameters ?? {}, control.id) ? policy.parameters?.[control.id] : undefined;
  for (const [name, value] of Object.entries(own ?? {})) {
    const fallback = values.get(name);
    if (fallback === undefined) {
      const names = known.map(([parameter]) => parameter).join(', ');
      throw new UserError(`${control.id} has no parameter "${name}"`, {
        hint: names === '' ? `${control.id} has no parameters` : `its parameters are: ${names}`,
      });
    }
    if (typeOf(value) !== typeOf(fallback)) {
      throw new UserError(`the parameter "${name}" of ${control.id} must be a ${typeOf(fallback)}, not a ${typeOf(value)}`);
    }
    values.set(name, value);
  }
  return values;
}

/** Every id in `policy.parameters` must be one of its controls'. */
export function checkParameterIds(policy: Policy): void {
  const ids = new Set<string>(policy.controls.map((control) => control.id));
  for (const id of Object.keys(policy.parameters ?? {})) {
    if (!ids.has(id)) throw new UserError(`there are parameters for "${id}", which is not one of the controls in use`);
  }
}

function typeOf(value: ParameterValue): string {
  if (!Array.isArray(value)) return typeof value;
  return value.every((item) => typeof item === 'string') ? 'list of strings' : 'list';
}
