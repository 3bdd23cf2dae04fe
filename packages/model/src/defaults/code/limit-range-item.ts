import { isObject, type JsonObject } from '../../json.ts';
import { withMissingAmounts } from '../resource-amounts.ts';
import { isEmpty } from './template-labels.ts';

/**
 * `SetDefaults_LimitRangeItem` (kubernetes, pkg/apis/core/v1/defaults.go): of containers the default limit is the maximum,
 * and the default request is the default limit, else the minimum.
 */
export function limitRangeItem(item: JsonObject): JsonObject {
  if (item['type'] !== 'Container') return item;
  const given = amountsOf(item, 'default');
  const givenRequest = amountsOf(item, 'defaultRequest');
  if (given === undefined || givenRequest === undefined) return item;
  const limit = withMissingAmounts(given, amountsOf(item, 'max') ?? {});
  const request = withMissingAmounts(withMissingAmounts(givenRequest, limit), amountsOf(item, 'min') ?? {});
  if (limit === given && request === givenRequest) return item;
  return { ...item, ...(isEmpty(limit) ? {} : { default: limit }), ...(isEmpty(request) ? {} : { defaultRequest: request }) };
}

/** Undefined for what is no map of amounts. */
function amountsOf(item: JsonObject, field: string): JsonObject | undefined {
  const value = item[field] ?? {};
  return isObject(value) ? value : undefined;
}
