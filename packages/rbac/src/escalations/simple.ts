import type { Severity } from '@bulwark/model';
import { send } from './act.ts';
import { bodyFor } from './simple-bodies.ts';
import type { Need } from './need.ts';
import type { Primitive, Way } from './primitive.ts';

/** A primitive that leads to something worth having, and from there to nobody else that RBAC knows. */
export interface SimplePrimitive {
  readonly id: string;
  readonly title: string;
  readonly techniques: readonly string[];
  readonly severity: { readonly cluster: Severity; readonly namespace: Severity };
  /** Each list is a way: all of its needs. */
  readonly ways: readonly (readonly Need[] | SimpleWay)[];
}

interface SimpleWay {
  readonly since?: number;
  readonly needs: readonly Need[];
}

/** A request for each need, in order. */
export function simple({ ways, ...rest }: SimplePrimitive): Primitive {
  return { ...rest, ways: ways.map((way) => wayOf('needs' in way ? way : { needs: way }, rest.title)) };
}

function wayOf(way: SimpleWay, title: string): Way {
  return {
    ...way,
    gives: ({ namespace }) => [{ position: { kind: 'other', text: title, namespace } }],
    acts: (permissions, aim) =>
      permissions.map((permission) => {
        const body = bodyFor(permission, aim);
        return send(permission, { says: title, ...(body !== undefined && { body }) });
      }),
  };
}
