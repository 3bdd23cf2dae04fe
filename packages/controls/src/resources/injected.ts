import { member, type Container } from '@bulwark/model';

/** Whether a container stands for the proxy that Istio puts in, with an image, amounts and probes of its own. */
export function isInjected({ value }: Container): boolean {
  return member(value, 'image') === 'auto';
}
