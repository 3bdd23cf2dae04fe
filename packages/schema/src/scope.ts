export function isClusterScoped(group: string, kind: string): boolean | undefined {
  return group === '' && kind === 'Namespace' ? true : undefined;
}
