import { API_MODULES } from './releases.ts';

/** A definition's short name: `io.k8s.api.core.v1.PodSpec` → `core.v1.PodSpec`. */
export function nameOf(upstream: string): string {
  const module = API_MODULES.find(({ prefix }) => upstream.startsWith(prefix));
  return module === undefined ? upstream : upstream.slice(module.prefix.length);
}

/** `core.v1.PodSpec` → `core.v1`. */
export function packageOf(name: string): string {
  return name.slice(0, name.lastIndexOf('.'));
}

export function ownName(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}
