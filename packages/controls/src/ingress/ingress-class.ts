import { stringAt, type KubeObject } from '@bulwark/model';
import { annotationOf } from '../service/annotations.ts';

/** The class of an Ingress: the field, or the annotation of before; undefined where it has none. */
export function ingressClass(ingress: KubeObject): string | undefined {
  return stringAt(ingress.value, 'spec', 'ingressClassName') ?? annotationOf(ingress, 'kubernetes.io/ingress.class');
}
