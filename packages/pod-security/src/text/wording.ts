/** `"a", "b"`. What the texts hold is not escaped: upstream does not either. */
export function joinQuoted(texts: readonly string[]): string {
  return texts.length === 0 ? '' : `"${texts.join('", "').toWellFormed()}"`;
}

export function plural(one: string, many: string, count: number): string {
  return count === 1 ? one : many;
}

/** `container "a"`, `containers "a", "b"`. */
export function containersText(names: readonly string[]): string {
  return `${plural('container', 'containers', names.length)} ${joinQuoted(names)}`;
}

/** Who sets something: the pod, its containers, or both. */
export function settersText(byPod: boolean, containers: readonly string[]): string {
  const setters = byPod ? ['pod'] : [];
  if (containers.length > 0) setters.push(containersText(containers));
  return setters.join(' and ');
}
