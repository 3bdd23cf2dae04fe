import { isObject, type JsonObject } from '../../json.ts';
import type { Draft } from '../draft.ts';
import { withMissingAmounts } from '../resource-amounts.ts';

/**
 * `SetDefaults_LimitRangeItem` (kubernetes, pkg/apis/core/v1/defaults.go): of containers the default limit is the maximum,
 * and the default request is the default limit, else the minimum.
 */
export function limitRangeItem(item: Draft): void {
  if (item.get('type') !== 'Container') return;
  const given = amountsOf(item, 'default');
  const givenRequest = amountsOf(item, 'defaultRequest');
  if (given === undefined || givenRequest === undefined) return;
  const limit = withMissingAmounts(given, amountsOf(item, 'max') ?? {});
  const request = withMissingAmounts(withMissingAmounts(givenRequest, limit), amountsOf(item, 'min') ?? {});
  if (limit !== given) item.set('default', limit);
  if (request !== givenRequest) item.set('defaultRequest', request);
}

/** Undefined for what is no map of amounts. */
function amountsOf(item: Draft, field: string): JsonObject | undefined {
  const value = item.get(field) ?? {};
  return isObject(value) ? value : undefined;
}
