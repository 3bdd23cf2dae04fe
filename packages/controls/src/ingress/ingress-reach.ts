import type { KubeObject } from '@bulwark/model';
import { annotationOf } from '../service/annotations.ts';
import { ingressClass } from './ingress-class.ts';

const INSIDE = /internal|private|intranet|tailscale/i;

/** What says that an Ingress is reached from inside only, as a message names it; undefined where nothing that is known does. */
export function insideBy(ingress: KubeObject): string | undefined {
  const name = ingressClass(ingress) ?? '';
  if (INSIDE.test(name)) return `its class ${name}`;
  const scheme = annotationOf(ingress, 'alb.ingress.kubernetes.io/scheme');
  if (scheme === 'internal') return 'its scheme internal';
  if (annotationOf(ingress, 'appgw.ingress.kubernetes.io/use-private-ip') === 'true') return 'its private address';
  // The AWS controller makes them internal unless it is told otherwise; a class of another name may be its own too.
  return name === 'alb' && scheme === undefined ? 'the class alb, whose scheme is internal where none is set' : undefined;
}
