import { isInvalid, parseSelector } from '@bulwark/model';
import { demandedValue } from './field-selector.ts';

/** What the authorizer learns of the parameters of a list or watch. */
export interface ListOptions {
  readonly watch: boolean;
  /** The one name that is asked for; empty where it is not exactly one. */
  readonly name: string;
}

/**
 * Reads the parameters of a list (k8s.io/apimachinery/pkg/apis/meta/v1, ListOptions). Where one of them is wrong, none is
 * read but `watch`.
 */
export function listOptions(query: ReadonlyMap<string, string>): ListOptions {
  const watch = isTrue(query.get('watch'));
  const demanded = demandedValue(query.get('fieldSelector') ?? '', 'metadata.name');
  const numbers = [query.get('timeoutSeconds'), query.get('limit')];
  if (demanded === 'invalid' || !numbers.every(isInteger) || !isLabelSelector(query.get('labelSelector')))
    return { watch, name: '' };
  const name = demanded.value ?? '';
  return { watch, name: isPathSegment(name) ? name : '' };
}

/** Every value is true but these two; so is none after the key. */
function isTrue(value: string | undefined): boolean {
  return value !== undefined && value !== '0' && value.toLowerCase() !== 'false';
}

/** Of 64 bits; or absent. */
function isInteger(value: string | undefined): boolean {
  return value === undefined || (/^[+-]?[0-9]+$/.test(value) && BigInt.asIntN(64, BigInt(value)) === BigInt(value));
}

function isLabelSelector(value: string | undefined): boolean {
  return value === undefined || !isInvalid(parseSelector(value));
}

function isPathSegment(name: string): boolean {
  return name !== '.' && name !== '..' && !/[/%]/.test(name);
}
