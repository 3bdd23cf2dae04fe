import type { Json } from '@bulwark/model';
import type { Configuration } from '../configuration/configuration.ts';

/** What somebody asks of the API server, as admission sees it: objects with their defaults. */
export interface AdmissionRequest {
  /** `CREATE` and `UPDATE` are judged, others are not. */
  readonly operation: string;
  readonly group: string;
  /** The plural: `pods`. */
  readonly resource: string;
  readonly subresource?: string;
  readonly namespace: string;
  /** Where the object has a `generateName`, the name that the server has made of it: it does so before it asks. */
  readonly name: string;
  readonly userName?: string;
  readonly object: Json | undefined;
  /** Of an update, what was there before. */
  readonly oldObject?: Json | undefined;
}

/** What the server knows beside the request. */
export interface Cluster {
  readonly configuration: Configuration;
  /** The labels of a namespace; undefined where there is no such namespace. */
  namespaceLabels(name: string): Readonly<Record<string, string>> | undefined;
  /** The pods in a namespace, in the order in which they are to be looked at; undefined where they cannot be had. */
  podsIn(namespace: string): readonly Json[] | undefined;
  /** The newest minor version that the server knows. */
  readonly newest?: number;
}
