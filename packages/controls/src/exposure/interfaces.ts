import { member, parseImageReference, type Workload } from '@bulwark/model';

/** A program whose web interface or API runs what it is sent, or shows what it should not. */
export interface Interface {
  readonly name: string;
  /** What whoever reaches it can do. */
  readonly gives: string;
  /** Whether it asks for a login as it comes. */
  readonly login: boolean;
}

interface Known extends Interface {
  /** The repository of its image, without the registry. */
  readonly image: RegExp;
  /** The name of its Service, where no workload says what runs there. */
  readonly service: RegExp;
}

const RUNS = 'runs code in the cluster';
const READS = 'reads what it knows of the cluster';
const DATA = 'reads and changes its data';
const MODELS = 'uses its models and its hardware';

/* oxfmt-ignore */
const KNOWN: readonly Known[] = [
  { name: 'Argo CD', gives: RUNS, login: true, image: /(?:^|\/)argocd$/, service: /^(?:[\w-]+-)?argo-?cd-server$/ },
  { name: 'Argo Workflows', gives: RUNS, login: true, image: /(?:^|\/)argocli$/, service: /^(?:[\w-]+-)?argo-(?:workflows-)?server$/ },
  { name: 'Jenkins', gives: RUNS, login: true, image: /(?:^|\/)jenkins(?:-2-rhel\d|-2-centos\d)?$/, service: /^jenkins(?:-ui|-master|-controller|-service)?$/ },
  { name: 'Kubernetes Dashboard', gives: RUNS, login: true, image: /^kubernetesui\/dashboard|kubernetes-dashboard-amd64$/, service: /^kubernetes-dashboard(?:-kong-proxy|-web)?$/ },
  { name: 'Headlamp', gives: RUNS, login: true, image: /(?:^|\/)headlamp$/, service: /^headlamp$/ },
  { name: 'Portainer', gives: RUNS, login: true, image: /^portainer\//, service: /^portainer$/ },
  { name: 'Kubeflow', gives: RUNS, login: false, image: /(?:^|\/)(?:centraldashboard|jupyter-web-app)$/, service: /^(?:centraldashboard|ml-pipeline-ui|jupyter-web-app-service)$/ },
  { name: 'Apache NiFi', gives: RUNS, login: true, image: /(?:^|\/)nifi$/, service: /^nifi(?:-service|-ui)?$/ },
  { name: 'Apache Airflow', gives: RUNS, login: true, image: /(?:^|\/)airflow$/, service: /^airflow-(?:webserver|api-server)$/ },
  { name: 'Apache Spark', gives: RUNS, login: false, image: /(?:^|\/)spark-ui-proxy$/, service: /^spark-(?:ui-proxy|master|webui)$/ },
  { name: 'Apache Flink', gives: RUNS, login: false, image: /(?:^|\/)flink$/, service: /^flink-jobmanager(?:-rest|-ui)?$/ },
  { name: 'Apache Zeppelin', gives: RUNS, login: false, image: /(?:^|\/)zeppelin$/, service: /^zeppelin$/ },
  { name: 'Ray', gives: RUNS, login: false, image: /^rayproject\/ray/, service: /(?:^|-)ray-(?:head|dashboard)(?:-svc)?$/ },
  { name: 'Jupyter', gives: RUNS, login: true, image: /(?:^|\/)[\w-]*(?:-notebook|jupyterlab|jupyterhub|k8s-hub)$/, service: /^(?:jupyter(?:hub|lab)?|proxy-public)$/ },
  { name: 'Selenium', gives: RUNS, login: false, image: /^selenium\/(?:hub|standalone)/, service: /^selenium-hub$/ },
  { name: 'Weave Scope', gives: RUNS, login: false, image: /^weaveworks\/scope$/, service: /^weave-scope-app$/ },
  { name: 'MLflow', gives: DATA, login: false, image: /(?:^|\/)mlflow$/, service: /^mlflow(?:-tracking|-server)?$/ },
  { name: 'Ollama', gives: MODELS, login: false, image: /^ollama\/ollama$/, service: /^ollama$/ },
  { name: 'vLLM', gives: MODELS, login: false, image: /^vllm\/vllm-openai$/, service: /^vllm(?:-service|-server)?$/ },
  { name: 'Triton Inference Server', gives: MODELS, login: false, image: /(?:^|\/)tritonserver$/, service: /^triton(?:-inference-server)?$/ },
  { name: 'Longhorn', gives: DATA, login: false, image: /^longhornio\/longhorn-ui$/, service: /^longhorn-frontend$/ },
  { name: 'Hubble', gives: READS, login: false, image: /^cilium\/hubble-ui/, service: /^hubble-ui$/ },
  { name: 'Prometheus', gives: READS, login: false, image: /^(?:prom\/|prometheus\/)(?:prometheus|alertmanager)$/, service: /^prometheus(?:-server|-k8s|-operated|-deployment)?$/ },
  { name: 'Jaeger', gives: READS, login: false, image: /^jaegertracing\/(?:all-in-one|jaeger-query|jaeger)$/, service: /^(?:[\w-]+-)?jaeger-query$/ },
  { name: 'phpMyAdmin', gives: DATA, login: true, image: /(?:^|\/)phpmyadmin$/, service: /^phpmyadmin$/ },
  { name: 'mongo-express', gives: DATA, login: false, image: /(?:^|\/)mongo-express$/, service: /^mongo-express$/ },
  { name: 'Redis Commander', gives: DATA, login: false, image: /(?:^|\/)redis-commander$/, service: /^redis-commander$/ },
];

/** The program that workloads run, by the images of their regular containers; undefined where none is known. */
export function interfaceOf(workloads: readonly Workload[]): Interface | undefined {
  for (const { containers } of workloads) {
    for (const { type, value } of containers) {
      const image = member(value, 'image');
      if (type !== 'regular' || typeof image !== 'string') continue;
      const repository = parseImageReference(image)?.repository;
      const known = repository === undefined ? undefined : KNOWN.find((each) => each.image.test(repository));
      if (known !== undefined) return known;
    }
  }
  return undefined;
}

/** The program that a Service of this name usually is. */
export function interfaceNamed(service: string): Interface | undefined {
  return KNOWN.find((each) => each.service.test(service));
}
