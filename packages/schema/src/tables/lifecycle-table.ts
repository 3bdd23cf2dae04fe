/** A kind by its API version. */
export interface ApiRef {
  readonly apiVersion: string;
  readonly kind: string;
}

/** The life of an API that is deprecated or removed, in minors of Kubernetes 1. */
export interface Lifecycle extends ApiRef {
  readonly introduced: number | undefined;
  readonly deprecated: number | undefined;
  /** The first minor that does not serve it. */
  readonly removed: number | undefined;
  readonly replacement: ApiRef | undefined;
}

/** Lifecycles by API version and kind with a space between. */
export function readLifecycles(text: string): ReadonlyMap<string, Lifecycle> {
  const lines = text.split('\n').filter((line) => line !== '');
  return new Map(
    lines.map((line) => {
      const [apiVersion = '', kind = '', introduced, deprecated, removed, version, replacement] = line.split(' ');
      const lifecycle: Lifecycle = {
        apiVersion,
        kind,
        introduced: minor(introduced),
        deprecated: minor(deprecated),
        removed: minor(removed),
        replacement: version === undefined || replacement === undefined ? undefined : { apiVersion: version, kind: replacement },
      };
      return [`${apiVersion} ${kind}`, lifecycle];
    }),
  );
}

function minor(text: string | undefined): number | undefined {
  return text === undefined || text === '-' ? undefined : Number(text);
}
