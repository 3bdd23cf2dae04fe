import type { CheckId } from '@bulwark/pod-security';

/**
 * The checks that a control of their own judges, in words and with a severity of its own. Where no namespace demands the
 * level, what they find is said a second time only as information.
 */
export const OWN_CONTROLS: Readonly<Partial<Record<CheckId, string>>> = {
  hostNamespaces: 'pod/host-namespaces',
  privileged: 'pod/privileged',
};
