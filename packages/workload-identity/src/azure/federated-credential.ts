import { listAt, stringAt, type JsonObject, type Path } from '@bulwark/model';
import { literal, plainGlob, type Glob } from '../glob.ts';
import { subjectPatterns, type SubjectPattern } from '../subject/subject-pattern.ts';

/** A federated credential as `az identity federated-credential list` and `az ad app federated-credential list` print it. */
export interface FederatedCredential {
  /** The id of the managed identity that it belongs to; the credential of an application does not say whose it is. */
  readonly identity: string | undefined;
  /** As it stands: Entra compares the whole text. Undefined where an expression decides. */
  readonly issuer: string | undefined;
  /** Empty where no account can have the subject; undefined where it is not known which ones can. */
  readonly accounts: readonly SubjectPattern[] | undefined;
  /** Whether anything but an exact subject decides. */
  readonly isFlexible: boolean;
  readonly audiences: readonly string[];
  readonly path: Path;
}

const IDENTITY =
  /^(\/subscriptions\/[^/]+\/resource[gG]roups\/[^/]+\/providers\/Microsoft\.ManagedIdentity\/userAssignedIdentities\/[^/]+)\/federatedIdentityCredentials\//i;
/** The only form that Entra takes: claims['sub'] with eq or matches, and nothing beside. */
const EXPRESSION = /^\s*claims\['sub'\]\s+(eq|matches)\s+'([^']*)'\s*$/i;

export function federatedCredential(value: JsonObject): FederatedCredential {
  const expression =
    stringAt(value, 'claimsMatchingExpression', 'value') ?? stringAt(value, 'properties', 'claimsMatchingExpression', 'value');
  const holder = stringAt(value, 'properties', 'issuer') === undefined ? value : (value['properties'] as JsonObject);
  const base: Path = holder === value ? [] : ['properties'];
  const subject = stringAt(holder, 'subject');
  const glob = expression === undefined ? literal(subject ?? '') : globOf(expression);
  return {
    identity: IDENTITY.exec(stringAt(value, 'id') ?? '')?.[1],
    issuer: stringAt(holder, 'issuer'),
    accounts: glob === undefined ? undefined : subjectPatterns(glob),
    isFlexible: expression !== undefined,
    audiences: listAt(holder, 'audiences').filter((each) => typeof each === 'string'),
    path: [...base, expression === undefined ? 'subject' : 'claimsMatchingExpression'],
  };
}

function globOf(expression: string): Glob | undefined {
  const [, operator, pattern] = EXPRESSION.exec(expression) ?? [];
  if (operator === undefined || pattern === undefined) return undefined;
  return operator.toLowerCase() === 'eq' ? literal(pattern) : plainGlob(pattern);
}

/** The managed identity, in the case in which Azure compares ids. */
export function identityKey(id: string): string {
  return id.toLowerCase();
}
