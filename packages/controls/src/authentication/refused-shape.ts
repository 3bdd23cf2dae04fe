import { isArray, isObject, objectAt, type Json, type JsonObject, type Path } from '@bulwark/model';
import type { Refusal } from './refused.ts';

/** What a value may be: a simple type, a list of something, or a map of known fields. The server reads strictly. */
export type Shape = 'text' | 'truth' | 'duration' | readonly [Shape] | { readonly [field: string]: Shape };

const CLAIM: Shape = { claim: 'text', expression: 'text' };
const PREFIXED: Shape = { claim: 'text', prefix: 'text', expression: 'text' };
const OBJECT = { apiVersion: 'text', kind: 'text' } as const;

export const AUTHENTICATION_SHAPE: Shape = {
  ...OBJECT,
  jwt: [
    {
      issuer: {
        url: 'text',
        discoveryURL: 'text',
        certificateAuthority: 'text',
        audiences: ['text'],
        audienceMatchPolicy: 'text',
        egressSelectorType: 'text',
      },
      claimValidationRules: [{ claim: 'text', requiredValue: 'text', expression: 'text', message: 'text' }],
      claimMappings: {
        username: PREFIXED,
        groups: PREFIXED,
        uid: CLAIM,
        extra: [{ key: 'text', valueExpression: 'text' }],
      },
      userValidationRules: [{ expression: 'text', message: 'text' }],
    },
  ],
  anonymous: { enabled: 'truth', conditions: [{ path: 'text' }] },
};

export const AUTHORIZATION_SHAPE: Shape = {
  ...OBJECT,
  authorizers: [
    {
      type: 'text',
      name: 'text',
      webhook: {
        authorizedTTL: 'duration',
        cacheAuthorizedRequests: 'truth',
        unauthorizedTTL: 'duration',
        cacheUnauthorizedRequests: 'truth',
        timeout: 'duration',
        subjectAccessReviewVersion: 'text',
        matchConditionSubjectAccessReviewVersion: 'text',
        failurePolicy: 'text',
        connectionInfo: { type: 'text', kubeConfigFile: 'text' },
        matchConditions: [{ expression: 'text' }],
      },
    },
  ],
};

/** The refusals of a whole configuration. What only a cluster writes is no part of a file. */
export function refusedWhole(value: JsonObject, shape: Shape): readonly Refusal[] {
  const refusals = refusedShape(value, shape);
  if (objectAt(value, 'metadata')?.['managedFields'] === undefined) return refusals;
  return refusals.filter(({ at: [first] }) => first !== 'metadata' && first !== 'status');
}

/** Fields that nobody knows and values of a wrong type: what the server says before it looks at anything else. */
function refusedShape(value: Json | undefined, shape: Shape, at: Path = []): readonly Refusal[] {
  if (value === undefined || value === null) return [];
  if (typeof shape === 'string') return isOf(value, shape) ? [] : [{ at, why: `it is not ${NAMES[shape]}` }];
  if (isList(shape)) {
    if (!isArray(value)) return [{ at, why: 'it is no list' }];
    return value.flatMap((item, index) => refusedShape(item, shape[0], [...at, index]));
  }
  if (!isObject(value)) return [{ at, why: 'it is no map' }];
  return Object.keys(value).flatMap((key) => {
    const inner = Object.hasOwn(shape, key) ? shape[key] : undefined;
    return inner === undefined
      ? [{ at: [...at, key], why: `there is no field "${key}" here` }]
      : refusedShape(value[key], inner, [...at, key]);
  });
}

const NAMES = { text: 'a text', truth: 'true or false', duration: 'a duration in quotes' } as const;

function isOf(value: Json, shape: keyof typeof NAMES): boolean {
  return shape === 'truth' ? typeof value === 'boolean' : typeof value === 'string';
}

function isList(shape: Shape): shape is readonly [Shape] {
  return isArray(shape);
}
