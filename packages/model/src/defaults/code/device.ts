import { isObject, type Json } from '../../json.ts';
import { edited, type Draft } from '../draft.ts';

const EXACT_COUNT = 'ExactCount';

/** `SetDefaults_ExactDeviceRequest` and `SetDefaults_DeviceSubRequest` (kubernetes, pkg/apis/resource/v1/defaults.go). */
export function deviceCount(request: Draft): void {
  if (request.get('allocationMode') === EXACT_COUNT && request.lacksNumber('count')) request.set('count', 1);
}

/** `SetDefaults_DeviceRequest`: one without a class has its requests further down. */
export function deviceRequest(request: Draft): void {
  if (request.lacksText('deviceClassName')) return;
  if (request.lacksText('allocationMode')) request.set('allocationMode', EXACT_COUNT);
  deviceCount(request);
}

/** `SetDefaults_Device` and `SetDefaults_BasicDevice` of 1.36. */
export function device(draft: Draft): void {
  const mappings = draft.get('nodeAllocatableResourceMappings');
  if (!isObject(mappings) || Object.values(mappings).every((mapping) => withMultiplier(mapping) === mapping)) return;
  const entries = Object.entries(mappings).map(([name, mapping]) => [name, withMultiplier(mapping)] as const);
  draft.set('nodeAllocatableResourceMappings', Object.fromEntries(entries));
}

function withMultiplier(mapping: Json | undefined): Json | undefined {
  const value = mapping ?? {};
  return isObject(value) ? edited(value, (draft) => draft.setMissing('allocationMultiplier', '1')) : mapping;
}

/** `SetDefaults_DeviceTaint` notes the time, which nobody can know before. */
export function deviceTaint(): void {}
