const LONGEST = 53;

/** The name of a release that nobody has named: that of the chart's folder or package, made into one that Helm takes. */
export function releaseNameOf(chart: string): string {
  const last =
    chart
      .replaceAll('\\', '/')
      .split('/')
      .findLast((part) => part !== '' && part !== '.') ?? '';
  const bare = last.replace(/(?:-v?\d+\.\d+\.\d+[^/]*)?\.tgz$/, '');
  const legal = bare
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, '-')
    .slice(0, LONGEST)
    .replace(/^-+|-+$/g, '');
  return legal === '' ? 'release' : legal;
}
