import { clean } from '@bulwark/report';

export function placeName(namespace: string): string {
  return namespace === '' ? 'in the whole cluster' : `in namespace ${clean(namespace)}`;
}
