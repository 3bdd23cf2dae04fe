import { isObject, type Json, type JsonObject } from '../../json.ts';
import { changedField, lacks, lacksText, withMissing } from './change.ts';

const EXACT_COUNT = 'ExactCount';

/** `SetDefaults_ExactDeviceRequest` and `SetDefaults_DeviceSubRequest` (kubernetes, pkg/apis/resource/v1/defaults.go). */
export function deviceCount(request: JsonObject): JsonObject {
  const isOpen = lacks(request, 'count') || request['count'] === 0;
  return request['allocationMode'] === EXACT_COUNT && isOpen ? { ...request, count: 1 } : request;
}

/** `SetDefaults_DeviceRequest`: one without a class has its requests further down. */
export function deviceRequest(request: JsonObject): JsonObject {
  if (lacksText(request, 'deviceClassName')) return request;
  return deviceCount(lacksText(request, 'allocationMode') ? { ...request, allocationMode: EXACT_COUNT } : request);
}

/** `SetDefaults_Device` and `SetDefaults_BasicDevice` of 1.36. */
export function device(object: JsonObject): JsonObject {
  return changedField(object, 'nodeAllocatableResourceMappings', (mappings) =>
    Object.fromEntries(Object.entries(mappings).map(([name, mapping]) => [name, withMultiplier(mapping)])),
  );
}

function withMultiplier(mapping: Json | undefined): Json | undefined {
  const value = mapping ?? {};
  return isObject(value) ? withMissing(value, { allocationMultiplier: '1' }) : mapping;
}

/** `SetDefaults_DeviceTaint` notes the time, which nobody can know before. */
export function deviceTaint(object: JsonObject): JsonObject {
  return object;
}
