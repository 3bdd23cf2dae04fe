import type { AdmissionRequest } from '@bulwark/pod-security';
import type { Api, RequestOptions } from '../../control-plane/api.ts';

/** One request, as it is sent to the server and as our review is asked. */
export interface Asked {
  readonly method: 'POST' | 'PUT' | 'PATCH';
  readonly path: string;
  readonly body: unknown;
  readonly options?: RequestOptions;
  /** Somebody else than the admin. */
  readonly by?: Api;
  readonly request: AdmissionRequest;
}
