import { member, objectAt, type KubeObject, type Path } from '@bulwark/model';

/** Annotations of ingress-nginx and of its fork of F5; controllers may be told another prefix, which no Ingress shows. */
const PREFIX = /^(?:nginx\.ingress\.kubernetes\.io|nginx\.org|ingress\.kubernetes\.io)\//;

export interface NginxAnnotation {
  readonly at: Path;
  /** Without its prefix. */
  readonly name: string;
  readonly value: string;
}

/** The annotations of an Ingress that NGINX reads. */
export function nginxAnnotations(ingress: KubeObject): readonly NginxAnnotation[] {
  const annotations = objectAt(ingress.value, 'metadata', 'annotations');
  if (annotations === undefined) return [];
  return Object.keys(annotations).flatMap((key) => {
    const value = member(annotations, key);
    if (typeof value !== 'string' || !PREFIX.test(key)) return [];
    return [{ at: ['metadata', 'annotations', key], name: key.slice(key.indexOf('/') + 1), value }];
  });
}
